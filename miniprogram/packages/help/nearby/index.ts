import type { HelpDto } from '../../../../cloudfunctions/help/dto'
import type { Point } from '../../../../cloudfunctions/shared/values'
import { nearbyHelps, reportPosition, type HelpList } from '../../../api/help'
import { livePage } from '../../../api/livePage'
import { currentPoint, quietPoint } from '../../../api/position'
import { showsLive } from '../../../behaviors/live'
import { helpCard, NO_HELP_ASK, type HelpCardView } from '../../../lib/helpView'
import { perInstance } from '../../../lib/perInstance'
import { openPage, openTab, say } from '../../../api/ui'

type NearbyData = HelpList & { onDuty: boolean; located: boolean }
type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>

const POSITION_EVERY = 60_000

const kept = perInstance(() => ({ point: null as Point | null, at: 0 }))

const live = livePage<WechatMiniprogram.Component.TrivialInstance, NearbyData>({
  async read(page) {
    const own = kept(page)
    if (Date.now() - own.at >= POSITION_EVERY) {
      own.at = Date.now()
      own.point = (await quietPoint()) ?? own.point
      // Off duty nothing is stored, which the answer's `onDuty` says as well.
      if (own.point) reportPosition(own.point).catch(() => undefined)
    }
    return { ...(await nearbyHelps(own.point)), located: own.point !== null }
  },
  show: (page, { helps, now, onDuty, located }) =>
    page.setData({ cards: helps.map((help) => helpCard(help, now)), onDuty, located }),
  everyMs: 5000,
})

Component({
  behaviors: [showsLive(live)],
  data: {
    cards: [] as HelpCardView[],
    onDuty: true,
    located: false,
    ask: NO_HELP_ASK,
  },
  methods: {
    async locate() {
      const point = await currentPoint()
      if (!point) {
        say('没有取到位置', 'none')
        return
      }
      Object.assign(kept(this), { point, at: Date.now() })
      reportPosition(point).catch(() => undefined)
      await live(this).refresh()
    },
    open(event: IdEvent) {
      openPage(`/packages/help/detail/index?id=${event.detail.id}`)
    },
    accept(event: IdEvent) {
      const card = this.data.cards.find((each) => each.id === event.detail.id)
      if (!card) return
      const words = `${card.title} · ${card.place}${card.distance === '' ? '' : `\n离你约 ${card.distance}`}\n接了单请尽快赶到，去不了可以交回。`
      this.setData({ ask: { kind: 'accept', id: card.id, words } })
    },
    accepted(event: WechatMiniprogram.CustomEvent<{ help: HelpDto }>) {
      openPage(`/packages/help/detail/index?id=${event.detail.help.id}`)
    },
    left() {
      this.setData({ ask: NO_HELP_ASK })
    },
    openMe() {
      openTab('/pages/me/index')
    },
  },
})
