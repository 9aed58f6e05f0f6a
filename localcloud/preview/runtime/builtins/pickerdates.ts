import type { SheetColumn } from './pickersheet'

const two = (value: number): string => String(value).padStart(2, '0')

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)

/** Parts of a date that a picker asks for. */
export type DateFields = 'year' | 'month' | 'day'

function parts(text: string, missing: [number, number, number]): [number, number, number] {
  const [year = missing[0], month = missing[1], day = missing[2]] = text.split('-').map(Number)
  return [year || missing[0], month || missing[1], day || missing[2]]
}

function clampDate(date: [number, number, number], start: string, end: string): [number, number, number] {
  const low = parts(start, [date[0] - 60, 1, 1])
  const high = parts(end, [date[0] + 60, 12, 31])
  const order = (one: readonly number[]): number =>
    (one[0] ?? 0) * 10000 + (one[1] ?? 0) * 100 + (one[2] ?? 0)
  if (order(date) < order(low)) return low
  if (order(date) > order(high)) return high
  return date
}

/** Columns and reading of a date between `start` and `end` (`YYYY-MM-DD`, either may be empty). */
export function dateColumns(
  value: string,
  start: string,
  end: string,
  fields: DateFields,
): { columns: SheetColumn[]; read(rows: number[]): string } {
  const now = new Date()
  const given = parts(value, [now.getFullYear(), now.getMonth() + 1, now.getDate()])
  const [year, month, day] = clampDate(given, start, end)
  const low = parts(start, [year - 60, 1, 1])
  const high = parts(end, [year + 60, 12, 31])
  const years = range(low[0], high[0])
  const months = range(year === low[0] ? low[1] : 1, year === high[0] ? high[1] : 12)
  const first = year === low[0] && month === low[1] ? low[2] : 1
  const length = new Date(year, month, 0).getDate()
  const last = year === high[0] && month === high[1] ? Math.min(high[2], length) : length
  const days = range(first, last)
  const column = (name: string, values: number[], chosen: number): SheetColumn => ({
    name,
    rows: values.map((item) => `${name === '年' ? item : two(item)}${name}`),
    index: Math.max(0, values.indexOf(Math.min(chosen, values.at(-1) ?? chosen))),
  })
  const all = [column('年', years, year), column('月', months, month), column('日', days, day)]
  const count = fields === 'year' ? 1 : fields === 'month' ? 2 : 3
  return {
    columns: all.slice(0, count),
    read: (rows) =>
      [years, months, days]
        .slice(0, count)
        .map((values, at) => values[Math.min(rows[at] ?? 0, values.length - 1)] ?? 0)
        .map((item, at) => (at === 0 ? String(item) : two(item)))
        .join('-'),
  }
}

/** Columns and reading of a time of day between `start` and `end` (`HH:mm`, either may be empty). */
export function timeColumns(
  value: string,
  start: string,
  end: string,
): { columns: SheetColumn[]; read(rows: number[]): string } {
  const minutes = (text: string, missing: number): number => {
    const [hour, minute] = text.split(':').map(Number)
    return text === '' || hour === undefined ? missing : hour * 60 + (minute ?? 0)
  }
  const now = new Date()
  const low = minutes(start, 0)
  const high = minutes(end, 23 * 60 + 59)
  const at = Math.min(high, Math.max(low, minutes(value, now.getHours() * 60 + now.getMinutes())))
  const hour = Math.floor(at / 60)
  const hours = range(Math.floor(low / 60), Math.floor(high / 60))
  const from = hour === Math.floor(low / 60) ? low % 60 : 0
  const to = hour === Math.floor(high / 60) ? high % 60 : 59
  const list = range(from, to)
  return {
    columns: [
      { name: '时', rows: hours.map((item) => two(item)), index: Math.max(0, hours.indexOf(hour)) },
      { name: '分', rows: list.map((item) => two(item)), index: Math.max(0, list.indexOf(at % 60)) },
    ],
    read: (rows) =>
      [hours, list]
        .map((items, index) => two(items[Math.min(rows[index] ?? 0, items.length - 1)] ?? 0))
        .join(':'),
  }
}
