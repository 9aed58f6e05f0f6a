import * as fc from 'fast-check'
import * as z from 'zod'
import { report } from '../../../cloudfunctions/shared/action'
import { anyone } from '../../../cloudfunctions/shared/allow'
import { serve, type Reply } from '../../../cloudfunctions/shared/serve'

// What is decided before the database is asked anything: none is reachable here.
const Word = z.strictObject({ word: z.string().max(5) })
const run = () => Promise.reject(new Error('reached'))
const main = serve('demo', {
  say: report({ input: Word, allow: anyone(), run }),
  tell: report({ input: z.looseObject({}), allow: anyone(), run }),
})

const variables = { WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', WX_OPENID: 'o_caller', WX_APPID: 'wx1' }
const before = { ...process.env }
let lines: string[]

beforeEach(() => {
  Object.assign(process.env, variables)
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => {
  jest.restoreAllMocks()
  for (const name of Object.keys(variables)) {
    const value = before[name]
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
})

const code = (reply: Reply): string => (reply.ok ? 'OK' : reply.code)

it.each([
  ['no event', undefined],
  ['null', null],
  ['a string', 'say'],
  ['no action', { payload: {} }],
  ['an unknown verb', { action: 'shout' }],
  ['an inherited verb', { action: 'constructor' }],
  ['a prototype verb', { action: '__proto__' }],
  ['a verb that is not text', { action: ['say'] }],
  ['an inherited action', Object.create({ action: 'say', payload: { word: 'x' } }) as object],
])('%s is an unknown action', async (_, event) => {
  expect(code(await main(event))).toBe('UNKNOWN_ACTION')
})

it.each([
  ['a missing field', {}],
  ['an extra field', { word: 'x', openid: 'o_other' }],
  ['a wrong type', { word: 5 }],
  ['an operator', { word: { $ne: null } }],
  ['too long a text', { word: 'xxxxxx' }],
  ['a list', []],
  ['text', 'word'],
])('a payload with %s is bad input', async (_, payload) => {
  expect(code(await main({ action: 'say', payload }))).toBe('BAD_INPUT')
})

it.each([
  ['an operator', { word: { $gt: '' } }],
  ['a path', { 'roles.role': 'office' }],
  ['a prototype key', JSON.parse('{"__proto__":{"role":"office"}}') as object],
  ['too much', { word: 'x'.repeat(200_000) }],
])('%s is bad input even where a schema takes any field', async (_, payload) => {
  expect(code(await main({ action: 'tell', payload }))).toBe('BAD_INPUT')
})

it('without WeChat’s identity nothing is done, whatever the event says of one', async () => {
  Reflect.deleteProperty(process.env, 'WX_OPENID')
  const event = {
    action: 'say',
    payload: { word: 'x' },
    openid: 'o_forged',
    userInfo: { openId: 'o_forged' },
  }
  expect(code(await main(event))).toBe('NO_IDENTITY')
})

it('answers with a request id, the stable code and words, and nothing else', async () => {
  const reply = await main({ action: 'shout' })
  expect(reply).toEqual({
    ok: false,
    code: 'UNKNOWN_ACTION',
    message: expect.stringMatching(/\p{Script=Han}/u) as string,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  })
})

it('logs one JSON line for a call, with the request id and without what was sent', async () => {
  const reply = await main({ action: 'say', payload: { word: '住在荆溪村 12 号' } })
  expect(lines).toHaveLength(1)
  const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>
  expect(line).toMatchObject({
    level: 'info',
    event: 'call',
    function: 'demo',
    action: 'say',
    code: 'BAD_INPUT',
  })
  expect(line['requestId']).toBe(reply.requestId)
  expect(lines[0]).not.toMatch(/荆溪|o_caller/)
})

it('never fails on any event, and never reaches the use case with one its schema refuses', async () => {
  const event = fc.oneof(
    fc.jsonValue(),
    fc.record({
      action: fc.constantFrom('say', 'toString', ''),
      payload: fc.jsonValue().filter((value) => !isValid(value)),
    }),
  )
  await fc.assert(
    fc.asyncProperty(event, async (each) => {
      expect(['UNKNOWN_ACTION', 'BAD_INPUT']).toContain(code(await main(each)))
    }),
  )
})

function isValid(payload: unknown): boolean {
  return Word.safeParse(payload).success
}
