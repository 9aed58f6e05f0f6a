import * as fc from 'fast-check'
import type { Volunteer } from '../../../cloudfunctions/shared/people'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { QUALIFICATIONS, type Qualification } from '../../../cloudfunctions/shared/values'
import {
  claimRefusal,
  isRunning,
  missingFor,
  overlapping,
  releaseDeadline,
  releaseRefusal,
  type Duty,
  type Need,
  type Seat,
  type Shift,
} from '../../../cloudfunctions/shifts/rules'
import { NOW, shift, volunteer } from '../../support/builders'
import { runs } from '../../support/depth'

fc.configureGlobal({ numRuns: runs(200, 5_000) })

const ME = 'p_me'
const seat = (personId: string, qualifications: Qualification[] = []): Seat => ({
  personId,
  name: personId,
  teamId: 'team-jingxi',
  qualifications,
  at: NOW - 60 * MINUTE,
})
const crew = (count: number): Seat[] => Array.from({ length: count }, (_, at) => seat(`p_${at}`))
const duty = (startAt: number, endAt: number, shiftId = 'other'): Duty => ({
  shiftId,
  areaId: 'riverside',
  startAt,
  endAt,
})
const veterans = (count: number): Need => ({ qualification: 'veteran', count })

/** Everything that could be wrong with a claim, in the order in which it is to be named. */
const WRONGS: readonly [
  code: string,
  make: (claim: { shift: Shift; volunteer: Volunteer | null; duties: Duty[] }) => void,
][] = [
  ['SHIFT_CANCELLED', (claim) => void (claim.shift.status = 'cancelled')],
  ['SHIFT_STARTED', (claim) => void (claim.shift.startAt = NOW)],
  ['NOT_CERTIFIED', (claim) => void (claim.volunteer = volunteer({ certifiedAt: null }))],
  ['SUSPENDED', (claim) => void (claim.volunteer &&= { ...claim.volunteer, suspended: true })],
  ['UNINSURED', (claim) => void (claim.volunteer &&= { ...claim.volunteer, insuredUntil: NOW })],
  ['NOT_OPEN_TO_YOU', (claim) => void (claim.shift.openTo = 'village')],
  ['ALREADY_CLAIMED', (claim) => void claim.shift.crew.push(seat(ME))],
  ['OVERLAPS', (claim) => void claim.duties.push(duty(claim.shift.endAt - 1, claim.shift.endAt + 1))],
  ['SHIFT_FULL', (claim) => void claim.shift.crew.push(...crew(claim.shift.max))],
  ['QUALIFICATION_NEEDED', (claim) => void claim.shift.needs.push(veterans(claim.shift.max))],
]

function refusalWith(wrongs: readonly (typeof WRONGS)[number][]): string | null {
  const claim = { shift: shift('s', { needs: [], crew: [] }), volunteer: volunteer(), duties: [] as Duty[] }
  for (const [, make] of wrongs) make(claim)
  return claimRefusal(claim.shift, ME, claim.volunteer, claim.duties, NOW)?.code ?? null
}

describe('a claim', () => {
  it('is granted when nothing is wrong', () => {
    expect(refusalWith([])).toBeNull()
  })

  it.each(WRONGS)('is refused as %s for that alone', (code, make) => {
    expect(refusalWith([[code, make]])).toBe(code)
  })

  it('of several reasons names the first of the order', () => {
    fc.assert(
      fc.property(fc.subarray([...WRONGS], { minLength: 1 }), (wrongs) => {
        expect(refusalWith(wrongs)).toBe(wrongs[0]?.[0])
      }),
    )
  })

  it('by someone who is no volunteer is refused as by one without a certificate', () => {
    expect(claimRefusal(shift('s'), ME, null, [], NOW)).toEqual({ code: 'NOT_CERTIFIED' })
  })

  it('is possible until the shift starts, not at its start', () => {
    const one = shift('s')
    expect(claimRefusal(one, ME, volunteer(), [], one.startAt - 1)).toBeNull()
    expect(claimRefusal(one, ME, volunteer(), [], one.startAt)).toEqual({ code: 'SHIFT_STARTED' })
  })

  it('needs insurance to the end of the shift (S-27)', () => {
    const one = shift('s')
    const insured = (until: number | null): unknown =>
      claimRefusal(one, ME, volunteer({ insuredUntil: until }), [], NOW)
    expect(insured(one.endAt)).toBeNull()
    expect(insured(one.endAt - 1)).toEqual({ code: 'UNINSURED' })
    expect(insured(null)).toEqual({ code: 'UNINSURED' })
  })

  it('for a village’s shift is for that village’s volunteers', () => {
    const own = shift('s', { openTo: 'village', villageId: 'jingxi' })
    expect(claimRefusal(own, ME, volunteer({ villageId: 'jingxi' }), [], NOW)).toBeNull()
    expect(claimRefusal(own, ME, volunteer({ villageId: 'shishi' }), [], NOW)).toEqual({
      code: 'NOT_OPEN_TO_YOU',
    })
  })

  it('names the duty that it overlaps, and the need that the last seats are kept for', () => {
    const one = shift('s', { needs: [veterans(1)], crew: crew(3) })
    const other = duty(one.startAt, one.endAt)
    expect(claimRefusal(one, ME, volunteer(), [other], NOW)).toEqual({ code: 'OVERLAPS', other })
    expect(claimRefusal(one, ME, volunteer(), [], NOW)).toEqual({
      code: 'QUALIFICATION_NEEDED',
      need: veterans(1),
    })
    expect(claimRefusal(one, ME, volunteer({ qualifications: ['veteran'] }), [], NOW)).toBeNull()
  })
})

describe('overlapping', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 10 }))
    .map(([from, length]) => ({ startAt: from, endAt: from + length }))

  it('is when, and only when, some moment belongs to both, and is so both ways', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        const moments = Array.from({ length: a.endAt - a.startAt }, (_, at) => a.startAt + at)
        const shared = moments.some((moment) => b.startAt <= moment && moment < b.endAt)
        const collides = (one: typeof a, other: typeof a): boolean =>
          overlapping({ _id: 'one', ...one }, [duty(other.startAt, other.endAt)]) !== null
        expect(collides(a, b)).toBe(shared)
        expect(collides(b, a)).toBe(shared)
      }),
    )
  })

  it('is not when one begins as the other ends', () => {
    const one = { _id: 'one', startAt: 10, endAt: 20 }
    expect(overlapping(one, [duty(0, 10), duty(20, 30)])).toBeNull()
    expect(overlapping(one, [duty(0, 11)])).not.toBeNull()
    expect(overlapping(one, [duty(19, 30)])).not.toBeNull()
  })

  it('is never with the shift itself', () => {
    expect(overlapping({ _id: 'one', startAt: 10, endAt: 20 }, [duty(10, 20, 'one')])).toBeNull()
  })
})

describe('seats kept for a composition (S-32)', () => {
  const brings = fc.subarray([...QUALIFICATIONS])
  const needs = fc.uniqueArray(
    fc.record({ qualification: fc.constantFrom(...QUALIFICATIONS), count: fc.integer({ min: 1, max: 3 }) }),
    { selector: (need) => need.qualification, maxLength: 3 },
  )
  const asking = fc.tuple(needs, fc.integer({ min: 0, max: 3 })).map(([list, spare]): Shift => {
    const max = Math.max(1, list.reduce((sum, need) => sum + need.count, 0) + spare)
    return shift('s', { needs: list, max, min: 1 })
  })

  /** Lets people claim one after another; answers the shift as it then is. */
  function claimed(start: Shift, people: readonly Qualification[][]): Shift {
    return people.reduce<Shift>((now, qualifications, at) => {
      const personId = `p_${now.crew.length}_${at}`
      return claimRefusal(now, personId, volunteer({ qualifications }), [], NOW)
        ? now
        : { ...now, crew: [...now.crew, seat(personId, qualifications)] }
    }, start)
  }

  it('never let a shift fill without everyone it needs, whoever comes in whatever order', () => {
    fc.assert(
      fc.property(asking, fc.array(brings, { maxLength: 14 }), (one, people) => {
        const after = claimed(one, people)
        expect(after.crew.length).toBeLessThanOrEqual(after.max)
        const missing = after.needs.reduce((sum, need) => sum + missingFor(need, after.crew), 0)
        expect(missing).toBeLessThanOrEqual(after.max - after.crew.length)
      }),
    )
  })

  it('never leave a shift that cannot be filled by people who bring one thing each', () => {
    fc.assert(
      fc.property(asking, fc.array(brings, { maxLength: 14 }), (one, people) => {
        const after = claimed(one, people)
        const wanted = after.needs.flatMap((need) =>
          Array.from({ length: missingFor(need, after.crew) }, () => [need.qualification]),
        )
        const anyone = Array.from({ length: after.max }, (): Qualification[] => [])
        const full = claimed(after, [...wanted, ...anyone])
        expect(full.crew).toHaveLength(full.max)
        expect(full.needs.map((need) => missingFor(need, full.crew))).toEqual(full.needs.map(() => 0))
      }),
    )
  })

  it('are given to those who bring what is missing as long as there is a seat', () => {
    fc.assert(
      fc.property(asking, fc.array(brings, { maxLength: 14 }), (one, people) => {
        const after = claimed(one, people)
        if (after.crew.length === after.max) return
        for (const need of after.needs.filter((each) => missingFor(each, after.crew) > 0)) {
          const bringer = volunteer({ qualifications: [need.qualification] })
          expect(claimRefusal(after, ME, bringer, [], NOW)).toBeNull()
        }
      }),
    )
  })

  it('stand open to everyone while there are more seats than needs', () => {
    const one = shift('s', { max: 4, needs: [veterans(2)] })
    const plain: Qualification[] = []
    expect(claimed(one, [plain, plain, plain]).crew).toHaveLength(2)
    expect(claimed(one, [['veteran'], ['veteran'], plain, plain]).crew).toHaveLength(4)
  })

  it('of two kinds are not promised to the same person twice over', () => {
    const one = shift('s', { max: 2, needs: [veterans(1), { qualification: 'firstAid', count: 1 }] })
    expect(claimed(one, [[]]).crew).toHaveLength(0)
    expect(claimed(one, [['veteran', 'firstAid'], []]).crew).toHaveLength(2)
    expect(
      claimed(one, [['veteran'], ['veteran'], ['firstAid']]).crew.map((each) => each.qualifications),
    ).toEqual([['veteran'], ['firstAid']])
  })
})

describe('a release', () => {
  const BEFORE = 120
  const start = NOW + 600 * MINUTE
  const mine = (over: Partial<Shift> = {}): Shift => shift('s', { startAt: start, crew: [seat(ME)], ...over })
  const deadline = start - BEFORE * MINUTE

  it.each([
    ['long before', deadline - 600 * MINUTE, null, null],
    ['at the deadline', deadline, null, null],
    ['a moment after the deadline', deadline + 1, 'TOO_LATE', null],
    ['a moment before the start', start - 1, 'TOO_LATE', null],
    ['at the start', start, 'SHIFT_STARTED', 'SHIFT_STARTED'],
    ['after the end', start + 999 * MINUTE, 'SHIFT_STARTED', 'SHIFT_STARTED'],
  ])('%s', (_, now, alone, byCaptain) => {
    expect(releaseRefusal(mine(), ME, BEFORE, false, now)).toBe(alone)
    expect(releaseRefusal(mine(), ME, BEFORE, true, now)).toBe(byCaptain)
  })

  it('may have its deadline at the very start', () => {
    expect(releaseDeadline({ startAt: start }, 0)).toBe(start)
    expect(releaseRefusal(mine(), ME, 0, false, start - 1)).toBeNull()
    expect(releaseRefusal(mine(), ME, 0, false, start)).toBe('SHIFT_STARTED')
  })

  it('names what nobody can change first', () => {
    const late = start + MINUTE
    expect(releaseRefusal(mine({ crew: crew(2), status: 'cancelled' }), ME, BEFORE, false, late)).toBe(
      'NOT_YOURS',
    )
    // Nobody is kept in a shift that does not take place, however late it is.
    expect(releaseRefusal(mine({ status: 'cancelled' }), ME, BEFORE, false, late)).toBeNull()
    expect(releaseRefusal(mine(), ME, BEFORE, false, late)).toBe('SHIFT_STARTED')
  })

  it('is possible for a captain until the start, and for the volunteer alone until the deadline', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -700, max: 700 }),
        fc.integer({ min: 0, max: 600 }),
        (minutes, before) => {
          const at = NOW + minutes * MINUTE
          const alone = releaseRefusal(mine(), ME, before, false, at)
          const byCaptain = releaseRefusal(mine(), ME, before, true, at)
          if (alone === null) expect(byCaptain).toBeNull()
          expect(byCaptain === null).toBe(at < start)
          expect(alone === null).toBe(at < start && at <= releaseDeadline({ startAt: start }, before))
        },
      ),
    )
  })
})

it('a shift runs from its start to just before its end, unless cancelled', () => {
  const one = shift('s')
  const running = [one.startAt - 1, one.startAt, one.endAt - 1, one.endAt].map((at) => isRunning(one, at))
  expect(running).toEqual([false, true, true, false])
  expect(isRunning({ ...one, status: 'cancelled' }, one.startAt)).toBe(false)
})
