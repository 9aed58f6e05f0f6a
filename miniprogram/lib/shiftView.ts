import type { ShiftDto } from '../../cloudfunctions/shifts/dto'
import { QUALIFICATION } from './labels'
import { dayText, rangeText } from './time'

/** What a shift card shows. */
export interface ShiftCardView {
  id: string
  time: string
  day: string
  place: string
  route: string
  meet: string
  tag: string
  tone: 'brand' | 'warn' | 'grey'
  taken: number
  max: number
  seats: string
  mine: boolean
  action: 'claim' | 'release' | 'none'
  /** Why it cannot be claimed, or empty. */
  reason: string
  running: boolean
}

/** A shift for its card (S-35). `certified` is false for people who are not in the scheme: they see no reasons. */
export function shiftCard(shift: ShiftDto, now: number, certified: boolean): ShiftCardView {
  const [need] = shift.needs
  const missing = Math.max(0, shift.min - shift.taken)
  const running = shift.startAt <= now && now < shift.endAt
  const { tag, tone } = tagOf(shift, now, missing)
  return {
    id: shift.id,
    time: rangeText(shift.startAt, shift.endAt),
    day: dayText(shift.startAt, now),
    place: need
      ? `${shift.area.name} · 须 ${need.count} 名${QUALIFICATION[need.qualification]}`
      : shift.area.name,
    route: shift.route,
    meet: shift.meet,
    tag,
    tone,
    taken: shift.taken,
    max: shift.max,
    seats: `${shift.taken} 人已报，最多 ${shift.max} 人`,
    mine: shift.mine,
    action: actionOf(shift, now, certified),
    reason: certified ? spokenReason(shift, now) : '',
    running,
  }
}

function actionOf(shift: ShiftDto, now: number, certified: boolean): ShiftCardView['action'] {
  if (shift.mine) {
    return shift.status === 'open' && shift.releaseBy !== null && now <= shift.releaseBy ? 'release' : 'none'
  }
  return certified && shift.refusal === null ? 'claim' : 'none'
}

/** The tag says these already, so the card does not say them twice. */
const SAID_BY_TAG = new Set(['SHIFT_FULL', 'SHIFT_STARTED', 'SHIFT_CANCELLED', 'NOT_CERTIFIED'])

function spokenReason(shift: ShiftDto, now: number): string {
  if (shift.mine) {
    const late = shift.releaseBy !== null && now > shift.releaseBy && now < shift.startAt
    return late ? '快开班了，不能自己退。有急事请打电话给队长。' : ''
  }
  return shift.refusal && !SAID_BY_TAG.has(shift.refusal.code) ? shift.refusal.message : ''
}

function tagOf(shift: ShiftDto, now: number, missing: number): Pick<ShiftCardView, 'tag' | 'tone'> {
  if (shift.status === 'cancelled') return { tag: '已取消', tone: 'grey' }
  if (now >= shift.endAt) return { tag: '已结束', tone: 'grey' }
  if (shift.mine)
    return { tag: now >= shift.startAt && now < shift.endAt ? '正在上班' : '你的班', tone: 'brand' }
  if (now >= shift.startAt) return { tag: '已开始', tone: 'grey' }
  if (shift.refusal?.code === 'OVERLAPS') return { tag: '与你的班重叠', tone: 'grey' }
  if (shift.free === 0) return { tag: '人满', tone: 'grey' }
  if (missing > 0) return { tag: `还缺 ${missing} 人`, tone: 'warn' }
  return { tag: `还可报 ${shift.free} 人`, tone: 'brand' }
}

/** Shifts in the order in which they matter: what is over goes last, and at the same hour free places come first. */
export function byUse(now: number): (a: ShiftDto, b: ShiftDto) => number {
  const over = (shift: ShiftDto): number => (shift.endAt <= now ? 1 : 0)
  const use = (shift: ShiftDto): number =>
    shift.mine ? 0 : shift.refusal === null ? 1 : shift.free > 0 ? 2 : 3
  return (a, b) => over(a) - over(b) || a.startAt - b.startAt || use(a) - use(b) || (a.id < b.id ? -1 : 1)
}

/** What a page asks the shift flow to do. */
export interface ShiftAsk {
  kind: 'none' | 'claim' | 'release'
  id: string
  /** The shift in words, a fact a line. */
  words: string
}

/** Nothing is asked. */
export const NO_SHIFT_ASK: ShiftAsk = { kind: 'none', id: '', words: '' }

/** A shift in the words of the question before claiming or releasing it, a fact a line. */
export function shiftAsk(
  kind: 'claim' | 'release',
  card: Pick<ShiftCardView, 'id' | 'day' | 'time' | 'place' | 'meet'>,
): ShiftAsk {
  const facts = [`${card.day} ${card.time}`, card.place, `集合：${card.meet}`]
  return { kind, id: card.id, words: facts.filter((fact) => fact !== '集合：').join('\n') }
}
