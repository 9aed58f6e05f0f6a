import { actions as account } from '../../../cloudfunctions/account/actions'
import { actions as help } from '../../../cloudfunctions/help/actions'
import { actions as membership } from '../../../cloudfunctions/membership/actions'
import { actions as office } from '../../../cloudfunctions/office/actions'
import { actions as recruitment } from '../../../cloudfunctions/recruitment/actions'
import { actions as shifts } from '../../../cloudfunctions/shifts/actions'
import { actions as training } from '../../../cloudfunctions/training/actions'
import { NOW } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { ACTORS } from './actors'
import { EVERYONE, FOUNDATION } from './foundation'
import { JOINING } from './joining'
import { SERVING } from './serving'
import { targetOf, type Case } from './table'

const functions = { account, help, membership, office, recruitment, shifts, training }
const CASES: readonly Case[] = [...FOUNDATION, ...JOINING, ...SERVING]

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
})

afterAll(() => cloud.close())

/** Records of several actors, by collection. */
function merged(parts: readonly Record<string, object[]>[]): Record<string, object[]> {
  const all: Record<string, Map<string, object>> = {}
  for (const part of parts) {
    for (const [collection, records] of Object.entries(part)) {
      const known = (all[collection] ??= new Map())
      for (const record of records) known.set(String(Reflect.get(record, '_id')), record)
    }
  }
  return Object.fromEntries(Object.entries(all).map(([name, records]) => [name, [...records.values()]]))
}

it('every action of the product is in the table', () => {
  const actions = Object.entries(functions).flatMap(([name, verbs]) =>
    Object.keys(verbs).map((verb) => `${name}.${verb}`),
  )
  expect([...new Set(CASES.map((each) => each.action))].sort()).toEqual(actions.sort())
})

describe.each(CASES.map((each, at) => [`${each.action}: ${each.state}`, each, at] as const))(
  '%s',
  (_, { action, records, payload, expected }, at) => {
    it(`answers all ${ACTORS.length} as the scheme says`, async () => {
      const targets = ACTORS.map((actor) => targetOf(actor, at))
      await cloud.reset(
        NOW,
        merged([{ people: EVERYONE }, ...targets.map((target) => records?.(target) ?? {})]),
      )
      const [fn = '', verb = ''] = action.split('.')
      const outcomes: [string, string][] = []
      for (const target of targets) {
        const reply = await cloud.call(target.actor, fn, verb, payload(target))
        outcomes.push([target.actor, reply.ok ? 'ok' : reply.code])
      }
      expect(Object.fromEntries(outcomes)).toEqual(expected)
    })
  },
)
