import fc from 'fast-check'
import {
  addDays,
  clockText,
  dayColumns,
  dayOf,
  dayText,
  digitsText,
  leftText,
  partOfDayText,
  rangeText,
  spanText,
  whenText,
} from '../../../miniprogram/lib/time'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const NOON = at('2026-11-25T12:00:00')

describe('times in UTC+8', () => {
  it('reads days and hours in the township, wherever the phone is', () => {
    expect(dayOf(Date.parse('2026-11-24T16:00:00Z'))).toBe('2026-11-25')
    expect(dayOf(Date.parse('2026-11-24T15:59:59Z'))).toBe('2026-11-24')
    expect(clockText(Date.parse('2026-11-24T22:05:00Z'))).toBe('06:05')
  })

  it('writes spans as 19:00–21:00, and midnight as the end of the day', () => {
    expect(rangeText(at('2026-11-25T19:00:00'), at('2026-11-25T21:00:00'))).toBe('19:00–21:00')
    expect(rangeText(at('2026-11-25T21:00:00'), at('2026-11-26T00:00:00'))).toBe('21:00–24:00')
  })

  it.each([
    ['2026-11-24T23:59:00', '昨天'],
    ['2026-11-25T00:00:00', '今天'],
    ['2026-11-26T23:59:00', '明天'],
    ['2026-11-27T08:00:00', '后天'],
    ['2026-11-28T08:00:00', '11月28日 周六'],
    ['2026-11-23T08:00:00', '11月23日 周一'],
  ])('calls %s %s', (text, words) => {
    expect(dayText(at(text), NOON)).toBe(words)
  })

  it.each([
    ['2026-11-25T19:00:00', '今晚'],
    ['2026-11-25T14:00:00', '今天下午'],
    ['2026-11-26T19:00:00', '明晚'],
    ['2026-11-26T06:00:00', '明天早上'],
    ['2026-11-29T19:00:00', '11月29日 周日'],
  ])('names the part of the day of %s', (text, words) => {
    expect(partOfDayText(at(text), NOON)).toBe(words)
  })

  it('says when a message came', () => {
    expect(whenText(at('2026-11-25T10:32:00'), NOON)).toBe('10:32')
    expect(whenText(at('2026-11-24T10:32:00'), NOON)).toBe('昨天 10:32')
    expect(whenText(at('2026-11-20T10:32:00'), NOON)).toBe('11月20日')
  })

  it('lines up the days of the strip over the end of a month', () => {
    expect(dayColumns('2026-11-29', 3)).toEqual([
      { day: '2026-11-29', weekday: '今天', date: '29' },
      { day: '2026-11-30', weekday: '周一', date: '30' },
      { day: '2026-12-01', weekday: '周二', date: '1' },
    ])
  })

  it('adds days without losing any', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: -400, max: 400 }),
        (start, count) => {
          const day = dayOf(start * 86_400_000)
          expect(addDays(addDays(day, count), -count)).toBe(day)
        },
      ),
    )
  })
})

describe('lengths of time', () => {
  it.each([
    [40_000, '40 秒'],
    [60_000, '1 分'],
    [22 * 60_000, '22 分'],
    [60 * 60_000, '1 小时'],
    [65 * 60_000, '1 小时 5 分'],
    [50 * 3_600_000, '2 天'],
    [-5, '0 秒'],
  ])('%i ms is %s', (length, words) => {
    expect(spanText(length)).toBe(words)
  })

  it('says what is left of a mark, and what is over', () => {
    expect(leftText(NOON + 6 * 60_000, NOON)).toBe('还剩 6 分')
    expect(leftText(NOON + 5 * 60_000 + 1000, NOON)).toBe('还剩 6 分')
    expect(leftText(NOON + 59_000, NOON)).toBe('还剩 59 秒')
    expect(leftText(NOON, NOON)).toBe('刚刚超时')
    expect(leftText(NOON - 4 * 60_000, NOON)).toBe('超时 4 分')
  })

  it('counts in digits of one width', () => {
    expect(digitsText(5 * 60_000)).toBe('05:00')
    expect(digitsText(191_500)).toBe('03:12')
    expect(digitsText(3_723_000)).toBe('1:02:03')
    expect(digitsText(-1)).toBe('00:00')
  })

  it('never shows a length that is longer than the next one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_599_000 }), (ms) => {
        const [minutes = 0, seconds = 0] = digitsText(ms).split(':').map(Number)
        expect(minutes * 60 + seconds).toBe(Math.ceil(ms / 1000))
      }),
    )
  })
})
