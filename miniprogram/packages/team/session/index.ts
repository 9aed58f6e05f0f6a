import type { SessionDetailDto } from '../../../../cloudfunctions/training/dto'
import { livePage } from '../../../api/livePage'
import { cancelSession, getSession, markPresent } from '../../../api/training'
import { openPage, say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { attendees, codeHint, type AttendeeView } from '../../../lib/sessionView'
import { CANCEL_SESSION_REASONS } from '../../../lib/teamLabels'
import { sessionCard, type SessionCardView } from '../../../lib/trainingView'

interface Page {
  data: { id: string }
  setData(data: Record<string, unknown>): void
}

interface Marking {
  id: string
  name: string
  present: boolean
}

const live = livePage<Page, SessionDetailDto>({
  read: ({ data }) => getSession(data.id),
  show(page, session) {
    const now = Date.now()
    const people = attendees(session)
    const present = people.filter((each) => each.present).length
    page.setData({
      card: sessionCard({ ...session, signedUp: false, attended: false, refusal: null }, now),
      people,
      presentWords: `到了 ${present} 人，报名 ${session.taken} 人`,
      hint: codeHint(session, now),
      canCancel: session.mayRun && session.state === 'open' && now < session.startAt,
      mayRun: session.mayRun,
      isPractice: session.course.kind === 'practiceExam',
    })
  },
  // While people check in, the list fills by itself.
  everyMs: 10_000,
})

Component({
  behaviors: [showsLive(live), acting],
  data: {
    id: '',
    card: null as SessionCardView | null,
    people: [] as AttendeeView[],
    presentWords: '',
    hint: '',
    canCancel: false,
    mayRun: false,
    isPractice: false,
    showCode: false,
    marking: null as Marking | null,
    cancelling: false,
    reasons: CANCEL_SESSION_REASONS,
  },
  methods: {
    onLoad({ id = '' }: { id?: string }) {
      this.setData({ id })
    },
    openCode() {
      this.setData({ showCode: true })
    },
    closeCode() {
      this.setData({ showCode: false })
      void live(this).refresh()
    },
    askMark(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
      const person = this.data.people.find(({ id }) => id === event.currentTarget.dataset.id)
      if (!person) return
      const marking = { id: person.id, name: person.name, present: !person.present }
      // Being there is quickly said; taking it back takes hours away, so it is asked.
      if (marking.present) void this.mark(marking)
      else this.setData({ marking })
    },
    leaveMark() {
      this.setData({ marking: null })
    },
    takeBack() {
      if (this.data.marking) void this.mark(this.data.marking)
    },
    async mark({ id, present }: Marking) {
      const outcome = await act(this, ['mark', id, present], (key) =>
        markPresent(this.data.id, id, present, key),
      )
      this.setData({ marking: null })
      if (outcome.done) live(this).set(outcome.value)
      else await live(this).refresh()
    },
    askCancel() {
      this.setData({ cancelling: true })
    },
    leaveCancel() {
      this.setData({ cancelling: false })
    },
    async cancel({ detail: { reason } }: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      const outcome = await act(this, ['cancel', reason], (key) => cancelSession(this.data.id, reason, key))
      this.setData({ cancelling: false })
      if (outcome.done) say('已取消')
      await live(this).refresh()
    },
    openPractice() {
      openPage('/packages/team/practice/index')
    },
  },
})
