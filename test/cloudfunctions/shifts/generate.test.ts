import * as fc from 'fast-check'
import { addDays, dayOf, instantOf, MINUTE, weekday } from '../../../cloudfunctions/shared/time'
import type { Township } from '../../../cloudfunctions/shared/township'
import { shiftsOf } from '../../../cloudfunctions/shifts/generate'
import { township } from '../../support/builders'

const WEDNESDAY = '2026-11-25'
const THURSDAY = '2026-11-26'
const days = fc.integer({ min: 0, max: 1500 }).map((count) => addDays('2026-01-01', count))

/** The township with one template in place of its own. */
function withTemplate(over: Partial<Township['shiftTemplates'][number]>): Township {
  const [first] = township.shiftTemplates
  if (!first) throw new Error('the township has no shift template')
  return { ...township, shiftTemplates: [{ ...first, ...over }] }
}

it('eight key areas have three shifts every day, four hamlets one on their days (S-30, S-31)', () => {
  expect(shiftsOf(township, THURSDAY)).toHaveLength(24)
  expect(shiftsOf(township, WEDNESDAY)).toHaveLength(28)
  const hamlets = shiftsOf(township, WEDNESDAY).filter((shift) => shift.max === 6)
  expect(hamlets.map((shift) => shift.areaId).sort()).toEqual([
    'hengkeng',
    'longtan',
    'maozhuyuan',
    'shangwan',
  ])
  const week = Array.from({ length: 7 }, (_, at) => shiftsOf(township, addDays(WEDNESDAY, at))).flat()
  expect(week.filter((shift) => shift.areaId === 'shangwan')).toHaveLength(3)
})

it('a shift has the time, place and size that template and area say, and nobody in it', () => {
  const shift = shiftsOf(township, THURSDAY).find(
    (each) => each.areaId === 'riverside' && each.startAt === instantOf(THURSDAY, '19:00'),
  )
  expect(shift).toEqual({
    _id: expect.stringMatching(/^shift_[0-9a-f]{24}$/) as string,
    day: THURSDAY,
    startAt: instantOf(THURSDAY, '19:00'),
    endAt: instantOf(THURSDAY, '21:00'),
    areaId: 'riverside',
    villageId: 'qixi',
    min: 3,
    max: 4,
    needs: [],
    openTo: 'township',
    crew: [],
    status: 'open',
  })
})

it('generating a day again makes the same ids, and no two shifts share one', () => {
  fc.assert(
    fc.property(days, (day) => {
      const ids = shiftsOf(township, day).map((shift) => shift._id)
      expect(shiftsOf(township, day).map((shift) => shift._id)).toEqual(ids)
      const next = shiftsOf(township, addDays(day, 1)).map((shift) => shift._id)
      expect(new Set([...ids, ...next]).size).toBe(ids.length + next.length)
    }),
  )
})

it('shifts stand in order of time, begin on their day and last two hours', () => {
  fc.assert(
    fc.property(days, (day) => {
      const shifts = shiftsOf(township, day)
      const starts = shifts.map((shift) => shift.startAt)
      expect(starts).toEqual([...starts].sort((a, b) => a - b))
      for (const shift of shifts) {
        expect(dayOf(shift.startAt)).toBe(day)
        expect(shift.endAt - shift.startAt).toBe(120 * MINUTE)
      }
    }),
  )
})

it('a template for some weekdays is for those only; one without is for all', () => {
  const weekend = withTemplate({ days: [0, 6] })
  fc.assert(
    fc.property(days, (day) => {
      expect(shiftsOf(weekend, day).length > 0).toBe([0, 6].includes(weekday(day)))
      expect(shiftsOf(withTemplate({ days: [] }), day)).toHaveLength(8)
    }),
  )
})

it('a template may name its areas, whatever their kind', () => {
  const named = shiftsOf(withTemplate({ areas: ['shangwan', 'bus-station'] }), THURSDAY)
  expect(named.map((shift) => shift.areaId).sort()).toEqual(['bus-station', 'shangwan'])
})

it('a shift past midnight belongs to the day it starts on', () => {
  const [night] = shiftsOf(withTemplate({ start: '22:00', end: '00:30' }), '2026-12-31')
  expect(night).toMatchObject({
    day: '2026-12-31',
    startAt: instantOf('2026-12-31', '22:00'),
    endAt: instantOf('2027-01-01', '00:30'),
  })
})

it('what happens to a shift’s needs does not reach the settings', () => {
  const asking = withTemplate({ needs: [{ qualification: 'veteran', count: 2 }] })
  const [shift] = shiftsOf(asking, THURSDAY)
  expect(shift?.needs).toEqual([{ qualification: 'veteran', count: 2 }])
  expect(shift?.needs[0]).not.toBe(asking.shiftTemplates[0]?.needs[0])
})
