/** A CloudBase timer's schedule: second, minute, hour, day, month, weekday, year, in Beijing time. */
export interface Cron {
  readonly text: string
  readonly second: readonly number[]
  readonly minute: readonly number[]
  readonly hour: readonly number[]
  readonly day: ReadonlySet<number>
  readonly month: ReadonlySet<number>
  readonly weekday: ReadonlySet<number>
  readonly year: ReadonlySet<number>
  readonly anyDay: boolean
  readonly anyWeekday: boolean
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const FIRST_YEAR = 1970
const LAST_YEAR = 2099
const BEIJING_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/**
 * Reads a 7-field cron expression with `*`, lists, ranges, steps and the names of months and weekdays. When both day
 * and weekday are given, either is enough (Tencent Cloud SCF, timer triggers).
 * @throws Error naming the field that is wrong
 */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/)
  if (fields.length !== 7) throw new Error(`cron "${text}": 7 fields expected, ${fields.length} found`)
  const field = (
    at: number,
    name: string,
    low: number,
    high: number,
    names: readonly string[] = [],
  ): number[] => {
    try {
      return parseField(fields[at] ?? '', low, high, names)
    } catch (error) {
      throw new Error(`cron "${text}": ${name}: ${error instanceof Error ? error.message : 'wrong'}`, {
        cause: error,
      })
    }
  }
  return {
    text,
    second: field(0, 'second', 0, 59),
    minute: field(1, 'minute', 0, 59),
    hour: field(2, 'hour', 0, 23),
    day: new Set(field(3, 'day', 1, 31)),
    month: new Set(field(4, 'month', 1, 12, ['', ...MONTHS])),
    weekday: new Set(field(5, 'weekday', 0, 6, WEEKDAYS)),
    year: new Set(field(6, 'year', FIRST_YEAR, LAST_YEAR)),
    anyDay: fields[3] === '*',
    anyWeekday: fields[5] === '*',
  }
}

function parseField(text: string, low: number, high: number, names: readonly string[]): number[] {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [span = '', stepText, ...more] = part.split('/')
    if (more.length > 0) throw new Error(`"${part}" is not understood`)
    const step = stepText === undefined ? 1 : whole(stepText, names)
    if (step < 1) throw new Error(`step ${step} is below 1`)
    const [from, to] = bounds(span, stepText !== undefined, low, high, names)
    if (from < low || to > high || from > to) throw new Error(`"${part}" is outside ${low}-${high}`)
    for (let value = from; value <= to; value += step) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

function bounds(
  span: string,
  stepped: boolean,
  low: number,
  high: number,
  names: readonly string[],
): [from: number, to: number] {
  if (span === '*') return [low, high]
  const [fromText = '', toText, ...more] = span.split('-')
  if (more.length > 0) throw new Error(`"${span}" is not understood`)
  const from = whole(fromText, names)
  if (toText !== undefined) return [from, whole(toText, names)]
  return [from, stepped ? high : from]
}

function whole(text: string, names: readonly string[]): number {
  const named = text === '' ? -1 : names.indexOf(text.toUpperCase())
  if (named >= 0) return named
  if (!/^\d+$/.test(text)) throw new Error(`"${text}" is not a number`)
  return Number(text)
}

/**
 * The first moment after `after` at which a schedule fires.
 * @param after ms since 1970, exclusive
 * @returns ms since 1970, or null when it never fires again
 */
export function nextFiring(cron: Cron, after: number): number | null {
  // Whole seconds of Beijing's wall clock, counted as if it were UTC.
  const from = Math.floor(after / 1000) * 1000 + 1000 + BEIJING_MS
  let day = Math.floor(from / DAY_MS) * DAY_MS
  for (let earliest = from - day; ; day += DAY_MS, earliest = 0) {
    const date = new Date(day)
    if (date.getUTCFullYear() > LAST_YEAR) return null
    if (!firesOn(cron, date)) continue
    const time = timeOfDay(cron, earliest)
    if (time !== null) return day + time - BEIJING_MS
  }
}

function firesOn(cron: Cron, date: Date): boolean {
  if (!cron.year.has(date.getUTCFullYear()) || !cron.month.has(date.getUTCMonth() + 1)) return false
  const day = cron.day.has(date.getUTCDate())
  const weekday = cron.weekday.has(date.getUTCDay())
  return cron.anyDay || cron.anyWeekday ? day && weekday : day || weekday
}

function timeOfDay(cron: Cron, earliest: number): number | null {
  for (const hour of cron.hour) {
    if ((hour + 1) * 3_600_000 <= earliest) continue
    for (const minute of cron.minute) {
      if (hour * 3_600_000 + (minute + 1) * 60_000 <= earliest) continue
      for (const second of cron.second) {
        const time = hour * 3_600_000 + minute * 60_000 + second * 1000
        if (time >= earliest) return time
      }
    }
  }
  return null
}
