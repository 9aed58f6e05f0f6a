import { watchHelps, type HelpList } from '../../../api/help'
import { FRAME_START, livePage } from '../../../api/livePage'
import { helpCard, isOverdue, type HelpCardView } from '../../../lib/helpView'
import { endPull, openPage } from '../../../api/ui'

const live = livePage<WechatMiniprogram.Component.TrivialInstance, HelpList>({
  read: () => watchHelps(),
  show: (page, { helps, now }) =>
    page.setData({
      cards: helps.map((help) => helpCard(help, now)),
      overdue: helps.filter((help) => isOverdue(help, now)).length,
    }),
  everyMs: 5000,
})

Component({
  data: { frame: FRAME_START, cards: [] as HelpCardView[], overdue: 0 },
  pageLifetimes: {
    show() {
      void live(this).start()
    },
    hide() {
      live(this).stop()
    },
  },
  lifetimes: {
    detached() {
      live(this).stop()
    },
  },
  methods: {
    reload() {
      void live(this).refresh()
    },
    async onPullDownRefresh() {
      await live(this).refresh()
      endPull()
    },
    open(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      openPage(`/packages/help/detail/index?id=${event.detail.id}`)
    },
    enter() {
      openPage('/packages/help/send/index')
    },
  },
})
