import * as fc from 'fast-check'
import { actions as account } from '../../cloudfunctions/account/actions'
import { actions as help } from '../../cloudfunctions/help/actions'
import { contractOf } from '../../cloudfunctions/shared/contract'
import type { Actions } from '../../cloudfunctions/shared/action'
import { personId } from '../../cloudfunctions/shared/ids'
import { actions as shifts } from '../../cloudfunctions/shifts/actions'
import { MINUTE } from '../../cloudfunctions/shared/time'
import { crewed, NOW, patroller, person, rostersOf, shift, staff } from '../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../support/cloud'

const RUNS = 5200
const functions: Record<string, Actions> = { account, shifts, help }
const contract = contractOf(functions)

const people = [
  patroller('volunteer-a', { standby: true }),
  patroller('volunteer-b'),
  patroller('captain', {}, [{ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' }]),
  patroller('suspended', { suspended: true }),
  staff('office', { role: 'office' }),
  staff('police', { role: 'police' }),
  person('villager', { name: '周小军' }),
]
const callers = [...people.map((each) => each.openid), 'visitor']
const patrols = [
  crewed(shift('running', { startAt: NOW - 30 * MINUTE }), people.slice(0, 1)),
  shift('tonight'),
  crewed(shift('full', { max: 1, min: 1 }), people.slice(1, 2)),
  shift('tomorrow', { startAt: NOW + 24 * 60 * MINUTE }),
  shift('cancelled', { status: 'cancelled' }),
]

let cloud: TestCloud
const helpIds: string[] = []

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
  cloud.store.load('people', people)
  cloud.store.load('shifts', patrols)
  cloud.store.load('rosters', rostersOf(people, patrols))
  for (const at of [1, 2, 3]) {
    const made = await cloud.call('villager', 'help', 'create', {
      kind: 'hazard',
      requestKey: `seeded-help-request-${at}`,
    })
    if (made.ok) helpIds.push((made.data as { id: string }).id)
  }
})

afterAll(() => cloud.close())

// Values a well-behaved client might send, by field.
const id = fc.constantFrom('running', 'tonight', 'full', 'tomorrow', 'cancelled', 'no-such-shift')
const member = fc.constantFrom(...people.map((each) => each._id), 'p_nobody')
const requestKey = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-'), {
    minLength: 16,
    maxLength: 64,
  })
  .map((letters) => letters.join(''))
const text = (max: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('家里有事', '人找到了', '荆溪村口老樟树下', '“引号”与 <标签>', '👵🏻', "'; drop table--"),
    fc
      .string({ minLength: 1, maxLength: max, unit: 'grapheme' })
      .filter((each) => each.trim() !== '' && each.length <= max),
  )
const point = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})
const place = fc.record({ text: text(100), point: fc.option(point) })
const phone = fc.constantFrom('13900001234', '139-0000-1234', '0570-3012345', '110')
const day = fc.constantFrom('2026-11-24', '2026-11-25', '2028-02-29')
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })
// The newest requests: the older ones soon end, and most moves on them are refused.
const NEWEST = 5
const helpId = fc.nat({ max: NEWEST - 1 }).map((back) => helpIds.slice(-NEWEST)[back] ?? helpIds[0] ?? '')

const details = {
  place: optional(fc.option(place)),
  phone: optional(phone),
  photos: optional(
    fc.array(fc.constantFrom(...people.map((each) => `cloud://local.6c6f/uploads/${each._id}/a.jpg`)), {
      maxLength: 3,
    }),
  ),
  forWhom: optional(text(20)),
  note: optional(text(200)),
}

const VALID: Record<string, fc.Arbitrary<object>> = {
  'account.me': fc.record({}),
  'account.save': fc.record({
    name: optional(text(20)),
    villageId: optional(fc.constantFrom('jingxi', 'shishi', null)),
    home: optional(fc.option(place)),
    phone: optional(fc.option(phone)),
    requestKey,
  }),
  'account.standby': fc.record({ on: fc.boolean(), requestKey }),
  'account.inbox': fc.record({ before: optional(fc.nat()) }),
  'account.markRead': fc.record({ ids: fc.array(id, { minLength: 1, maxLength: 5 }), requestKey }),
  'account.consent': fc.record({ accepted: fc.subarray(['help', 'shift', 'notice']), requestKey }),
  'shifts.list': fc.record({
    from: optional(day),
    days: optional(fc.integer({ min: 1, max: 14 })),
    villageId: optional(fc.constant('shishi')),
    areaId: optional(fc.constant('market-street')),
    mine: optional(fc.boolean()),
  }),
  'shifts.get': fc.record({ shiftId: id }),
  'shifts.claim': fc.record({ shiftId: id, requestKey }),
  'shifts.release': fc.record({ shiftId: id, reason: text(100), requestKey }),
  'shifts.releaseMember': fc.record({ shiftId: id, personId: member, reason: text(100), requestKey }),
  'help.create': fc.record({
    kind: fc.constantFrom('missing', 'illness', 'hazard', 'other'),
    useHome: optional(fc.boolean()),
    caller: optional(fc.record({ name: optional(text(20)), phone: optional(phone) })),
    ...details,
    requestKey,
  }),
  'help.add': fc.record({ helpId, ...details, requestKey }),
  'help.nearby': fc.record({ point: optional(fc.option(point)) }),
  'help.watch': fc.record({}),
  'help.mine': fc.record({}),
  'help.get': fc.record({ helpId }),
  'help.photos': fc.record({ helpId }),
  'help.seen': fc.record({ helpId }),
  'help.accept': fc.record({ helpId, point: optional(fc.option(point)), requestKey }),
  'help.arrive': fc.record({ helpId, point: optional(fc.option(point)), requestKey }),
  'help.resolve': fc.record({ helpId, outcome: text(200), requestKey }),
  'help.handBack': fc.record({ helpId, reason: text(100), requestKey }),
  'help.cancel': fc.record({
    helpId,
    reason: fc.constantFrom('safe', 'mistake', 'other'),
    text: optional(text(100)),
    requestKey,
  }),
  'help.contact': fc.record({
    helpId,
    who: fc.constantFrom('requester', 'responder', 'captain'),
    requestKey,
  }),
  'help.position': fc.record({ point }),
}

// What a broken or hostile client might send in place of a field, or besides the fields.
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    { $ne: null },
    { $where: 'sleep(1000)' },
    { $gt: '' },
    'x'.repeat(5000),
    -1,
    1e308,
    true,
    [],
    [[[[]]]],
    { 'a.b': 1 },
    '',
    null,
    { toString: 'x' },
    '2026-02-30',
    '../../etc/passwd',
  ),
  fc.jsonValue({ maxDepth: 3 }),
)
const junkKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'openid',
  '$set',
  'a.b',
  'roles',
  '_id',
  'transactionId',
  'prototype',
)

const call = fc.constantFrom(...contract.map((line) => `${line.function}.${line.action}`)).chain((name) =>
  fc.record({
    name: fc.constant(name),
    caller: fc.constantFrom(...callers),
    payload: VALID[name] ?? fc.constant({}),
    damage: fc.option(
      fc.oneof(
        fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), value: junk }),
        fc.record({ kind: fc.constant('extra' as const), key: junkKey, value: junk }),
        fc.record({ kind: fc.constant('drop' as const), at: fc.nat() }),
        fc.record({ kind: fc.constant('whole' as const), value: junk }),
      ),
      { freq: 2 },
    ),
  }),
)

function damaged(
  payload: Record<string, unknown>,
  damage: { kind: string; at?: number; key?: string; value?: unknown },
): unknown {
  if (damage.kind === 'whole') return damage.value
  const fields = Object.keys(payload)
  const field = fields[(damage.at ?? 0) % Math.max(1, fields.length)] ?? 'x'
  if (damage.kind === 'replace') return { ...payload, [field]: damage.value }
  if (damage.kind === 'drop')
    return Object.fromEntries(Object.entries(payload).filter(([key]) => key !== field))
  // Spelt as JSON, so that `__proto__` arrives as a key and not as a prototype.
  return JSON.parse(
    `{${JSON.stringify(damage.key)}:${JSON.stringify(damage.value ?? null)},${JSON.stringify(payload).slice(1)}`.replace(
      ',}',
      '}',
    ),
  )
}

/** Counts what is written for good: every statement outside a transaction that writes, and every commit. */
function countWrites(): () => number {
  const execute = cloud.store.execute.bind(cloud.store)
  let writes = 0
  cloud.store.execute = async (action, params) => {
    const answer = await execute(action, params)
    const outside = params['transactionId'] === undefined && /insert|modify|remove|add/i.test(action)
    if (outside || action === 'database.commitTransaction') writes++
    return answer
  }
  return () => writes
}

it(`answers ${RUNS} good and bad payloads over all actions: no INTERNAL, no write by a refusal, no refusal of the valid`, async () => {
  expect(Object.keys(VALID).sort()).toEqual(contract.map((line) => `${line.function}.${line.action}`).sort())
  const tally = { valid: 0, invalid: 0, accepted: 0, refused: 0 }
  const writes = countWrites()

  await fc.assert(
    fc.asyncProperty(call, async ({ name, caller, payload, damage }) => {
      const [fn = '', verb = ''] = name.split('.')
      const line = contract.find((each) => each.function === fn && each.action === verb)
      const action = functions[fn]?.[verb]
      if (!line || !action) throw new Error(name)
      const sent: unknown = damage ? damaged(payload, damage) : payload
      const wire: unknown = JSON.parse(JSON.stringify(sent ?? {}))
      const before = writes()
      const reply: Reply = await cloud.call(caller, fn, verb, wire)

      if (!damage) tally.valid++
      else tally.invalid++
      if (reply.ok) {
        tally.accepted++
        if (name === 'help.create') helpIds.push((reply.data as { id: string }).id)
        return
      }
      tally.refused++
      expect(reply.code).not.toBe('INTERNAL')
      expect(line.refusals).toContain(reply.code)
      expect(reply.message).toMatch(/\p{Script=Han}/u)
      expect(reply.message).not.toMatch(/Error|undefined|stack|\bat \//)
      expect(writes()).toBe(before)
      if (!damage) {
        // Valid by the schema: only a rule of the domain, or having no part in it, may stand in the way.
        expect(reply.code).not.toBe('BAD_INPUT')
        expect(reply.code).not.toBe('UNKNOWN_ACTION')
        const roles = people.find((each) => each.openid === caller)?.roles.map((grant) => grant.role) ?? []
        const allowed = line.allow.includes('anyone') || roles.some((role) => line.allow.includes(role))
        expect(reply.code === 'FORBIDDEN').toBe(!allowed)
        expect([...(action.refusals ?? []), 'NOT_FOUND', 'FORBIDDEN']).toContain(reply.code)
        // Nothing may ever refuse these to anyone.
        expect([
          'help.create',
          'help.mine',
          'shifts.list',
          'account.me',
          'account.inbox',
          'account.consent',
        ]).not.toContain(name)
      }
    }),
    { numRuns: RUNS, seed: 20261125, endOnFailure: true },
  )
  // What was accepted did write: the counter counts.
  expect(writes()).toBeGreaterThan(RUNS / 10)
  expect(tally.valid).toBeGreaterThan(RUNS * 0.4)
  expect(tally.invalid).toBeGreaterThan(RUNS * 0.4)
  expect(tally.accepted).toBeGreaterThan(RUNS * 0.25)
  expect(tally.refused).toBeGreaterThan(RUNS * 0.3)
})

describe('calls that are wrong as a whole', () => {
  it.each([
    ['an unknown action', 'shifts', 'steal'],
    ['a prototype key as action', 'shifts', '__proto__'],
    ['an inherited name as action', 'shifts', 'toString'],
    ['an empty action', 'help', ''],
  ])('%s', async (_, fn, verb) => {
    expect(await cloud.call('villager', fn, verb, {})).toMatchObject({ ok: false, code: 'UNKNOWN_ACTION' })
  })

  it('an openid in the event is not an identity', async () => {
    const reply = await cloud.callRaw('villager', 'account', {
      action: 'me',
      payload: {},
      openid: 'office',
      OPENID: 'office',
      userInfo: { openId: 'office' },
    })
    expect(reply).toMatchObject({ ok: true, data: { id: personId('villager'), roles: [] } })
  })

  it('no identity, no answer', async () => {
    expect(await cloud.callRaw(null, 'account', { action: 'me', payload: {} })).toMatchObject({
      ok: false,
      code: 'NO_IDENTITY',
    })
  })

  it('a key re-used for something else is refused, by the same person only', async () => {
    const requestKey = 'one-key-for-two-wishes'
    expect(
      await cloud.call('villager', 'account', 'consent', { accepted: ['help'], requestKey }),
    ).toMatchObject({ ok: true })
    expect(await cloud.call('villager', 'account', 'consent', { accepted: [], requestKey })).toMatchObject({
      code: 'REQUEST_KEY_REUSED',
    })
    expect(await cloud.call('visitor', 'account', 'consent', { accepted: [], requestKey })).toMatchObject({
      ok: true,
    })
  })

  it('while the database is down every call says so in words, and the same request goes through afterwards', async () => {
    const execute = cloud.store.execute
    cloud.store.execute = () => Promise.reject(new Error('disk I/O error at /var/lib'))
    const create = { kind: 'illness', requestKey: 'asked-while-it-was-down' }
    for (const [fn, verb, payload] of [
      ['help', 'create', create],
      ['shifts', 'list', {}],
      ['account', 'me', {}],
    ] as const) {
      const reply = await cloud.call('villager', fn, verb, payload)
      expect(reply).toMatchObject({
        ok: false,
        code: 'UNAVAILABLE',
        message: expect.stringMatching(/网络不稳/) as string,
      })
    }
    cloud.store.execute = execute
    expect(await cloud.call('villager', 'help', 'create', create)).toMatchObject({ ok: true })
  })
})
