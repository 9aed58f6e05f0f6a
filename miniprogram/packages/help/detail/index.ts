import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { HelpDto } from '../../../../cloudfunctions/help/dto'
import { getMe } from '../../../api/account'
import { pageCache } from '../../../api/cache'
import { explain } from '../../../api/client'
import {
  addToHelp,
  contactOf,
  getHelp,
  photosOf,
  reportPosition,
  seeHelp,
  type HelpDetails,
} from '../../../api/help'
import { livePage } from '../../../api/livePage'
import { quietPoint } from '../../../api/position'
import { askConsent } from '../../../api/subscribe'
import { showsLive } from '../../../behaviors/live'
import { closedWords, helpDetail, type ContactWho, type HelpDetailView } from '../../../lib/helpDetail'
import { NO_HELP_ASK, type HelpAsk } from '../../../lib/helpView'
import { Intentions } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'
import { placeText } from '../../../lib/helpView'
import { dial, say } from '../../../api/ui'

interface DetailData {
  help: HelpDto
  now: number
}

interface Page {
  data: { id: string; ask: HelpAsk }
  setData(data: Record<string, unknown>): void
}

const meCache = pageCache<MeDto>('me')

const POSITION_EVERY = 30_000

const kept = perInstance(() => ({
  intentions: new Intentions(),
  details: {},
  help: null as HelpDto | null,
  seen: false,
  positionAt: 0,
  photos: '',
}))

function show(page: Page, { help, now }: DetailData): void {
  const own = kept(page)
  own.help = help
  page.setData({ view: helpDetail(help, now), skew: now - Date.now() })
  const closed = closedWords(help)
  const live = closed === null
  if (!live && page.data.ask.kind !== 'none') {
    // Someone else has ended it: what is being asked has no answer any more.
    page.setData({ ask: NO_HELP_ASK })
    say(closed, 'none')
  }
  if (live && !help.mine && !own.seen) {
    own.seen = true
    // Villagers looking at a request they may see have no "seen" to report.
    seeHelp(help.id).catch(() => undefined)
  }
  if (live && help.responder?.me === true) void followResponder(page)
  void showPhotos(page, help)
}

/** Fetches links when the photos have changed, not at each look: a new link would load the picture again. */
async function showPhotos(page: Page, help: HelpDto): Promise<void> {
  const own = kept(page)
  const photos = help.photos.join(' ')
  if (own.photos === photos) return
  own.photos = photos
  try {
    page.setData({ photos: photos === '' ? [] : await photosOf(help.id) })
  } catch {
    // The next look tries again.
    own.photos = ''
  }
}

/** While they are on the way, the requester sees how far the responder still is (S-45). */
async function followResponder(page: Page): Promise<void> {
  const own = kept(page)
  if (Date.now() - own.positionAt < POSITION_EVERY) return
  own.positionAt = Date.now()
  const point = await quietPoint()
  if (point) await reportPosition(point).catch(() => undefined)
}

const live = livePage<Page, DetailData>({
  read: ({ data }) => getHelp(data.id),
  show,
  cache: ({ data }) => pageCache(`help-detail:${data.id}`, (data) => (data.help.mine ? data : null)),
  everyMs: 5000,
})

Component({
  behaviors: [showsLive(live)],
  data: {
    id: '',
    view: null as HelpDetailView | null,
    skew: 0,
    photos: [] as string[],
    askReminder: false,
    ask: NO_HELP_ASK,
    adding: false,
    savedPhone: '',
    hasDetails: false,
    uploading: false,
    busy: false,
    problem: '',
  },
  methods: {
    onLoad({ id = '', sent = '' }: { id?: string; sent?: string }) {
      this.setData({ id, askReminder: sent === '1' })
    },
    start(event: WechatMiniprogram.TouchEvent<object, object, { kind: HelpAsk['kind'] }>) {
      const { view, id } = this.data
      const words = view === null ? '' : `${view.title}\n接了单请尽快赶到，去不了可以交回。`
      this.setData({ ask: { kind: event.currentTarget.dataset.kind, id, words } })
    },
    changed(event: WechatMiniprogram.CustomEvent<{ help: HelpDto }>) {
      this.setData({ ask: NO_HELP_ASK })
      this.take(event.detail.help)
    },
    left() {
      this.setData({ ask: NO_HELP_ASK })
    },
    take(help: HelpDto) {
      live(this).set({ help, now: Date.now() + this.data.skew })
    },
    async callPerson(event: WechatMiniprogram.TouchEvent<object, object, { who: ContactWho }>) {
      const { who } = event.currentTarget.dataset
      if (this.data.busy) return
      this.setData({ busy: true })
      const { intentions } = kept(this)
      try {
        const { phone } = await contactOf(this.data.id, who, intentions.key([who]))
        intentions.done([who])
        dial(phone)
      } catch (error) {
        this.setData({ problem: explain(error).text })
      }
      this.setData({ busy: false })
    },
    openMap() {
      const help = kept(this).help
      const point = help?.place?.point
      if (!help || !point) return
      wx.openLocation({
        latitude: point.lat,
        longitude: point.lng,
        name: placeText(help),
        fail: () => undefined,
      })
    },
    openForm() {
      kept(this).details = {}
      this.setData({ adding: true, hasDetails: false })
      this.knowPhone().catch(() => undefined)
    },
    /** It only spares the person typing. */
    async knowPhone() {
      const me = meCache.load()?.value ?? (await getMe())
      this.setData({ savedPhone: me.phoneMasked ?? '' })
    },
    closeForm() {
      this.setData({ adding: false })
    },
    note(event: WechatMiniprogram.CustomEvent<{ details: HelpDetails }>) {
      kept(this).details = event.detail.details
      this.setData({ hasDetails: Object.keys(event.detail.details).length > 0 })
    },
    uploadingPhotos(event: WechatMiniprogram.CustomEvent<{ on: boolean }>) {
      this.setData({ uploading: event.detail.on })
    },
    async add() {
      const { details, intentions } = kept(this)
      if (this.data.busy) return
      this.setData({ busy: true })
      try {
        this.take(await addToHelp(this.data.id, details, intentions.key(details)))
        intentions.done(details)
        this.setData({ adding: false })
        say('补上了')
      } catch (error) {
        this.setData({ problem: explain(error).text })
      }
      this.setData({ busy: false })
    },
    closeProblem() {
      this.setData({ problem: '' })
    },
    remind() {
      // WeChat opens its dialog only while the tap is fresh, so the templates are at hand from the page before.
      const me = meCache.load()
      this.setData({ askReminder: false })
      const templates = me
        ? Promise.resolve(me.value.township.templates)
        : getMe().then((it) => it.township.templates)
      templates.then((known) => askConsent(known, 'help')).catch(() => undefined)
    },
    noReminder() {
      this.setData({ askReminder: false })
    },
  },
})
