import { startCloud, ENV, type TestCloud } from './cloud'
import { signedCall } from './signed'

const executed: string[] = []
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startCloud({
    store: {
      execute: (action) => {
        executed.push(action)
        return Promise.resolve({ data: { done: true } })
      },
    },
  })
})
afterAll(() => cloud.close())
beforeEach(() => {
  executed.length = 0
  cloud.shift.ms = 0
})

const call = { action: 'database.getDocument', collectionName: 'people', query: '{"a":1}' }

async function refused(options: Parameters<typeof signedCall>[2], params: object = call): Promise<unknown> {
  const reply = await signedCall(cloud.url, { ...params }, options)
  expect(reply.code).toBe('SIGN_PARAM_INVALID')
  expect(typeof reply.requestId).toBe('string')
  expect(executed).toEqual([])
  return reply.message
}

describe('TC3 signature', () => {
  it('lets a correctly signed call through', async () => {
    expect(await signedCall(cloud.url, call)).toMatchObject({ data: { done: true } })
    expect(executed).toEqual(['database.getDocument'])
  })

  it('refuses another key pair', async () => {
    expect(await refused({ secretKey: 'another' })).toBe('signature mismatch')
    expect(await refused({ secretId: 'AKIDanother' })).toBe('secret id error')
  })

  it.each([
    ['a changed field', (body: Record<string, unknown>) => (body.query = '{"a":2}')],
    ['an added field', (body: Record<string, unknown>) => (body.offset = 5)],
    ['a removed field', (body: Record<string, unknown>) => delete body.query],
    ['a changed environment', (body: Record<string, unknown>) => (body.envName = 'other')],
  ])('refuses %s', async (_, tamper) => {
    expect(await refused({ tamper })).toBe('signature mismatch')
  })

  it('refuses a second field that the signature cannot tell from the first', async () => {
    const message = await refused({
      tamper: (body) => Object.assign(body, { QUERY: body.query, query: '{}' }),
    })
    expect(message).toBe('field QUERY given twice')
  })

  it('refuses a changed signed header', async () => {
    expect(await refused({ headers: { 'x-tcb-source': 'wx_client,scf' } })).toBe('signature mismatch')
  })

  it.each(['authorization', 'x-timestamp', 'x-client-timestamp'])(
    'refuses a call without %s',
    async (omit) => {
      await refused({ omit })
    },
  )

  it.each([
    '',
    'Bearer abc',
    'TC3-HMAC-SHA256 Credential=AKIDtest/2026-01-01/tcb/tc3_request',
    `TC3-HMAC-SHA256 Credential=AKIDtest/2026-01-01/tcb/tc3_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    `TC3-HMAC-SHA256 Credential=AKIDtest/2026-01-01/cos/tc3_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
  ])('refuses the authorization "%s"', async (authorization) => {
    await refused({ headers: { authorization } })
  })

  it('refuses timestamps more than five minutes off', async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await refused({ timestamp: now - 400 })).toBe('signature expired')
    expect(await refused({ timestamp: now + 400 })).toBe('signature expired')
    expect(await signedCall(cloud.url, call, { timestamp: now - 200 })).toMatchObject({
      data: { done: true },
    })
  })

  it('takes the time of its own clock or of the machine, and none between or beyond', async () => {
    const now = Math.floor(Date.now() / 1000)
    cloud.shift.ms = 3_600_000
    expect(await refused({ timestamp: now + 1800 })).toBe('signature expired')
    expect(await refused({ timestamp: now + 5400 })).toBe('signature expired')
    for (const timestamp of [now, now + 3600]) {
      expect(await signedCall(cloud.url, call, { timestamp })).toMatchObject({ data: { done: true } })
    }
  })

  it('refuses a session token that is not the one handed out', async () => {
    expect(await refused({}, { ...call, sessionToken: 'stolen' })).toBe('session token error')
    expect(await refused({}, { ...call, sessionToken: undefined })).toBe('session token error')
  })

  it('refuses a caller token that was not made here', async () => {
    const forged = `${Buffer.from('{"openid":"o-office"}').toString('base64url')}.${'A'.repeat(43)}`
    expect(await refused({}, { ...call, wxCloudApiToken: forged })).toBe('wxCloudApiToken error')
  })

  it('refuses another environment by name', async () => {
    const reply = await signedCall(cloud.url, { ...call, envName: 'other-env' })
    expect(reply).toMatchObject({
      code: 'INVALID_ENV',
      message: `environment "other-env" is not this one (${ENV})`,
    })
  })
})
