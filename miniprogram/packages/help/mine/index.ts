import { pageCache } from '../../../api/cache'
import { myHelps, type HelpList } from '../../../api/help'
import { FRAME_START, livePage } from '../../../api/livePage'
import { helpCard, type HelpCardView } from '../../../lib/helpView'

const live = livePage<WechatMiniprogram.Component.TrivialInstance, HelpList>({
  read: () => myHelps(),
  show: (page, { helps, now }) =>
    page.setData({
      cards: helps.map((help) => helpCard(help, now)),
    }),
  cache: () => pageCache('my-helps'),
  everyMs: 5000,
})

Component({
  data: { frame: FRAME_START, cards: [] as HelpCardView[] },
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
      wx.stopPullDownRefresh()
    },
    open(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      wx.navigateTo({ url: `/packages/help/detail/index?id=${event.detail.id}` })
    },
    ask() {
      wx.navigateTo({ url: '/packages/help/send/index' })
    },
  },
})
