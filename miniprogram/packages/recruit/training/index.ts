import type { ProgressDto, SessionDto } from '../../../../cloudfunctions/training/dto'
import { pageCache } from '../../../api/cache'
import { livePage } from '../../../api/livePage'
import { scanLink } from '../../../api/scan'
import { getProgress, listSessions, signOff, signUp } from '../../../api/training'
import { openPage, say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import {
  attendanceLink,
  progressView,
  sessionCard,
  type ProgressView,
  type SessionCardView,
} from '../../../lib/trainingView'

interface Training {
  progress: ProgressDto
  sessions: SessionDto[]
}

type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>

const DAYS = 62

const live = livePage<WechatMiniprogram.Component.TrivialInstance, Training>({
  async read() {
    const [progress, sessions] = await Promise.all([getProgress(), listSessions({ days: DAYS })])
    return { progress, sessions }
  },
  show(page, { progress, sessions }) {
    const now = Date.now()
    const coming = sessions.filter(({ endAt }) => endAt > now)
    const isMine = ({ signedUp, attended }: SessionDto): boolean => signedUp || attended
    const card = (session: SessionDto): SessionCardView => sessionCard(session, now)
    page.setData({
      view: progressView(progress),
      mine: coming.filter(isMine).map(card),
      others: coming
        .filter((session) => !isMine(session))
        .filter(({ refusal }) => refusal === null || refusal.code === 'SESSION_FULL')
        .map(card),
    })
  },
  cache: () => pageCache('training'),
})

Component({
  behaviors: [showsLive(live), acting],
  data: {
    view: null as ProgressView | null,
    mine: [] as SessionCardView[],
    others: [] as SessionCardView[],
    leaving: null as SessionCardView | null,
    leavingWords: '',
  },
  methods: {
    async join(event: IdEvent) {
      const { id } = event.detail
      const outcome = await act(this, ['join', id], (key) => signUp(id, key))
      if (outcome.done) say('报上了')
      await live(this).refresh()
    },
    askLeave(event: IdEvent) {
      const card = this.data.mine.find(({ id }) => id === event.detail.id)
      if (card) this.setData({ leaving: card, leavingWords: `${card.title}\n${card.day} ${card.time}` })
    },
    stay() {
      this.setData({ leaving: null })
    },
    async leave() {
      const { leaving } = this.data
      if (!leaving) return
      const outcome = await act(this, ['leave', leaving.id], (key) => signOff(leaving.id, key))
      this.setData({ leaving: null })
      if (outcome.done) say('已退掉')
      await live(this).refresh()
    },
    async scan() {
      const link = await scanLink()
      if (link === null) return
      const found = attendanceLink({ q: link })
      if (found) openPage(`/packages/recruit/checkin/index?s=${found.sessionId}&c=${found.code}`)
      else this.setData({ problem: '这不是培训的签到码。请对准教官手机上的码，再扫一次。' })
    },
    openExam() {
      openPage('/packages/recruit/exam/index')
    },
    openNotice() {
      openPage('/packages/recruit/notice/index')
    },
  },
})
