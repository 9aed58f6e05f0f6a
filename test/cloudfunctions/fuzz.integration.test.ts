import * as fc from 'fast-check'
import { actions as account } from '../../cloudfunctions/account/actions'
import { actions as help } from '../../cloudfunctions/help/actions'
import { actions as membership } from '../../cloudfunctions/membership/actions'
import { actions as office } from '../../cloudfunctions/office/actions'
import { actions as recruitment } from '../../cloudfunctions/recruitment/actions'
import type { Actions } from '../../cloudfunctions/shared/action'
import { contractOf } from '../../cloudfunctions/shared/contract'
import { personId } from '../../cloudfunctions/shared/ids'
import type { Person } from '../../cloudfunctions/shared/people'
import { actions as shifts } from '../../cloudfunctions/shifts/actions'
import { actions as training } from '../../cloudfunctions/training/actions'
import { NOW } from '../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../support/cloud'
import { runs } from '../support/depth'
import { FOUNDATION } from './fuzz/foundation'
import { RECRUITMENT } from './fuzz/recruitment'
import { SERVING } from './fuzz/serving'
import { TRAINING } from './fuzz/training'
import { damage, damaged, type ValidByAction } from './fuzz/values'
import { CALLERS, records } from './fuzz/world'

/** So many calls are made in one world; then it begins anew, before too many have left it. */
const WORLD = 100
const RUNS = runs(2600, 26_000)
const SEED = 20261125

const functions: Record<string, Actions> = {
  account,
  help,
  membership,
  office,
  recruitment,
  shifts,
  training,
}
const contract = contractOf(functions)
const VALID: ValidByAction = { ...FOUNDATION, ...RECRUITMENT, ...TRAINING, ...SERVING }

/** Nothing may ever refuse these to anyone. */
const NEVER_REFUSED = [
  'help.create',
  'help.mine',
  'shifts.list',
  'account.me',
  'account.inbox',
  'account.consent',
  'account.exportData',
  'recruitment.notice',
  'recruitment.mine',
  'training.sessions',
  'training.progress',
  'membership.certificate',
]

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
  await cloud.reset(NOW, records())
})

afterAll(() => cloud.close())

const call = fc.constantFrom(...contract.map((line) => `${line.function}.${line.action}`)).chain((name) => {
  const { payload = fc.constant({}), by } = VALID[name] ?? {}
  const anyone = fc.constantFrom(...CALLERS)
  return fc.record({
    name: fc.constant(name),
    caller: by
      ? fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...by) }, { weight: 1, arbitrary: anyone })
      : anyone,
    payload,
    damage: fc.option(damage, { freq: 2 }),
  })
})

/** Counts what is written for good: every statement outside a transaction that wrote, and every commit. */
function countWrites(): () => number {
  const execute = cloud.store.execute.bind(cloud.store)
  let writes = 0
  cloud.store.execute = async (action, params) => {
    const answer = await execute(action, params)
    if (action === 'database.commitTransaction') writes++
    else if (params['transactionId'] === undefined && /insert|modify|remove|add/i.test(action)) {
      const data: unknown = answer['data']
      const updated: unknown = typeof data === 'object' && data !== null && Reflect.get(data, 'updated')
      if (updated !== 0) writes++
    }
    return answer
  }
  return () => writes
}

/** The roles that somebody holds by now: others may have given or taken some. */
async function rolesOf(openid: string): Promise<string[]> {
  const _id = personId(openid)
  const { data } = (await cloud.db.collection('people').where({ _id }).get()) as { data: Person[] }
  return (data[0]?.roles ?? []).map(({ role }) => role)
}

it(`answers ${RUNS} good and bad payloads over all actions: no INTERNAL, no write by a refusal, no refusal of the valid`, async () => {
  expect(Object.keys(VALID).sort()).toEqual(contract.map((line) => `${line.function}.${line.action}`).sort())
  const tally = { valid: 0, invalid: 0, accepted: 0, refused: 0, written: 0 }
  const accepted = new Set<string>()
  const writes = countWrites()

  const property = fc.asyncProperty(call, async ({ name, caller, payload, damage: how }) => {
    const [fn = '', verb = ''] = name.split('.')
    const line = contract.find((each) => each.function === fn && each.action === verb)
    const action = functions[fn]?.[verb]
    if (!line || !action) throw new Error(name)
    const sent: unknown = how ? damaged(payload, how) : payload
    const wire: unknown = JSON.parse(JSON.stringify(sent ?? {}))
    const before = writes()
    const reply: Reply = await cloud.call(caller, fn, verb, wire)

    if (!how) tally.valid++
    else tally.invalid++
    if (reply.ok) {
      tally.accepted++
      tally.written += writes() - before
      accepted.add(name)
      return
    }
    tally.refused++
    expect(reply.code).not.toBe('INTERNAL')
    expect(line.refusals).toContain(reply.code)
    expect(reply.message).toMatch(/\p{Script=Han}/u)
    expect(reply.message).not.toMatch(/Error|undefined|null|\[object|stack|\bat \//)
    expect(writes()).toBe(before)
    if (!how) {
      // Valid by the schema: only a rule of the domain, or having no part in it, may stand in the way.
      expect(reply.code).not.toBe('BAD_INPUT')
      expect(reply.code).not.toBe('UNKNOWN_ACTION')
      expect([...(action.refusals ?? []), 'NOT_FOUND', 'FORBIDDEN']).toContain(reply.code)
      expect(NEVER_REFUSED).not.toContain(name)
      const roles = await rolesOf(caller)
      const allowed = line.allow.includes('anyone') || roles.some((role) => line.allow.includes(role))
      // A queue is for some by the step asked for; the table of who may do what has it exactly.
      if (name !== 'recruitment.queue' || !allowed) expect(reply.code === 'FORBIDDEN').toBe(!allowed)
    }
  })
  for (let done = 0; done < RUNS; done += WORLD) {
    await cloud.reset(NOW, records())
    await fc.assert(property, { numRuns: WORLD, seed: SEED + done, endOnFailure: true })
  }

  // What was accepted did write: the counter counts.
  expect(tally.written).toBeGreaterThan(RUNS / 10)
  expect(tally.valid).toBeGreaterThan(RUNS * 0.4)
  expect(tally.invalid).toBeGreaterThan(RUNS * 0.4)
  expect(tally.accepted).toBeGreaterThan(RUNS * 0.25)
  expect(tally.refused).toBeGreaterThan(RUNS * 0.3)
  // The valid are so: every action went through for somebody.
  expect(Object.keys(VALID).filter((name) => !accepted.has(name))).toEqual([])
}, 1_800_000)

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
