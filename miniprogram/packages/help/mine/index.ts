import { pageCache } from '../../../api/cache'
import { myHelps, type HelpList } from '../../../api/help'
import { livePage } from '../../../api/livePage'
import { showsLive } from '../../../behaviors/live'
import { helpCard, type HelpCardView } from '../../../lib/helpView'
import { openPage } from '../../../api/ui'

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
  behaviors: [showsLive(live)],
  data: { cards: [] as HelpCardView[] },
  methods: {
    open(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      openPage(`/packages/help/detail/index?id=${event.detail.id}`)
    },
    ask() {
      openPage('/packages/help/send/index')
    },
  },
})
