import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import type { Day, Instant } from './values'

dayjs.extend(utc)

/** Offset of the scheme's civil time from UTC, in hours (China has no summer time). */
export const UTC_OFFSET_HOURS = 8

/** One minute in milliseconds. */
export const MINUTE = 60_000

/** One day in milliseconds. */
export const DAY = 24 * 60 * MINUTE

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']

function local(at: Instant): dayjs.Dayjs {
  return dayjs(at).utcOffset(UTC_OFFSET_HOURS)
}

/** The calendar day of an instant in UTC+8, `YYYY-MM-DD`. */
export function dayOf(at: Instant): Day {
  return local(at).format('YYYY-MM-DD')
}

/** The instant of a wall-clock time of day (`HH:mm`, UTC+8) on a day. */
export function instantOf(day: Day, time = '00:00'): Instant {
  return dayjs(`${day}T${time}:00+08:00`).valueOf()
}

/** The day `count` days after (or before, if negative) `day`. */
export function addDays(day: Day, count: number): Day {
  return dayOf(instantOf(day) + count * DAY)
}

/** Whether a string is a real calendar day `YYYY-MM-DD` (so not 2026-02-30). */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayjs.utc(text).format('YYYY-MM-DD') === text
}

/** Day of the week, 0 = Sunday. */
export function weekday(day: Day): number {
  return local(instantOf(day)).day()
}

/** `11月25日 周三 19:00`, the way dates stand in messages. */
export function spoken(at: Instant): string {
  return `${local(at).format('M月D日')} 周${WEEKDAYS[local(at).day()]} ${clockTime(at)}`
}

/** `19:00` in UTC+8. */
export function clockTime(at: Instant): string {
  return local(at).format('HH:mm')
}

/** `19:00–21:00` in UTC+8. */
export function clockRange(startAt: Instant, endAt: Instant): string {
  return `${clockTime(startAt)}–${clockTime(endAt)}`
}
