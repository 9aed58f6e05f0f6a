import type { Caller } from '../../../localcloud/endpoint'
import { ENV, startCloud, type TestCloud } from './cloud'
import { LINES, refusal } from './lines'
import { signedCall } from './signed'

const calls: { fn: string; event: unknown; caller: Caller }[] = []
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startCloud({
    store: { execute: () => Promise.reject(new Error('not used')) },
    invoke: (fn, event, caller) => {
      calls.push({ fn, event, caller })
      if (fn === 'missing')
        return Promise.resolve({ error: { code: 'FUNCTION_NOT_FOUND', message: 'missing' } })
      if (fn === 'void') return Promise.resolve({})
      return Promise.resolve({ result: JSON.stringify({ ok: true, 名: '值' }) })
    },
  })
})
afterAll(() => cloud.close())
beforeEach(() => (calls.length = 0))

describe.each(LINES)('callFunction of $name', (line) => {
  it('carries event, result and the caller', async () => {
    const event = { action: 'list', payload: { text: '石室乡', empty: null, list: [1, 2.5] } }
    const { result } = await line.open(ENV).callFunction({ name: 'shifts', data: event })
    expect(result).toEqual({ ok: true, 名: '值' })
    expect(calls).toEqual([
      { fn: 'shifts', event, caller: { openid: 'o-volunteer', source: 'wx_client,scf' } },
    ])
  })

  it('gives an empty event for no data, and null for no result', async () => {
    expect((await line.open(ENV).callFunction({ name: 'void' })).result).toBeNull()
    expect(calls[0]?.event).toEqual({})
  })

  it('passes on the failure of the called function', async () => {
    expect(await refusal(line.open(ENV).callFunction({ name: 'missing' }))).toMatch(/missing/)
  })

  it('refuses an event over 100 KB, which reaches no function', async () => {
    const sdk = line.open(ENV)
    const fits = 'x'.repeat(100 * 1024 - '{"t":""}'.length)
    expect((await sdk.callFunction({ name: 'shifts', data: { t: fits } })).result).toMatchObject({ ok: true })
    calls.length = 0
    const tooMuch = sdk.callFunction({ name: 'shifts', data: { t: `${fits}x` } })
    expect(await refusal(tooMuch)).toMatch(/larger than 102400 bytes/)
    expect(calls).toEqual([])
  })
})

describe('functions.invokeFunction', () => {
  const invoke = (params: object) => signedCall(cloud.url, { action: 'functions.invokeFunction', ...params })

  it.each(['', '../admin', 'a/b', '__proto__', 'x'.repeat(61), 5, null])(
    'refuses the name %p',
    async (name) => {
      expect(await invoke({ function_name: name })).toMatchObject({ code: 'INVALID_PARAM' })
      expect(calls).toEqual([])
    },
  )

  it('refuses an event that is not JSON, and a version by name', async () => {
    expect(await invoke({ function_name: 'a', request_data: '{' })).toMatchObject({ code: 'INVALID_PARAM' })
    expect(await invoke({ function_name: 'a', request_data: { x: 1 } })).toMatchObject({
      code: 'INVALID_PARAM',
    })
    const version = await invoke({ function_name: 'a', request_data: '{}', qualifier: '$PROD' })
    expect(version).toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringContaining('$PROD') as string,
    })
    expect(calls).toEqual([])
  })

  it('hides what a broken runner throws', async () => {
    const broken = await startCloud({
      store: { execute: () => Promise.resolve({}) },
      invoke: () => Promise.reject(new Error('/home/somebody/secret')),
    })
    const reply = await signedCall(broken.url, { action: 'functions.invokeFunction', function_name: 'a' })
    expect(reply).toMatchObject({ code: 'SYS_ERR', message: 'system error' })
    expect(broken.logged.join()).toContain('/home/somebody/secret')
    await broken.close()
  })
})
