import { randomBytes } from 'node:crypto'
import { EJSON } from 'bson'
import deployment from '../../../cloudfunctions/cloudbase.json'
import type { Member } from '../../../cloudfunctions/membership/record'
import { readIdNumber } from '../../../cloudfunctions/recruitment/idNumber'
import type { Applicant, Application, Identity } from '../../../cloudfunctions/recruitment/record'
import {
  applicationAfter,
  CANDIDATE_STATES,
  isLive,
  type ApplicationState,
} from '../../../cloudfunctions/recruitment/states'
import { personId } from '../../../cloudfunctions/shared/ids'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { Phone } from '../../../cloudfunctions/shared/payload'
import type { Person } from '../../../cloudfunctions/shared/people'
import { unseal } from '../../../cloudfunctions/shared/sealed'
import { addDays, dayOf, instantOf } from '../../../cloudfunctions/shared/time'
import { DEFAULT_TOWNSHIP, type SettingsRecord } from '../../../cloudfunctions/shared/township'
import type { Role } from '../../../cloudfunctions/shared/values'
import { isRunning, overlapping, type Shift } from '../../../cloudfunctions/shifts/rules'
import { shiftsOf } from '../../../cloudfunctions/shifts/generate'
import type { RosterRecord } from '../../../cloudfunctions/shifts/store'
import type { Session, Training } from '../../../cloudfunctions/training/record'
import { seed } from '../../../localcloud/seed'
import { FREE_FOR_CLAIMS, MARKET_CREW } from '../../../localcloud/seed/patrols'
import { REFUSED } from '../../../localcloud/seed/team'
import { Store } from '../../../localcloud/store'

const NOW = instantOf('2026-11-25', '19:30')
const key = (): string => randomBytes(32).toString('base64')
const fieldKeys = JSON.stringify({ current: 'test', keys: { test: key() }, index: key() })

interface Seeded {
  people: Person[]
  shifts: Shift[]
  rosters: RosterRecord[]
  messages: MessageRecord[]
  settings: SettingsRecord[]
}

const PAGE = 1000

async function all(store: Store, collectionName: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (;;) {
    const { data } = await store.execute('database.getDocument', {
      collectionName,
      query: '{}',
      queryType: 'WHERE',
      offset: found.length,
      limit: PAGE,
    })
    const { list } = data as { list: string[] }
    found.push(...list.map((each): unknown => EJSON.parse(each)))
    if (list.length < PAGE) return found
  }
}

async function seededStore(now: number, kind: 'demo' | 'empty'): Promise<Store> {
  const store = Store.open({ dir: null, now: () => now })
  await seed(store, kind, { now, fieldKeys })
  return store
}

async function seeded(now = NOW): Promise<Seeded> {
  const store = await seededStore(now, 'demo')
  const read = async <T>(collection: string): Promise<T[]> => (await all(store, collection)) as T[]
  return {
    people: await read('people'),
    shifts: await read('shifts'),
    rosters: await read('rosters'),
    messages: await read('messages'),
    settings: await read('settings'),
  }
}

let demo: Seeded
beforeAll(async () => {
  demo = await seeded()
})

const holders = (role: Role): Person[] =>
  demo.people.filter((person) => person.roles.some((grant) => grant.role === role))
const byOpenid = (openid: string): Person => {
  const found = demo.people.find((person) => person.openid === openid)
  if (!found) throw new Error(`nobody is ${openid}`)
  return found
}
const villages = DEFAULT_TOWNSHIP.villages.map((village) => village.id)

it('an empty township has collections and nothing in them', async () => {
  const store = await seededStore(NOW, 'empty')
  for (const name of Object.keys(deployment.collections)) expect(await all(store, name)).toEqual([])
  await expect(all(store, 'nowhere')).rejects.toThrow()
})

describe('people', () => {
  it('are 150 volunteers in 13 teams of 11 or 12, each with one captain and one deputy', () => {
    expect(holders('volunteer')).toHaveLength(150)
    for (const team of DEFAULT_TOWNSHIP.teams) {
      const members = demo.people.filter((person) => person.volunteer?.teamId === team.id)
      expect([11, 12]).toContain(members.length)
      expect(members.every((person) => person.villageId === team.villageId)).toBe(true)
      for (const role of ['captain', 'deputy'] as const) {
        const held = members.flatMap((person) => person.roles).filter((grant) => grant.role === role)
        expect(held).toEqual([{ role, teamId: team.id, villageId: team.villageId }])
      }
      const standby = members.filter((person) => person.volunteer?.standby === true)
      expect(standby.length).toBeGreaterThanOrEqual(2)
    }
  })

  it('are a secretary for each village, and the staff of the scheme', () => {
    const secretaries = holders('reviewer').flatMap((person) => person.roles.map((grant) => grant.villageId))
    expect(secretaries.sort()).toEqual([...villages].sort())
    const counts = (['office', 'leader', 'police', 'department', 'trainer', 'auditor'] as const).map(
      (role) => holders(role).length,
    )
    expect(counts).toEqual([2, 3, 1, 5, 1, 1])
  })

  it('have names and openids of their own, and ids that WeChat’s identity leads to', () => {
    expect(new Set(demo.people.map((person) => person.name)).size).toBe(demo.people.length)
    expect(new Set(demo.people.map((person) => person.openid)).size).toBe(demo.people.length)
    for (const person of demo.people) {
      expect(person._id).toBe(personId(person.openid))
      expect(person.openid).toMatch(/^demo-[a-z]+(-[a-z0-9]+)*$/)
      expect(person.name).toMatch(/^\p{Script=Han}{2,3}$/u)
    }
    const visitors = demo.people.filter((person) => person.roles.length === 0)
    expect(visitors.length).toBeGreaterThanOrEqual(20)
    expect(byOpenid('demo-tourist-01').villageId).toBeNull()
    expect(byOpenid('demo-villager-01').home?.point).not.toBeNull()
  })

  it('keep phone numbers sealed, of a range that is nobody’s', () => {
    const before = process.env['FIELD_KEYS']
    process.env['FIELD_KEYS'] = fieldKeys
    const numbers = demo.people.flatMap((person) => (person.phone ? [unseal(person.phone)] : []))
    process.env['FIELD_KEYS'] = before
    expect(numbers.length).toBeGreaterThan(150)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const number of numbers) {
      expect(number).toMatch(/^1990000\d{4}$/)
      expect(Phone.parse(number)).toBe(number)
    }
    expect(JSON.stringify(demo)).not.toContain('1990000')
  })

  it('include veterans enough for the scenic posts (S-32), and three volunteers the rules refuse', () => {
    for (const village of DEFAULT_TOWNSHIP.villages.filter((each) => each.kind === 'scenic')) {
      const veterans = demo.people.filter(
        (person) =>
          person.volunteer?.villageId === village.id && person.volunteer.qualifications.includes('veteran'),
      )
      expect(veterans.length).toBeGreaterThanOrEqual(4)
    }
    expect(byOpenid(REFUSED.uncertified).volunteer?.certifiedAt).toBeNull()
    expect(byOpenid(REFUSED.uninsured).volunteer?.insuredUntil).toBeLessThan(NOW)
    expect(byOpenid(REFUSED.suspended).volunteer?.suspended).toBe(true)
    const refused: readonly string[] = Object.values(REFUSED)
    const others = demo.people.filter((person) => person.volunteer && !refused.includes(person.openid))
    for (const { volunteer } of others) {
      expect(volunteer?.certifiedAt).toBeLessThan(NOW)
      expect(volunteer?.insuredUntil).toBeGreaterThan(instantOf(addDays(dayOf(NOW), 14)))
      expect(volunteer?.suspended).toBe(false)
    }
  })
})

describe('shifts', () => {
  it('are those the templates ask for, from a week ago for three weeks', () => {
    const today = dayOf(NOW)
    const wanted = Array.from({ length: 21 }, (_, at) =>
      shiftsOf(DEFAULT_TOWNSHIP, addDays(today, at - 7)),
    ).flat()
    const order = (shifts: Shift[]): Shift[] => [...shifts].sort((a, b) => a._id.localeCompare(b._id))
    expect(order(demo.shifts.map((shift) => ({ ...shift, crew: [] })))).toEqual(order(wanted))
  })

  it('are full when past or running, and later some full, some one short, some empty', () => {
    for (const shift of demo.shifts.filter((each) => each.startAt <= NOW)) {
      expect(shift.crew).toHaveLength(shift.max)
    }
    const free = demo.shifts
      .filter((shift) => shift.day === addDays(dayOf(NOW), 1))
      .map((shift) => shift.max - shift.crew.length)
    for (const places of [0, 1, 4]) expect(free).toContain(places)
    expect(demo.shifts.filter((shift) => isRunning(shift, NOW))).toHaveLength(8)
  })

  it('never hold more than the maximum, nor anyone twice, unfit or at two places at once', () => {
    const people = new Map(demo.people.map((person) => [person._id, person]))
    for (const shift of demo.shifts) {
      expect(shift.crew.length).toBeLessThanOrEqual(shift.max)
      expect(new Set(shift.crew.map((seat) => seat.personId)).size).toBe(shift.crew.length)
      for (const seat of shift.crew) {
        const person = people.get(seat.personId)
        expect(seat.name).toBe(person?.name)
        expect(seat.at).toBeLessThan(shift.startAt)
        expect(seat.at).toBeLessThanOrEqual(NOW)
        expect(person?.volunteer?.certifiedAt).toBeLessThan(seat.at)
        expect(person?.volunteer?.insuredUntil).toBeGreaterThanOrEqual(shift.endAt)
        expect(person?.volunteer?.suspended).toBe(false)
      }
    }
    for (const { duties } of demo.rosters) {
      for (const duty of duties) expect(overlapping({ ...duty, _id: duty.shiftId }, duties)).toBeNull()
    }
  })

  it('agree with the rosters, of which every volunteer has one', () => {
    expect(demo.rosters.map((roster) => roster._id).sort()).toEqual(
      holders('volunteer')
        .map((person) => person._id)
        .sort(),
    )
    const seats = demo.shifts.flatMap((shift) => shift.crew.map((seat) => `${shift._id} ${seat.personId}`))
    const duties = demo.rosters.flatMap(({ _id, duties: list }) =>
      list.map((duty) => `${duty.shiftId} ${_id}`),
    )
    expect(duties.sort()).toEqual(seats.sort())
    const starts = demo.rosters.map(({ duties: list }) => list.map((duty) => duty.startAt))
    for (const list of starts) expect(list).toEqual([...list].sort((a, b) => a - b))
  })

  it.each(['06:10', '14:00', '19:30', '03:00'])(
    'leave two volunteers free to claim, started at %s',
    async (time) => {
      const { people, shifts } = await seeded(instantOf('2026-11-25', time))
      const free = people.filter((person) => FREE_FOR_CLAIMS.some((openid) => openid === person.openid))
      expect(free).toHaveLength(2)
      const days = [0, 1, 2].map((ahead) => addDays('2026-11-25', ahead))
      for (const shift of shifts.filter((each) => days.includes(each.day))) {
        for (const person of free) expect(shift.crew.map((seat) => seat.personId)).not.toContain(person._id)
      }
      expect(shifts.some((shift) => shift.day === days[1] && shift.max - shift.crew.length === 1)).toBe(true)
    },
  )

  it.each([
    ['06:30', MARKET_CREW.early],
    ['15:59', MARKET_CREW.afternoon],
    ['20:00', MARKET_CREW.evening],
  ])('have a known volunteer on the market street at %s', async (time, openid) => {
    const now = instantOf('2026-11-25', time)
    const { shifts } = await seeded(now)
    const market = shifts.find((shift) => shift.areaId === 'market-street' && isRunning(shift, now))
    expect(market?.crew.map((seat) => seat.personId)).toContain(personId(openid))
  })
})

describe('the rest', () => {
  it('is a notice for everyone that is not pushed again, and the settings as version 1', () => {
    const everyone = demo.messages.filter((message) => message.to.length === demo.people.length)
    expect(everyone.length).toBeGreaterThanOrEqual(2)
    for (const message of demo.messages) {
      expect(message).toMatchObject({ kind: 'notice', readBy: [], push: { state: 'sent' } })
      expect(message.at).toBeLessThan(NOW)
    }
    expect(demo.settings).toEqual([{ _id: 'township', version: 1, value: DEFAULT_TOWNSHIP }])
  })

  it('is the same township on another day, only later', async () => {
    const week = 7 * 24 * 60 * 60_000
    const later = await seeded(NOW + week)
    const faces = (people: Person[]): unknown[] =>
      people.map(({ openid, name, roles, home }) => ({ openid, name, roles, home }))
    expect(faces(later.people)).toEqual(faces(demo.people))
    const crews = ({ shifts }: Seeded, by: number): string[] =>
      shifts
        .map(({ startAt, areaId, crew }) =>
          [startAt - by, areaId, ...crew.map((seat) => seat.personId)].join(),
        )
        .sort()
    expect(crews(later, week)).toEqual(crews(demo, 0))
  })
})

describe('the corps', () => {
  let corps: {
    applications: Application[]
    applicants: Applicant[]
    members: Member[]
    trainings: Training[]
    sessions: Session[]
  }
  beforeAll(async () => {
    process.env['FIELD_KEYS'] = fieldKeys
    const store = await seededStore(NOW, 'demo')
    const read = async <T>(collection: string): Promise<T[]> => (await all(store, collection)) as T[]
    corps = {
      applications: await read('applications'),
      applicants: await read('applicants'),
      members: await read('members'),
      trainings: await read('trainings'),
      sessions: await read('sessions'),
    }
  })

  afterAll(() => {
    delete process.env['FIELD_KEYS']
  })

  it('has an application in every state that somebody has to do with, each come there by legal steps (S-22)', () => {
    for (const { state, steps, closedAt } of corps.applications) {
      const walked = steps
        .slice(1)
        .reduce<ApplicationState | null>((at, { event }) => at && applicationAfter(at, event), 'submitted')
      expect(walked).toBe(state)
      expect(closedAt === null).toBe(isLive(state))
      expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort((a, b) => a - b))
    }
    expect(new Set(corps.applications.map(({ state }) => state))).toEqual(
      new Set(['submitted', 'villagePassed', 'training', 'exam', 'resit', 'rejected']),
    )
    const live = corps.applications.filter(({ state }) => isLive(state)).map(({ _id }) => _id)
    expect(corps.applicants.map(({ liveId }) => liveId).filter(Boolean)).toEqual(live)
  })

  it('takes nobody into a full team (S-10)', () => {
    for (const { id } of DEFAULT_TOWNSHIP.teams) {
      const members = demo.people.filter(({ volunteer }) => volunteer?.teamId === id).length
      const candidates = corps.applications.filter(
        ({ teamId, state }) => teamId === id && CANDIDATE_STATES.some((each) => each === state),
      ).length
      expect(members + candidates).toBeLessThanOrEqual(DEFAULT_TOWNSHIP.recruitment.teamMax)
    }
  })

  it('has a file for every certified volunteer, which says what their record says (S-25)', () => {
    const certified = demo.people.filter(({ volunteer }) => volunteer?.certifiedAt != null)
    expect(corps.members.map(({ _id }) => _id).sort()).toEqual(certified.map(({ _id }) => _id).sort())
    for (const member of corps.members) {
      const { volunteer, name } = demo.people.find(({ _id }) => _id === member._id) ?? {}
      expect(member).toMatchObject({
        name,
        teamId: volunteer?.teamId,
        state: volunteer?.suspended ? 'suspended' : 'active',
        insuredUntil: volunteer?.insuredUntil,
        certificate: { issuedAt: volunteer?.certifiedAt, validUntil: volunteer?.certifiedUntil },
      })
      const identity = JSON.parse(unseal(member.identity ?? { k: '', v: '' })) as Identity
      expect(readIdNumber(identity.idNumber, dayOf(NOW))).toEqual({ ...identity, sex: member.sex })
    }
    const numbers = corps.members.map(({ certificate }) => certificate.number)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(new Set(corps.members.map(({ certificate }) => certificate.code)).size).toBe(numbers.length)
  })

  it('has hours towards certification that the attended courses give (S-23)', () => {
    for (const { hours, attended } of corps.trainings) {
      const sum = (kind: string): number =>
        attended.reduce((total, each) => total + (each.kind === kind ? each.hours : 0), 0)
      expect(hours).toEqual({ theory: sum('theory'), practice: sum('practice') })
    }
    expect(corps.sessions.every(({ startAt, endAt }) => startAt < endAt)).toBe(true)
    expect(new Set(corps.sessions.map(({ course }) => course.kind)).size).toBe(7)
  })
})
