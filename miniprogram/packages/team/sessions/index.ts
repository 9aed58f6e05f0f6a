import type { PlanningDto, SessionDto } from '../../../../cloudfunctions/training/dto'
import { livePage } from '../../../api/livePage'
import { getPlanning, listSessions, planSession, type SessionPlan } from '../../../api/training'
import { openPage, say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { addDays, dayOf } from '../../../lib/time'
import { sessionCard, type SessionCardView } from '../../../lib/trainingView'

type Span = 'coming' | 'past'

interface Page {
  data: { span: Span }
  setData(data: Record<string, unknown>): void
}

const START: { span: Span; planning: PlanningDto } = {
  span: 'coming',
  planning: { courses: [], trainers: [] },
}

const DAYS = 62

function runCard(session: SessionDto, now: number): SessionCardView {
  const running = session.startAt <= now && now < session.endAt && session.state === 'open'
  // For who runs it, the place of one's own in it says nothing.
  const seen = { ...session, signedUp: false, attended: false, refusal: null }
  const card = sessionCard(seen, now)
  return { ...card, action: 'none', mine: running, ...(running ? { tag: '正在进行', tone: 'brand' } : {}) }
}

const live = livePage<Page, SessionDto[]>({
  async read({ data }) {
    const today = dayOf(Date.now())
    return data.span === 'coming'
      ? listSessions({ from: today, days: DAYS })
      : (await listSessions({ from: addDays(today, 1 - DAYS), days: DAYS })).reverse()
  },
  show(page, sessions) {
    const now = Date.now()
    const coming = page.data.span === 'coming'
    const wanted = sessions.filter(({ endAt, mayRun }) => mayRun && endAt > now === coming)
    page.setData({ cards: wanted.map((session) => runCard(session, now)) })
  },
})

Component({
  behaviors: [showsLive(live), acting],
  data: {
    spans: [
      { value: 'coming', label: '要上的' },
      { value: 'past', label: '上过的' },
    ],
    ...START,
    cards: [] as SessionCardView[],
    making: false,
  },
  methods: {
    changeSpan(event: WechatMiniprogram.CustomEvent<{ value: Span }>) {
      this.setData({ span: event.detail.value, cards: [] })
      void live(this).refresh()
    },
    open(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      openPage(`/packages/team/session/index?id=${event.detail.id}`)
    },
    async startPlan() {
      const outcome = await act(this, 'planning', () => getPlanning())
      if (outcome.done) this.setData({ planning: outcome.value, making: true })
    },
    leavePlan() {
      this.setData({ making: false })
    },
    async plan({ detail: { plan } }: WechatMiniprogram.CustomEvent<{ plan: SessionPlan }>) {
      const outcome = await act(this, plan, (key) => planSession(plan, key))
      if (!outcome.done) return
      this.setData({ making: false, span: 'coming' })
      say('排好了')
      await live(this).refresh()
    },
  },
})
