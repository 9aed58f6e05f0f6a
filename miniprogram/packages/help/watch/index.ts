import { watchHelps, type HelpList } from '../../../api/help'
import { livePage } from '../../../api/livePage'
import { showsLive } from '../../../behaviors/live'
import { helpCard, isOverdue, type HelpCardView } from '../../../lib/helpView'
import { openPage } from '../../../api/ui'

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
  behaviors: [showsLive(live)],
  data: { cards: [] as HelpCardView[], overdue: 0 },
  methods: {
    open(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      openPage(`/packages/help/detail/index?id=${event.detail.id}`)
    },
    enter() {
      openPage('/packages/help/send/index')
    },
  },
})
