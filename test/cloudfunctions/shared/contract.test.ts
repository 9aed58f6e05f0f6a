import { readdirSync } from 'node:fs'
import path from 'node:path'
import { actions as account } from '../../../cloudfunctions/account/actions'
import { actions as help } from '../../../cloudfunctions/help/actions'
import { contractOf } from '../../../cloudfunctions/shared/contract'
import { KIT_REFUSALS } from '../../../cloudfunctions/shared/refusal'
import { ROLES } from '../../../cloudfunctions/shared/values'
import { actions as shifts } from '../../../cloudfunctions/shifts/actions'

const functions = { account, shifts, help }
const lines = contractOf(functions)
const line = (fn: string, verb: string) =>
  lines.find((each) => each.function === fn && each.action === verb) ?? fail(`${fn}.${verb}`)
function fail(what: string): never {
  throw new Error(`${what} is not in the contract`)
}

it('lists every action file of every function, under the name of its file', () => {
  const root = path.join(__dirname, '../../../cloudfunctions')
  for (const name of Object.keys(functions)) {
    const files = readdirSync(path.join(root, name, 'actions'))
      .map((file) => path.basename(file, '.ts'))
      .filter((file) => file !== 'index')
    const verbs = lines.filter((each) => each.function === name).map((each) => each.action)
    expect(verbs.sort()).toEqual(files.sort())
  }
})

it.each(lines.map((each) => [`${each.function}.${each.action}`, each] as const))(
  '%s has an object of fields as input, a caller, and stable refusal codes',
  (_, each) => {
    expect(each.input).toMatchObject({ type: 'object', properties: expect.any(Object) as object })
    expect(each.allow.length).toBeGreaterThan(0)
    for (const who of each.allow) expect([...ROLES, 'anyone']).toContain(who)
    expect(each.refusals).toEqual(expect.arrayContaining(Object.keys(KIT_REFUSALS)))
    expect(new Set(each.refusals).size).toBe(each.refusals.length)
    for (const code of each.refusals) expect(code).toMatch(/^[A-Z][A-Z_]+$/)
    expect(() => JSON.stringify(each)).not.toThrow()
  },
)

it('every change needs a requestKey; reads and reports have none', () => {
  for (const each of lines) {
    const required = (each.input as { required?: string[] }).required ?? []
    expect(required.includes('requestKey')).toBe(each.kind === 'write')
  }
})

it('inputs are closed, but for those that ask for help, which nothing odd may refuse (S-45)', () => {
  const open = lines
    .filter((each) => (each.input as { additionalProperties?: unknown }).additionalProperties !== false)
    .map((each) => `${each.function}.${each.action}`)
  expect(open.sort()).toEqual(['help.add', 'help.create'])
})

it('says of a claim what it may be refused for', () => {
  const { allow, refusals, kind } = line('shifts', 'claim')
  expect([kind, allow]).toEqual(['write', ['anyone']])
  expect(refusals).toEqual(
    expect.arrayContaining(['SHIFT_FULL', 'SHIFT_STARTED', 'OVERLAPS', 'NOT_CERTIFIED', 'UNINSURED', 'BUSY']),
  )
  expect((line('help', 'create').input as { required: string[] }).required.sort()).toEqual([
    'kind',
    'requestKey',
  ])
})
