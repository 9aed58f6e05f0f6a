import fc from 'fast-check'
import { nextFiring, parseCron } from '../../../localcloud/runner/cron'

const at = (text: string): number => Date.parse(`${text}+08:00`)

/** The next firings after a moment, as Beijing wall-clock times. */
function firings(cron: string, after: string, count: number): string[] {
  const schedule = parseCron(cron)
  const times: string[] = []
  let from: number | null = at(after)
  while (times.length < count) {
    from = nextFiring(schedule, from)
    if (from === null) break
    times.push(new Date(from + 8 * 3_600_000).toISOString().slice(0, 19))
  }
  return times
}

describe('nextFiring', () => {
  const cases: [cron: string, after: string, expected: string[]][] = [
    ['0 * * * * * *', '2026-11-24T10:00:00', ['2026-11-24T10:01:00', '2026-11-24T10:02:00']],
    ['*/20 * * * * * *', '2026-11-24T23:59:30', ['2026-11-24T23:59:40', '2026-11-25T00:00:00']],
    ['0 0 6 * * * *', '2026-11-24T06:00:00', ['2026-11-25T06:00:00']],
    ['0 30 9-11,15 * * * *', '2026-11-24T10:30:00', ['2026-11-24T11:30:00', '2026-11-24T15:30:00']],
    ['0 0 8 * * MON-FRI *', '2026-11-27T08:00:00', ['2026-11-30T08:00:00']],
    ['0 0 8 * * 0 *', '2026-11-24T00:00:00', ['2026-11-29T08:00:00']],
    ['0 0 0 29 2 * *', '2026-01-01T00:00:00', ['2028-02-29T00:00:00', '2032-02-29T00:00:00']],
    ['0 0 0 1 JAN,JUL * *', '2026-11-24T00:00:00', ['2027-01-01T00:00:00', '2027-07-01T00:00:00']],
    ['0 0 0 1 1 * 2026', '2026-11-24T00:00:00', []],
    [
      '0 5/25 * * * * *',
      '2026-11-24T10:00:00',
      ['2026-11-24T10:05:00', '2026-11-24T10:30:00', '2026-11-24T10:55:00'],
    ],
  ]
  it.each(cases)('%s after %s', (cron, after, expected) => {
    expect(firings(cron, after, Math.max(expected.length, 1))).toEqual(expected)
  })

  it('fires when either day or weekday fits, if both are given', () => {
    expect(firings('0 0 0 1 * MON *', '2026-11-24T00:00:00', 3)).toEqual([
      '2026-11-30T00:00:00',
      '2026-12-01T00:00:00',
      '2026-12-07T00:00:00',
    ])
  })

  it('counts milliseconds after a due second as after it', () => {
    const cron = parseCron('0 * * * * * *')
    expect(nextFiring(cron, at('2026-11-24T10:00:00') - 1)).toBe(at('2026-11-24T10:00:00'))
    expect(nextFiring(cron, at('2026-11-24T10:00:00') + 1)).toBe(at('2026-11-24T10:01:00'))
  })

  it('finds the very next moment that fits, for any schedule and start', () => {
    const list = (low: number, high: number): fc.Arbitrary<string> =>
      fc
        .uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1, maxLength: 5 })
        .map((each) => each.join(','))
    const hours = fc.oneof(fc.constant('*'), list(0, 23))
    const moment = fc.integer({ min: at('2020-01-01T00:00:00'), max: at('2030-01-01T00:00:00') })
    fc.assert(
      fc.property(list(0, 59), hours, moment, (minutes, hour, after) => {
        const found = nextFiring(parseCron(`0 ${minutes} ${hour} * * * *`), after)
        const fits = (time: number): boolean => {
          const date = new Date(time + 8 * 3_600_000)
          return (
            minutes.split(',').includes(String(date.getUTCMinutes())) &&
            (hour === '*' || hour.split(',').includes(String(date.getUTCHours())))
          )
        }
        let expected = Math.floor(after / 60_000) * 60_000 + 60_000
        while (!fits(expected)) expected += 60_000
        expect(found).toBe(expected)
      }),
      { numRuns: 200 },
    )
  })
})

describe('parseCron', () => {
  const wrong: [cron: string, reason: string][] = [
    ['* * * * *', '7 fields'],
    ['60 * * * * * *', 'second'],
    ['0 * 24 * * * *', 'hour'],
    ['0 * * 0 * * *', 'day'],
    ['0 * * * 13 * *', 'month'],
    ['0 * * * * 7 *', 'weekday'],
    ['0 * * * * * 1969', 'year'],
    ['0 */0 * * * * *', 'minute'],
    ['0 5-2 * * * * *', 'minute'],
    ['0 1-2-3 * * * * *', 'minute'],
    ['0 a * * * * *', 'minute'],
    ['0 1,,2 * * * * *', 'minute'],
    ['0 1/2/3 * * * * *', 'minute'],
  ]
  it.each(wrong)('refuses %s, naming the %s', (cron, reason) => {
    expect(() => parseCron(cron)).toThrow(reason)
  })
})
