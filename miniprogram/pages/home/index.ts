import { getMe, listMessages, markRead } from '../../api/account'
import { pageCache } from '../../api/cache'
import { myHelps, nearbyHelps, watchHelps } from '../../api/help'
import { livePage } from '../../api/livePage'
import { quietPoint } from '../../api/position'
import { showsLive } from '../../behaviors/live'
import { homeView, RESPOND_MINUTES, watches, type HomeData, type HomeView } from '../../lib/homeView'
import { newRequestKey } from '../../lib/keys'
import { openPage, openTab } from '../../api/ui'

async function read(): Promise<HomeData> {
  const [me, { messages }, mine] = await Promise.all([getMe(), listMessages(), myHelps()])
  const [nearby, watched] = await Promise.all([
    me.onDuty && me.volunteer ? quietPoint().then(nearbyHelps) : null,
    watches(me) ? watchHelps() : null,
  ])
  return {
    me,
    messages,
    mine: mine.helps,
    nearby: nearby?.helps ?? [],
    watched: watched?.helps ?? [],
    now: mine.now,
  }
}

const live = livePage<WechatMiniprogram.Component.TrivialInstance, HomeData>({
  read,
  show: (page, data) => page.setData({ view: homeView(data), minutes: data.me.township.respondMinutes }),
  cache: () => pageCache('home-page', (data) => ({ ...data, nearby: [], watched: [] })),
  everyMs: 15_000,
})

interface TileEvent {
  url: string
  tab: boolean
}

Component({
  behaviors: [showsLive(live)],
  data: { minutes: RESPOND_MINUTES, view: null as HomeView | null },
  methods: {
    askHelp() {
      openPage('/packages/help/send/index')
    },
    openHelp(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      openPage(`/packages/help/detail/index?id=${event.detail.id}`)
    },
    openShifts() {
      openTab('/pages/shifts/index')
    },
    openShift() {
      const id = this.data.view?.shift?.id
      if (id !== undefined) openPage(`/packages/shifts/detail/index?id=${id}`)
    },
    openTile(event: WechatMiniprogram.TouchEvent<object, object, TileEvent>) {
      const { url, tab } = event.currentTarget.dataset
      if (tab) openTab(url)
      else openPage(url)
    },
    openInbox() {
      openPage('/packages/account/inbox/index')
    },
    openNotice(event: WechatMiniprogram.TouchEvent<object, object, { id: string; page: string }>) {
      const { id, page } = event.currentTarget.dataset
      // Not read after all is no harm: it stays marked as new.
      markRead([id], newRequestKey()).catch(() => undefined)
      openPage(page === '' ? '/packages/account/inbox/index' : page)
    },
  },
})
