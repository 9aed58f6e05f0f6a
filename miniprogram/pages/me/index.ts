import type { MeDto } from '../../../cloudfunctions/account/dto'
import type { HelpDto } from '../../../cloudfunctions/help/dto'
import type { ShiftDto } from '../../../cloudfunctions/shifts/dto'
import { getMe, setStandby } from '../../api/account'
import { pageCache } from '../../api/cache'
import { explain } from '../../api/client'
import { myHelps } from '../../api/help'
import { livePage } from '../../api/livePage'
import { myWay } from '../../api/recruitment'
import { listShifts } from '../../api/shifts'
import { askConsent } from '../../api/subscribe'
import { chooseAppearance, chosenAppearance } from '../../behaviors/appearance'
import { showsLive } from '../../behaviors/live'
import { joinTile, type HomeData, type Tile } from '../../lib/homeView'
import { Intentions } from '../../lib/keys'
import { meView, type MeView } from '../../lib/meView'
import { perInstance } from '../../lib/perInstance'
import { NO_SHIFT_ASK, shiftAsk, shiftCard, type ShiftCardView } from '../../lib/shiftView'
import { workRows, type WorkRow } from '../../lib/workRows'
import { openPage, openTab, say } from '../../api/ui'

interface MeData {
  me: MeDto
  shifts: ShiftDto[]
  helps: HelpDto[]
  application: HomeData['application']
  now: number
}

type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>
type SwitchEvent = WechatMiniprogram.CustomEvent<{ value: boolean }>

const NO_TEMPLATES: MeDto['township']['templates'] = { help: '', shift: '', notice: '' }

const live = livePage<WechatMiniprogram.Component.TrivialInstance, MeData>({
  async read() {
    const [me, shifts, helps] = await Promise.all([getMe(), listShifts({ mine: true, days: 14 }), myHelps()])
    // Without it the line leads to the notice, which is no reason to show nothing.
    const application =
      me.volunteer === null
        ? await myWay().then(
            (way) => way.application,
            () => null,
          )
        : null
    return { me, shifts: shifts.shifts, helps: helps.helps, application, now: shifts.now }
  },
  show(page, { me, shifts, helps, application, now }) {
    const going = helps.filter((help) => help.status !== 'resolved' && help.status !== 'cancelled').length
    page.setData({
      view: meView(me, now),
      work: workRows(me),
      join: me.volunteer === null ? joinTile(application) : null,
      cards: shifts
        .filter((shift) => shift.endAt > now)
        .map((shift) => shiftCard(shift, now, me.volunteer?.certified ?? false)),
      helpNote:
        going > 0 ? `${going} 件正在办` : helps.length > 0 ? `${helps.length} 件，都办完了` : '看进展',
      templates: me.township.templates,
    })
  },
  cache: () => pageCache('me-and-way'),
})

const intentions = perInstance(() => new Intentions())

Component({
  behaviors: [showsLive(live)],
  data: {
    view: null as MeView | null,
    work: [] as WorkRow[],
    cards: [] as ShiftCardView[],
    helpNote: '',
    join: null as Tile | null,
    templates: NO_TEMPLATES,
    ask: NO_SHIFT_ASK,
    large: false,
    busy: false,
    problem: '',
  },
  pageLifetimes: {
    show() {
      this.setData({ large: chosenAppearance().large })
    },
  },
  methods: {
    async changeStandby(event: SwitchEvent) {
      const on = event.detail.value
      if (this.data.busy || this.data.view?.volunteer?.standby === on) return
      this.setData({ busy: true })
      // WeChat opens its dialog only while the tap is fresh, so it comes before the call.
      if (on) await askConsent(this.data.templates, 'help')
      try {
        await setStandby(on, intentions(this).key(on))
        intentions(this).done(on)
        say(on ? '已待命' : '已关闭待命')
      } catch (error) {
        this.setData({ problem: explain(error).text })
      }
      await live(this).refresh()
      // The switch has moved by itself; where it stays is the cloud's word.
      this.setData({ busy: false, view: this.data.view })
    },
    changeLarge(event: SwitchEvent) {
      this.setData({ large: event.detail.value })
      chooseAppearance({ ...chosenAppearance(), large: event.detail.value })
    },
    release(event: IdEvent) {
      const card = this.data.cards.find((each) => each.id === event.detail.id)
      if (card) this.setData({ ask: shiftAsk('release', card) })
    },
    left() {
      this.setData({ ask: NO_SHIFT_ASK })
    },
    closeProblem() {
      this.setData({ problem: '' })
    },
    openShift(event: IdEvent) {
      openPage(`/packages/shifts/detail/index?id=${event.detail.id}`)
    },
    openShifts() {
      openTab('/pages/shifts/index')
    },
    openProfile() {
      openPage('/packages/account/profile/index')
    },
    openHelps() {
      openPage('/packages/help/mine/index')
    },
    openInbox() {
      openPage('/packages/account/inbox/index')
    },
    openJoin() {
      if (this.data.join) openPage(this.data.join.url)
    },
    openWork(event: WechatMiniprogram.TouchEvent<object, object, { url: string }>) {
      openPage(event.currentTarget.dataset.url)
    },
    openTraining() {
      openPage('/packages/recruit/training/index')
    },
    openCertificate() {
      openPage('/packages/recruit/certificate/index')
    },
    openFile() {
      openPage('/packages/team/file/index')
    },
    openStaff() {
      openPage('/packages/team/staff/index')
    },
    openLeads() {
      openPage('/packages/team/leads/index')
    },
    openSettings() {
      openPage('/packages/account/settings/index')
    },
    openAbout() {
      openPage('/packages/account/about/index')
    },
  },
})
