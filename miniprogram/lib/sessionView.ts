import type { AttendanceCodeDto, SessionDetailDto } from '../../cloudfunctions/training/dto'
import type { SessionPlan } from '../api/training'
import { clockText } from './time'

/** Someone in a session, for who runs it. */
export interface AttendeeView {
  id: string
  name: string
  village: string
  note: string
  present: boolean
}

/** Those signed up and those present, absent ones first: they are the ones to look for. */
export function attendees({ people }: SessionDetailDto): AttendeeView[] {
  return people
    .map(({ personId, name, village, signedUp, attendedAt, by }) => ({
      id: personId,
      name,
      village: village?.name ?? '',
      note:
        attendedAt === null
          ? '还没签到'
          : `${clockText(attendedAt)} ${by === 'code' ? '扫码签到' : '教官登记'}${signedUp ? '' : '，没报名'}`,
      present: attendedAt !== null,
    }))
    .sort((a, b) => Number(a.present) - Number(b.present) || (a.name < b.name ? -1 : 1))
}

/** Before its start from when on people check in. */
const OPEN_BEFORE = 30 * 60_000

/** Whether the code can be shown now, and what to say when not; the cloud's own word decides. */
export function codeHint(
  { startAt, endAt, state }: Pick<SessionDetailDto, 'startAt' | 'endAt' | 'state'>,
  now: number,
): string {
  if (state === 'cancelled') return '这一场已经取消。'
  if (now >= endAt) return '这一场已经结束，补登可以在下面点。'
  return now < startAt - OPEN_BEFORE ? `${clockText(startAt - OPEN_BEFORE)} 开始签到（开场前 30 分钟）。` : ''
}

/** When new codes are fetched, before the last one ends in milliseconds. */
const AHEAD = 35_000

/** The code to show at an instant, and whether more are to be fetched. */
export function codeAt(
  codes: readonly AttendanceCodeDto[],
  now: number,
): { code: AttendanceCodeDto | null; fetch: boolean } {
  const code = codes.find(({ from, until }) => from <= now && now < until) ?? null
  const last = codes.at(-1)
  return { code, fetch: last === undefined || last.until - now < AHEAD }
}

/** How far a phone's clock is off, from codes just given, of which the first is the present one. */
export function skewOf(codes: readonly AttendanceCodeDto[], now: number): number {
  const [first] = codes
  return first === undefined || (first.from <= now && now < first.until) ? 0 : first.from - now
}

/** What is typed of a new session. */
export interface PlanDraft {
  courseId: string
  trainerId: string
  day: string
  start: string
  end: string
  place: string
  capacity: string
}

/** The instant of a day and time in UTC+8. */
function instantAt(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00+08:00`)
}

/** The plan of a draft; words of what is missing instead. */
export function planOf(draft: PlanDraft, now: number): { plan: SessionPlan } | { problem: string } {
  const { courseId, trainerId, day, start, end, place } = draft
  const capacity = Number(draft.capacity)
  const startAt = instantAt(day, start)
  const endAt = instantAt(day, end)
  if (courseId === '') return { problem: '先选上什么课。' }
  if (!(startAt > now)) return { problem: '开始时间已经过了，改晚一点。' }
  if (!(endAt > startAt)) return { problem: '结束要晚于开始。' }
  if (place.trim() === '') return { problem: '写上在哪里。' }
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > 300) {
    return { problem: '人数写 1 到 300。' }
  }
  const trainer = trainerId === '' ? {} : { trainerId }
  return { plan: { courseId, startAt, endAt, place: place.trim(), capacity, ...trainer } }
}
