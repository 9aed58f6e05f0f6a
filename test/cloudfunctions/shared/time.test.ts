import * as fc from 'fast-check'
import {
  addDays,
  clockRange,
  clockTime,
  DAY,
  dayOf,
  instantOf,
  isDay,
  MINUTE,
  spoken,
  weekday,
} from '../../../cloudfunctions/shared/time'

const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) })

describe('days in UTC+8', () => {
  it.each([
    ['2026-11-24T15:59:59.999Z', '2026-11-24'],
    ['2026-11-24T16:00:00.000Z', '2026-11-25'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29'],
    ['2028-02-29T16:00:00.000Z', '2028-03-01'],
  ])('%s is on %s', (iso, day) => {
    expect(dayOf(Date.parse(iso))).toBe(day)
  })

  it('does not depend on the machine’s zone', () => {
    const zone = process.env['TZ']
    const seen = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((name) => {
      process.env['TZ'] = name
      return [dayOf(Date.UTC(2026, 10, 24, 16)), instantOf('2026-11-25', '19:00'), weekday('2026-11-25')]
    })
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    for (const each of seen) expect(each).toEqual(['2026-11-25', Date.UTC(2026, 10, 25, 11), 3])
  })

  it('an instant lies within its day', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const start = instantOf(dayOf(at))
        expect(at - start).toBeGreaterThanOrEqual(0)
        expect(at - start).toBeLessThan(DAY)
      }),
    )
  })

  it('days can be counted over month and year ends, and back again', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    fc.assert(
      fc.property(instants, fc.integer({ min: -800, max: 800 }), (at, count) => {
        const day = dayOf(at)
        const other = addDays(day, count)
        expect(isDay(other)).toBe(true)
        expect(addDays(other, -count)).toBe(day)
        expect((((weekday(other) - weekday(day) - count) % 7) + 7) % 7).toBe(0)
      }),
    )
  })

  it.each([
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['2026-11-25T00:00', false],
    [' 2026-11-25', false],
    ['', false],
  ])('isDay(%j) is %s', (text, real) => {
    expect(isDay(text)).toBe(real)
  })
})

describe('times in words', () => {
  const evening = instantOf('2026-11-25', '19:00')

  it('are those of the township’s clock', () => {
    expect(clockTime(evening)).toBe('19:00')
    expect(clockTime(instantOf('2026-11-25', '00:05'))).toBe('00:05')
    expect(clockRange(evening, evening + 120 * MINUTE)).toBe('19:00–21:00')
    expect(clockRange(evening, evening + 300 * MINUTE)).toBe('19:00–00:00')
  })

  it('name the day and the weekday', () => {
    expect(spoken(evening)).toBe('11月25日 周三 19:00')
    expect(spoken(instantOf('2027-01-03', '06:00'))).toBe('1月3日 周日 06:00')
  })
})
