import { pageCache } from '../../../api/cache'
import { myHelps, type HelpList } from '../../../api/help'
import { FRAME_START, livePage } from '../../../api/livePage'
import { helpCard, type HelpCardView } from '../../../lib/helpView'
import { endPull, openPage } from '../../../api/ui'

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
      endPull()
    },
    open(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      openPage(`/packages/help/detail/index?id=${event.detail.id}`)
    },
    ask() {
      openPage('/packages/help/send/index')
    },
  },
})
