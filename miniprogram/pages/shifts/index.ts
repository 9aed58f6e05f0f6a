import type { MeDto } from '../../../cloudfunctions/account/dto'
import type { ShiftDto } from '../../../cloudfunctions/shifts/dto'
import { getMe } from '../../api/account'
import { pageCache } from '../../api/cache'
import { livePage } from '../../api/livePage'
import { listShifts } from '../../api/shifts'
import { showsLive } from '../../behaviors/live'
import {
  byUse,
  NO_SHIFT_ASK,
  shiftAsk,
  shiftCard,
  type ShiftAsk,
  type ShiftCardView,
} from '../../lib/shiftView'
import { dayColumns, dayOf, type DayColumn } from '../../lib/time'
import { openPage } from '../../api/ui'

const DAYS = 14

interface ShiftsData {
  me: MeDto
  day: string
  shifts: ShiftDto[]
  mine: ShiftDto[]
  now: number
}

interface Page {
  data: { day: string; mineOnly: boolean; villageIndex: number; data: ShiftsData | null }
  setData(data: Record<string, unknown>): void
}

async function read({ data }: Page): Promise<ShiftsData> {
  const today = dayOf(Date.now())
  const day = data.day < today ? today : data.day
  const [me, ofDay, mine] = await Promise.all([
    getMe(),
    listShifts({ from: day, days: 1 }),
    listShifts({ from: today, days: DAYS, mine: true }),
  ])
  return { me, day, shifts: ofDay.shifts, mine: mine.shifts, now: ofDay.now }
}

function show(page: Page, data: ShiftsData): void {
  const { me, shifts, mine, now } = data
  // The person has gone on to another day since this was asked.
  const stale = page.data.day !== '' && page.data.day !== data.day && page.data.day >= dayOf(now)
  const day = stale ? page.data.day : data.day
  const villages = me.township.villages
  const village = villages[page.data.villageIndex - 1]
  const certified = me.volunteer?.certified ?? false
  const shown = page.data.mineOnly
    ? mine.filter((shift) => shift.endAt > now)
    : shifts.filter((shift) => village === undefined || shift.village.id === village.id)
  const free = shown.some((shift) => !shift.mine && shift.refusal === null)
  const mineDays = new Set(mine.map((shift) => shift.day))
  page.setData({
    data,
    day,
    certified,
    dayFull: certified && !page.data.mineOnly && day === dayOf(now) && !free,
    templates: me.township.templates,
    columns: dayColumns(dayOf(now), DAYS).map((column) => ({ ...column, mine: mineDays.has(column.day) })),
    villageNames: ['全部村', ...villages.map(({ name }) => name)],
    cards:
      stale && !page.data.mineOnly
        ? null
        : [...shown].sort(byUse(now)).map((shift) => shiftCard(shift, now, certified)),
  })
}

const live = livePage<Page, ShiftsData>({ read, show, cache: () => pageCache('shifts'), everyMs: 30_000 })

type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>

Component({
  behaviors: [showsLive(live)],
  data: {
    data: null as ShiftsData | null,
    day: '',
    columns: [] as (DayColumn & { mine: boolean })[],
    villageNames: ['全部村'],
    villageIndex: 0,
    mineOnly: false,
    certified: false,
    dayFull: false,
    templates: { help: '', shift: '', notice: '' },
    cards: null as ShiftCardView[] | null,
    ask: NO_SHIFT_ASK,
    refusedId: '',
    refusal: '',
  },
  methods: {
    changeDay(event: WechatMiniprogram.CustomEvent<{ day: string }>) {
      this.goTo(event.detail.day)
    },
    nextDay() {
      const next = this.data.columns[1]
      if (next) this.goTo(next.day)
    },
    goTo(day: string) {
      this.setData({ day, cards: null, refusedId: '' })
      void live(this).refresh()
    },
    changeVillage(event: WechatMiniprogram.PickerChange) {
      this.setData({ villageIndex: Number(event.detail.value) })
      this.redraw()
    },
    toggleMine() {
      this.setData({ mineOnly: !this.data.mineOnly })
      this.redraw()
    },
    redraw() {
      if (this.data.data) show(this, this.data.data)
    },
    open(event: IdEvent) {
      openPage(`/packages/shifts/detail/index?id=${event.detail.id}`)
    },
    claim(event: IdEvent) {
      this.start('claim', event.detail.id)
    },
    release(event: IdEvent) {
      this.start('release', event.detail.id)
    },
    start(kind: Exclude<ShiftAsk['kind'], 'none'>, id: string) {
      const card = this.data.cards?.find((each) => each.id === id)
      if (card) this.setData({ ask: shiftAsk(kind, card), refusedId: '' })
    },
    changed() {
      void live(this).refresh()
    },
    refused(event: WechatMiniprogram.CustomEvent<{ id: string; message: string }>) {
      this.setData({ refusedId: event.detail.id, refusal: event.detail.message })
      void live(this).refresh()
    },
    left() {
      this.setData({ ask: NO_SHIFT_ASK })
    },
  },
})
