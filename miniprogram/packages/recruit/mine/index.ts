import type { MyWayDto } from '../../../../cloudfunctions/recruitment/dto'
import { pageCache } from '../../../api/cache'
import { explain } from '../../../api/client'
import { livePage } from '../../../api/livePage'
import { myWay, withdrawApplication, withdrawRecruitmentConsent } from '../../../api/recruitment'
import { openPage, say } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import { Intentions } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'
import { WITHDRAW_REASONS } from '../../../lib/recruitLabels'
import { wayView, type WayView } from '../../../lib/recruitView'

const NO_REASON = WITHDRAW_REASONS[3]

const live = livePage<WechatMiniprogram.Component.TrivialInstance, MyWayDto>({
  read: () => myWay(),
  show(page, way) {
    const { application, refusal } = way
    const again = refusal === null || refusal.code === 'CONSENT_NEEDED'
    page.setData({
      view: application && wayView(application, Date.now()),
      mayApply: again,
      // Said only to one who has no application going on: the others see where they stand.
      whyNot: again || application?.next !== 'none' ? '' : refusal.message,
      consented: way.consented,
      recommended: way.recommendations.length,
    })
  },
  cache: () => pageCache('my-way'),
})

const intentions = perInstance(() => new Intentions())

Component({
  behaviors: [showsLive(live)],
  data: {
    view: null as WayView | null,
    mayApply: false,
    whyNot: '',
    consented: false,
    recommended: 0,
    reasons: WITHDRAW_REASONS,
    asking: '',
    problem: '',
    busy: false,
  },
  methods: {
    apply() {
      openPage('/packages/recruit/apply/index')
    },
    openNotice() {
      openPage('/packages/recruit/notice/index')
    },
    openRecommend() {
      openPage('/packages/recruit/recommend/index')
    },
    goOn() {
      const url = this.data.view?.main?.url
      if (url !== undefined) openPage(url)
    },
    ask(event: WechatMiniprogram.TouchEvent<object, object, { kind: string }>) {
      this.setData({ asking: event.currentTarget.dataset.kind })
    },
    askAgain() {
      this.setData({ asking: 'delete' })
    },
    closeAsk() {
      if (!this.data.busy) this.setData({ asking: '' })
    },
    async withdraw(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      const id = this.data.view?.id
      if (id === undefined) return
      const reason = event.detail.reason === NO_REASON ? '' : event.detail.reason
      await this.perform(['withdraw', id, reason], '已撤回', async (key) => {
        await withdrawApplication(id, reason, key)
      })
    },
    async withdrawConsent() {
      await this.perform(['consent', this.data.view?.id], '资料已删除', withdrawRecruitmentConsent)
    },
    async perform(intention: unknown, done: string, run: (key: string) => Promise<void>) {
      if (this.data.busy) return
      this.setData({ busy: true })
      try {
        await run(intentions(this).key(intention))
        intentions(this).done(intention)
        say(done)
      } catch (error) {
        this.setData({ problem: explain(error).text })
      }
      this.setData({ busy: false, asking: '' })
      await live(this).refresh()
    },
    closeProblem() {
      this.setData({ problem: '' })
    },
  },
})
