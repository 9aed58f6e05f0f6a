/** The device's zone plays no part: everything is shown in UTC+8. */
const OFFSET = 8 * 3_600_000
const DAY = 86_400_000
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

interface Parts {
  year: number
  month: number
  date: number
  weekday: string
  hours: number
  minutes: number
  /** Days since 1970 in UTC+8. */
  index: number
}

function partsOf(instant: number): Parts {
  const shifted = new Date(instant + OFFSET)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    date: shifted.getUTCDate(),
    weekday: WEEKDAYS[shifted.getUTCDay()] ?? '',
    hours: shifted.getUTCHours(),
    minutes: shifted.getUTCMinutes(),
    index: Math.floor((instant + OFFSET) / DAY),
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** The calendar day of an instant, `2026-11-25`. */
export function dayOf(instant: number): string {
  return new Date(instant + OFFSET).toISOString().slice(0, 10)
}

/** The day `count` days after another one. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)
}

/** A day with its year, `2026年11月25日`. */
export function dateText(instant: number): string {
  const { year, month, date } = partsOf(instant)
  return `${year}年${month}月${date}日`
}

/** Time of day, `19:00`. */
export function clockText(instant: number): string {
  const { hours, minutes } = partsOf(instant)
  return `${two(hours)}:${two(minutes)}`
}

/** A span within a day, `19:00–21:00`; midnight as its end reads `24:00`. */
export function rangeText(startAt: number, endAt: number): string {
  const end = clockText(endAt)
  return `${clockText(startAt)}–${end === '00:00' ? '24:00' : end}`
}

/** How people call a day seen from now: 今天, 明天, 后天, 昨天, else `11月25日 周三`. */
export function dayText(instant: number, now: number): string {
  const { month, date, weekday, index } = partsOf(instant)
  const near = ['昨天', '今天', '明天', '后天'][index - partsOf(now).index + 1]
  return near ?? `${month}月${date}日 ${weekday}`
}

/** A shift's name from its day and hour, as spoken: 今晚, 明天下午, `11月25日 周三`. */
export function partOfDayText(instant: number, now: number): string {
  const { hours, index } = partsOf(instant)
  const part = hours < 5 ? '凌晨' : hours < 9 ? '早上' : hours < 12 ? '上午' : hours < 18 ? '下午' : '晚上'
  const ahead = index - partsOf(now).index
  if (ahead === 0 && part === '晚上') return '今晚'
  if (ahead === 1 && part === '晚上') return '明晚'
  const day = dayText(instant, now)
  return ahead === 0 || ahead === 1 || ahead === 2 ? day + part : day
}

/** When a message came: the time today, else the day; `10:32`, `昨天 10:32`, `11月20日`. */
export function whenText(instant: number, now: number): string {
  const { month, date, index } = partsOf(instant)
  const ago = partsOf(now).index - index
  if (ago === 0) return clockText(instant)
  if (ago === 1) return `昨天 ${clockText(instant)}`
  return `${month}月${date}日`
}

/** A column of the day strip. */
export interface DayColumn {
  day: string
  weekday: string
  date: string
}

/** `count` days from one on, for the day strip. */
export function dayColumns(from: string, count: number): DayColumn[] {
  return Array.from({ length: count }, (_, at) => {
    const day = addDays(from, at)
    const { weekday, date } = partsOf(Date.parse(`${day}T00:00:00Z`) - OFFSET)
    return { day, weekday: at === 0 ? '今天' : weekday, date: String(date) }
  })
}

/** A length of time in words: `40 秒`, `6 分`, `1 小时 5 分`, `2 天`; never less than zero. */
export function spanText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds} 秒`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} 分`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)} 天`
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`
}

/** Time left to a mark or past it: `还剩 6 分`, `超时 4 分`. Minutes left round up, so that 还剩 0 分 is never read. */
export function leftText(mark: number, now: number): string {
  if (now >= mark) return now - mark < 60_000 ? '刚刚超时' : `超时 ${spanText(now - mark)}`
  const left = mark - now
  return `还剩 ${left < 60_000 ? spanText(left) : spanText(Math.ceil(left / 60_000) * 60_000)}`
}

/** A countdown's digits: `04:59`, over an hour `1:02:03`; never below zero. */
export function digitsText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours === 0 ? rest : `${hours}:${rest}`
}
