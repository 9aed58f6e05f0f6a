import type { HelpDto } from '../../../cloudfunctions/help/dto'
import type { Help } from '../../../cloudfunctions/help/rules'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { toGeo } from '../../../cloudfunctions/shared/geo'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { crewed, NOW, patroller, person, rostersOf, shift, staff } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'

const responder = patroller('responder', { standby: true })
const neighbour = patroller('neighbour')
const captain = patroller('captain', {}, [{ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' }])
const office = staff('office', { role: 'office' })
const leader = staff('leader', { role: 'leader' })
const villager = person('villager')
const people = [responder, neighbour, captain, office, leader, villager]
const ended = crewed(shift('ended', { startAt: NOW - 300 * MINUTE }), [neighbour])

let cloud: TestCloud
let keys = 0
const key = (): string => `ladder-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})

beforeEach(() => cloud.reset(NOW, { people, shifts: [ended], rosters: rostersOf(people, [ended]) }))

afterAll(() => cloud.close())

async function askForHelp(): Promise<string> {
  const reply = await cloud.call('villager', 'help', 'create', { kind: 'missing', requestKey: key() })
  if (!reply.ok) throw new Error(reply.code)
  return (reply.data as HelpDto).id
}

async function helpOf(id: string): Promise<Help> {
  const { data } = await cloud.db.collection('helps').where({ _id: id }).get()
  return data[0] as Help
}

/** Messages about a request by recipient's openid, in order of time. */
async function told(): Promise<Record<string, number>> {
  const { data } = await cloud.db.collection('messages').limit(1000).get()
  const counts: Record<string, number> = {}
  for (const message of data as MessageRecord[]) {
    for (const to of message.to) {
      const openid = people.find((each) => each._id === to)?.openid ?? to
      counts[openid] = (counts[openid] ?? 0) + 1
    }
  }
  return counts
}

/** Fires the clock's function by hand, as a platform that is late, doubled or impatient would. */
const fire = (): Promise<unknown> => cloud.fireTimer('clock')

it('tells the standby list at once, then wider, captain, office and leading group at their minutes (S-45)', async () => {
  const id = await askForHelp()
  expect(await told()).toEqual({ responder: 1 })
  const seen: [number, Record<string, number>][] = []
  for (const minute of [2, 4, 6, 9, 13, 16, 21]) {
    await cloud.clockTo(NOW + minute * MINUTE + 1000)
    seen.push([minute, await told()])
  }
  const wider = { responder: 1, neighbour: 1, captain: 1 }
  expect(seen).toEqual([
    [2, { responder: 1 }],
    [4, wider],
    [6, { ...wider, captain: 2 }],
    [9, { ...wider, captain: 2, office: 1 }],
    [13, { ...wider, captain: 2, office: 1, leader: 1 }],
    [16, { ...wider, captain: 2, office: 2, leader: 1 }],
    [21, { ...wider, captain: 2, office: 2, leader: 2 }],
  ])
  const help = await helpOf(id)
  expect(help).toMatchObject({ respondLevel: 5, arriveLevel: 2, dueAt: null, status: 'open' })
  expect(help.told.sort()).toEqual(
    [responder, neighbour, captain, office, leader].map((each) => each._id).sort(),
  )
})

it('runs each step exactly once when the clock is an hour late and fires twelve times at once (S-43)', async () => {
  const ids = [await askForHelp(), await askForHelp(), await askForHelp()]
  cloud.moveClockOnly(NOW + 60 * MINUTE)
  await Promise.all(Array.from({ length: 12 }, fire))
  await fire()
  for (const id of ids) {
    const help = await helpOf(id)
    expect(help).toMatchObject({ respondLevel: 5, arriveLevel: 2, dueAt: null })
    const steps = help.timeline.filter((line) => line.event === 'escalated').map((line) => line.told)
    expect(steps.sort()).toEqual(['captain', 'leader', 'leader', 'office', 'office'])
  }
  expect(await told()).toEqual({ responder: 3, neighbour: 3, captain: 6, office: 6, leader: 6 })
})

it('stays exactly once without the lease: the steps themselves collide', async () => {
  const id = await askForHelp()
  cloud.moveClockOnly(NOW + 60 * MINUTE)
  const free = async (): Promise<unknown> => {
    await cloud.db.collection('leases').where({ _id: 'clock' }).remove()
    return fire()
  }
  await Promise.all(Array.from({ length: 8 }, free))
  const help = await helpOf(id)
  expect(help.timeline.filter((line) => line.event === 'escalated')).toHaveLength(5)
  expect(await told()).toEqual({ responder: 1, neighbour: 1, captain: 2, office: 2, leader: 2 })
})

it('stops asking for an answer once somebody accepts, still asks for arrival, and starts again when handed back', async () => {
  const id = await askForHelp()
  await cloud.clockTo(NOW + 2 * MINUTE)
  expect((await cloud.call('responder', 'help', 'accept', { helpId: id, requestKey: key() })).ok).toBe(true)
  await cloud.clockTo(NOW + 14 * MINUTE)
  expect((await told())['office']).toBeUndefined()
  await cloud.clockTo(NOW + 16 * MINUTE)
  expect((await told())['office']).toBe(1)
  const back = await cloud.call('responder', 'help', 'handBack', {
    helpId: id,
    reason: '车坏了',
    requestKey: key(),
  })
  expect(back.ok).toBe(true)
  await cloud.clockTo(NOW + 18 * MINUTE)
  expect(await helpOf(id)).toMatchObject({ status: 'open', round: 1, respondLevel: 1, arriveLevel: 1 })
  await cloud.clockTo(NOW + 32 * MINUTE)
  expect(await helpOf(id)).toMatchObject({ respondLevel: 5, arriveLevel: 2, dueAt: null })
  expect(await told()).toMatchObject({ office: 3, leader: 2 })
})

it('a request that cannot be dealt with keeps no other waiting, and a changed ladder leaves no mark behind', async () => {
  const id = await askForHelp()
  const broken = { ...(await helpOf(id)), geo: toGeo({ lng: 118.83, lat: 28.93 }) }
  cloud.store.load('helps', [
    {
      ...broken,
      _id: 'broken',
      timeline: null,
      createdAt: NOW - MINUTE,
      openedAt: NOW - MINUTE,
      dueAt: NOW - MINUTE,
    },
    { ...broken, _id: 'stale', told: [], respondLevel: 9, arriveLevel: 9, dueAt: NOW - 2 * MINUTE },
  ])
  await cloud.clockTo(NOW + 6 * MINUTE)
  expect(await helpOf(id)).toMatchObject({ respondLevel: 3 })
  expect(await helpOf('stale')).toMatchObject({ dueAt: null })
})

it('a client cannot fire the clock', async () => {
  const reply = await cloud.call('villager', 'clock', 'tick', { Type: 'Timer' })
  expect(reply).toMatchObject({ ok: false, code: 'FORBIDDEN' })
})
