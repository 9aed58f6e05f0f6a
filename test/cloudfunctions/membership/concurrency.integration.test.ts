import type { Member } from '../../../cloudfunctions/membership/record'
import { enrol } from '../../../cloudfunctions/membership/store'
import { DuplicateKeyError, transact } from '../../../cloudfunctions/shared/db'
import { Refusal } from '../../../cloudfunctions/shared/refusal'
import type { Person } from '../../../cloudfunctions/shared/people'
import { DAY, instantOf, MINUTE } from '../../../cloudfunctions/shared/time'
import { DEFAULT_TOWNSHIP } from '../../../cloudfunctions/shared/township'
import type { Duty, Shift } from '../../../cloudfunctions/shifts/rules'
import { NOW, patroller, person, rostersOf, shift, staff } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { memberOf, newKey, passed } from './records'

const TOGETHER = 20
/** Each of seven places in a row of claims twice: with a roster there already, and with the first ever. */
const ROUNDS = 14

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
})

afterAll(() => cloud.close())

const all = async <T>(collection: string): Promise<T[]> =>
  (await cloud.db.collection(collection).limit(1000).get()).data as T[]

describe('enrolment (S-22)', () => {
  const context = { now: NOW, township: DEFAULT_TOWNSHIP }
  const numbers = async (): Promise<string[]> =>
    (await all<Member>('members')).map((member) => member.certificate.number).sort()
  const expected = (year: number, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `石义巡${year}-${String(at + 1).padStart(4, '0')}`)

  /** As a person would: refused because too many came at once, it is tried again. */
  async function enrolled(who: Person, now = NOW): Promise<Member> {
    try {
      return await transact((tx) => enrol(tx, passed(who), { ...context, now }))
    } catch (error) {
      const crowded = error instanceof Refusal && (error.code === 'BUSY' || error.code === 'UNAVAILABLE')
      if (!crowded && !(error instanceof DuplicateKeyError)) throw error
      // On a slow machine the answer to a commit may get lost, and the commit not.
      const member = (await all<Member>('members')).find(({ _id }) => _id === who._id)
      return member ?? enrolled(who, now)
    }
  }

  it(`gives ${TOGETHER} people at once a number each, without gaps or doubles`, async () => {
    const people = Array.from({ length: TOGETHER }, (_, at) => person(`candidate-${at}`))
    await cloud.reset(NOW, { people })
    await Promise.all(people.map((each) => enrolled(each)))
    expect(await numbers()).toEqual(expected(2026, TOGETHER))
    expect(new Set((await all<Member>('members')).map((each) => each.certificate.code)).size).toBe(TOGETHER)
  }, 120_000)

  it('uses up no number for an enrolment that fails', async () => {
    const someone = person('someone')
    await cloud.reset(NOW, { people: [someone] })
    await expect(transact((tx) => enrol(tx, passed(person('nobody')), context))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      transact(async (tx) => {
        await enrol(tx, passed(someone), context)
        throw new Error('something later in the same transaction')
      }),
    ).rejects.toThrow('something later')
    await enrolled(someone)
    expect(await numbers()).toEqual(expected(2026, 1))
  })

  it('counts anew each year of UTC+8', async () => {
    const people = ['a', 'b', 'c'].map((name) => person(name))
    await cloud.reset(NOW, { people })
    const newYear = instantOf('2027-01-01')
    for (const [at, now] of [newYear - 1, newYear, newYear + 1].entries()) {
      const who = people[at]
      if (who) await enrolled(who, now)
    }
    expect(await numbers()).toEqual([...expected(2026, 1), ...expected(2027, 2)])
  })

  it('makes a certified, uninsured volunteer of the person, and a new certificate for who comes back', async () => {
    const someone = person('someone', { roles: [{ role: 'reviewer', villageId: 'jingxi' }] })
    await cloud.reset(NOW, { people: [someone], members: [] })
    const first = await enrolled(someone)
    const [after] = await all<Person>('people')
    expect(after).toMatchObject({
      name: 'someone',
      roles: [
        { role: 'reviewer', villageId: 'jingxi' },
        { role: 'volunteer', villageId: 'jingxi', teamId: 'team-jingxi' },
      ],
      volunteer: {
        teamId: 'team-jingxi',
        certifiedAt: NOW,
        certifiedUntil: instantOf('2029-11-25') - 1,
        insuredUntil: null,
        suspended: false,
        standby: false,
        qualifications: ['firstAid'],
      },
    })
    await cloud.must('someone', 'membership', 'leave', { reason: '', requestKey: newKey() })
    const again = await enrolled(someone)
    expect(again.certificate.number).toBe('石义巡2026-0002')
    expect(again.certificate.code).not.toBe(first.certificate.code)
    expect(again).toMatchObject({ state: 'active', leftAt: null, insurance: [] })
    expect(again.events.map(({ event }) => event)).toEqual(['certified', 'left', 'certified'])
  })

  it(`numbers ${TOGETHER} older volunteers whom the office changes at once`, async () => {
    const people = Array.from({ length: TOGETHER }, (_, at) => patroller(`older-${at}`))
    await cloud.reset(NOW, { people: [...people, staff('office', { role: 'office' })] })
    for (let open = people; open.length > 0;) {
      const replies = await Promise.all(
        open.map((each) =>
          cloud.call('office', 'membership', 'renew', { personId: each._id, requestKey: newKey() }),
        ),
      )
      for (const reply of replies) if (!reply.ok) expect(reply.code).toBe('BUSY')
      const left = open.filter((_, at) => replies[at]?.ok === false)
      expect(left.length).toBeLessThan(open.length)
      open = left
    }
    expect(await numbers()).toEqual(expected(2026, TOGETHER))
  }, 120_000)
})

describe('who goes off duty holds no shift to come (S-26, S-27)', () => {
  const shifts = Array.from({ length: 6 }, (_, at) =>
    shift(`shift-${at}`, { startAt: NOW + DAY + at * 180 * MINUTE, max: 4 }),
  )
  const wang = patroller('wang')
  const office = staff('office', { role: 'office' })
  const reviewer = staff('reviewer', { role: 'reviewer', villageId: 'jingxi' })
  const leader = staff('leader', { role: 'leader' })

  it.each<[string, () => Promise<unknown>]>([
    [
      'suspended',
      () =>
        cloud.call('office', 'membership', 'suspend', {
          personId: wang._id,
          reason: '没到岗',
          requestKey: newKey(),
        }),
    ],
    ['left', () => cloud.call('wang', 'membership', 'leave', { reason: '', requestKey: newKey() })],
    [
      'revoked',
      () =>
        cloud.call('leader', 'membership', 'decideExit', {
          personId: wang._id,
          approve: true,
          reason: '同意',
          requestKey: newKey(),
        }),
    ],
  ])(
    `however the claims of the same moment fall: %s, ${ROUNDS} rounds`,
    async (state, goes) => {
      const outcomes: Record<string, number> = {}
      for (let round = 0; round < ROUNDS; round++) {
        await cloud.reset(NOW, {
          people: [wang, office, reviewer, leader],
          members: [
            memberOf(
              wang,
              state === 'revoked'
                ? { exit: { state: 'proposed', kind: 'absence', reason: '没来', by: 'p_r', at: NOW } }
                : {},
            ),
          ],
          shifts,
          rosters: round < ROUNDS / 2 ? rostersOf([wang], []) : [],
        })
        const claim = (at: number) =>
          cloud.call('wang', 'shifts', 'claim', { shiftId: `shift-${at}`, requestKey: newKey() })
        // Where in the row of claims it happens differs from round to round.
        const acts = [0, 1, 2, 3, 4, 5].map((at) => () => claim(at))
        acts.splice(round % 7, 0, goes as () => ReturnType<typeof claim>)
        const replies = await Promise.all(acts.map((act) => act()))
        for (const [at, reply] of replies.entries()) {
          if (at === round % 7) continue
          const outcome = reply.ok ? 'claimed' : reply.code
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
        }
        // If too many collided, it is done again, as a person would.
        if (replies[round % 7]?.ok === false) await goes()
        const [member] = await all<Member>('members')
        expect(member?.state).toBe(state)
        const late = await claim(0)
        expect(['SUSPENDED', 'NOT_CERTIFIED']).toContain(late.ok ? 'claimed' : late.code)
        const seats = (await all<Shift>('shifts')).flatMap(({ crew }) => crew)
        expect(seats).toEqual([])
        const rosters = await all<{ duties: Duty[] }>('rosters')
        expect(rosters.flatMap(({ duties }) => duties)).toEqual([])
      }
      // It was a contest: some claims came first and were undone.
      expect(outcomes['claimed'] ?? 0).toBeGreaterThan(0)
      expect(outcomes['INTERNAL'] ?? 0).toBe(0)
    },
    300_000,
  )
})
