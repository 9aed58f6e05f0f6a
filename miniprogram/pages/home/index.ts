import { getMe, listMessages, markRead } from '../../api/account'
import { pageCache } from '../../api/cache'
import { myHelps, nearbyHelps, watchHelps } from '../../api/help'
import { livePage } from '../../api/livePage'
import { quietPoint } from '../../api/position'
import { myWay } from '../../api/recruitment'
import { showsLive } from '../../behaviors/live'
import { homeView, mayJoin, RESPOND_MINUTES, watches, type HomeData, type HomeView } from '../../lib/homeView'
import { newRequestKey } from '../../lib/keys'
import { perInstance } from '../../lib/perInstance'
import { openPage, openTab } from '../../api/ui'

/** An application moves in days: asking once in a while will do. */
const WAY_EVERY = 5 * 60_000

type Page = WechatMiniprogram.Component.TrivialInstance

const kept = perInstance(() => ({ application: null as HomeData['application'], at: 0 }))

async function applicationOf(page: Page): Promise<HomeData['application']> {
  const own = kept(page)
  if (Date.now() - own.at < WAY_EVERY) return own.application
  try {
    own.application = (await myWay()).application
    own.at = Date.now()
  } catch {
    // The tile then leads to the notice, and the next look tries again.
  }
  return own.application
}

async function read(page: Page): Promise<HomeData> {
  const [me, { messages }, mine] = await Promise.all([getMe(), listMessages(), myHelps()])
  const [nearby, watched, application] = await Promise.all([
    me.onDuty && me.volunteer ? quietPoint().then(nearbyHelps) : null,
    watches(me) ? watchHelps() : null,
    mayJoin(me) ? applicationOf(page) : null,
  ])
  return {
    me,
    messages,
    mine: mine.helps,
    nearby: nearby?.helps ?? [],
    watched: watched?.helps ?? [],
    application,
    now: mine.now,
  }
}

const live = livePage<Page, HomeData>({
  read,
  show: (page, data) => page.setData({ view: homeView(data), minutes: data.me.township.respondMinutes }),
  cache: () => pageCache('home-and-way', (data) => ({ ...data, nearby: [], watched: [] })),
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
