import { overlapping, type Shift } from '../../../cloudfunctions/shifts/rules'
import type { RosterRecord } from '../../../cloudfunctions/shifts/store'
import type { Person } from '../../../cloudfunctions/shared/people'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, rostersOf, shift } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'
import { random } from '../../support/random'

const ROUNDS = 200
const CALLS_PER_ROUND = 50
const VOLUNTEERS = 24

const people = Array.from({ length: VOLUNTEERS }, (_, at) => patroller(`volunteer-${at}`))
// Twelve shifts that start half an hour apart and last two hours: each overlaps up to six others.
const shifts = Array.from({ length: 12 }, (_, at) =>
  shift(`shift-${at}`, { startAt: NOW + (24 * 60 + at * 30) * MINUTE, max: 3 + (at % 2) }),
)

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
  cloud.store.load('people', people)
  cloud.store.load('shifts', shifts)
  cloud.store.load('rosters', rostersOf(people, shifts))
})

afterAll(() => cloud.close())

interface Order {
  person: Person
  shift: Shift
  verb: 'claim' | 'release'
}

async function holdsNow(): Promise<{ shifts: Shift[]; rosters: Map<string, RosterRecord['duties']> }> {
  const found = await cloud.db.collection('shifts').limit(1000).get()
  const rosters = await cloud.db.collection('rosters').limit(1000).get()
  return {
    shifts: found.data as Shift[],
    rosters: new Map((rosters.data as RosterRecord[]).map((each) => [each._id, each.duties])),
  }
}

it(`never overbooks, never overlaps and never loses a claim in ${ROUNDS} rounds of ${CALLS_PER_ROUND} calls at once (S-35)`, async () => {
  const next = random(20261125)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const held = new Set<string>()
  const tally: Record<string, number> = {}

  for (let round = 0; round < ROUNDS; round++) {
    // One call at most for each pair of person and shift, so that the answers alone say what must be true afterwards.
    const orders = new Map<string, Order>()
    while (orders.size < CALLS_PER_ROUND) {
      const [who, what] = [pick(people), pick(shifts)]
      const key = `${who._id} ${what._id}`
      orders.set(key, { person: who, shift: what, verb: held.has(key) && next() < 0.7 ? 'release' : 'claim' })
    }
    const answers = await Promise.all(
      [...orders].map(
        async ([key, { person, shift: one, verb }], at): Promise<[string, Order['verb'], Reply]> => [
          key,
          verb,
          await cloud.call(person.openid, 'shifts', verb, {
            shiftId: one._id,
            requestKey: `round-${String(round).padStart(4, '0')}-call-${at}`.padEnd(24, '0'),
            ...(verb === 'release' ? { reason: '家里有事' } : {}),
          }),
        ],
      ),
    )
    for (const [key, verb, reply] of answers) {
      const outcome = reply.ok ? `${verb} ok` : reply.code
      tally[outcome] = (tally[outcome] ?? 0) + 1
      if (!reply.ok) continue
      if (verb === 'claim') held.add(key)
      else held.delete(key)
    }

    const state = await holdsNow()
    const seats = new Set<string>()
    for (const one of state.shifts) {
      expect(one.crew.length).toBeLessThanOrEqual(one.max)
      for (const seat of one.crew) {
        const key = `${seat.personId} ${one._id}`
        expect(seats.has(key)).toBe(false)
        seats.add(key)
      }
    }
    for (const [personId, duties] of state.rosters) {
      for (const duty of duties) {
        expect(seats.has(`${personId} ${duty.shiftId}`)).toBe(true)
        expect(
          overlapping({ _id: duty.shiftId, startAt: duty.startAt, endAt: duty.endAt }, duties),
        ).toBeNull()
      }
    }
    const listed = [...state.rosters.values()].reduce((sum, duties) => sum + duties.length, 0)
    expect(listed).toBe(seats.size)
    // Every acknowledged claim that was not released is in the database, and nothing else is.
    expect(seats).toEqual(held)
  }

  // The run was a contest: seats were won, lost to others, refused for overlap, and given back.
  for (const outcome of ['claim ok', 'release ok', 'SHIFT_FULL', 'OVERLAPS', 'ALREADY_CLAIMED']) {
    expect(tally[outcome] ?? 0).toBeGreaterThan(50)
  }
  expect(Object.keys(tally).sort()).toEqual(
    expect.arrayContaining(['ALREADY_CLAIMED', 'OVERLAPS', 'SHIFT_FULL', 'claim ok', 'release ok']),
  )
  expect(tally['INTERNAL'] ?? 0).toBe(0)
  expect(tally['BUSY'] ?? 0).toBeLessThan((ROUNDS * CALLS_PER_ROUND) / 100)
}, 600_000)
