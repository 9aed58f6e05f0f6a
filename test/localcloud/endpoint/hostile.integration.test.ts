import http from 'node:http'
import net from 'node:net'
import fc from 'fast-check'
import { startCloud, type TestCloud } from './cloud'
import { signedCall } from './signed'

const executed: string[] = []
const unhandled: unknown[] = []
const onUnhandled = (reason: unknown): void => void unhandled.push(reason)
let cloud: TestCloud

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled)
  process.on('uncaughtExceptionMonitor', onUnhandled)
  cloud = await startCloud({
    store: {
      execute: (action) => {
        executed.push(action)
        return Promise.resolve({ data: {} })
      },
    },
    limits: { bodyMs: 200, bodyBytes: 100_000, uploadBytes: 50_000 },
  })
})
beforeEach(() => (executed.length = 0))
afterEach(async () => {
  // Whatever was sent: still alive, nothing escaped, nothing was carried out, nothing was our own failure.
  expect(unhandled).toEqual([])
  expect(cloud.logged).toEqual([])
  expect(executed).toEqual([])
  expect(await signedCall(cloud.url, { action: 'database.getDocument' })).toHaveProperty('data')
})
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled)
  process.off('uncaughtExceptionMonitor', onUnhandled)
  await cloud.close()
})

async function post(
  body: string | Buffer,
  type = 'application/json',
  path = '/admin',
): Promise<Record<string, unknown>> {
  const response = await fetch(`${cloud.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Blob([typeof body === 'string' ? body : new Uint8Array(body)]),
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  const reply = JSON.parse(await response.text()) as Record<string, unknown>
  expect(Object.keys(reply)).toEqual(['code', 'message', 'requestId'])
  for (const value of Object.values(reply)) expect(typeof value).toBe('string')
  return reply
}

/** Sends bytes as they are and answers what comes back until the server closes or `ms` have passed in silence. */
function raw(bytes: string, ms = 1000): Promise<string> {
  return new Promise((resolve) => {
    const { port } = new URL(cloud.url)
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    socket.setTimeout(ms, () => socket.destroy())
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
  })
}

describe('POST /admin', () => {
  it.each([
    ['nothing', '', 'INVALID_PARAM'],
    ['broken JSON', '{"action":', 'INVALID_PARAM'],
    ['a list', '[]', 'INVALID_PARAM'],
    ['null', 'null', 'INVALID_PARAM'],
    ['a prototype key', '{"__proto__":{"action":"database.getDocument"}}', 'INVALID_PARAM'],
    ['an unsigned call', '{"action":"database.getDocument"}', 'SIGN_PARAM_INVALID'],
    ['deep nesting', `{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}`, 'SIGN_PARAM_INVALID'],
  ])('answers %s with an error', async (_, body, code) => {
    expect(await post(body)).toMatchObject({ code })
  })

  it('does not take deep nesting for its own failure, even if signed', async () => {
    let nested: unknown = 1
    for (let i = 0; i < 3000; i++) nested = [nested]
    const reply = await signedCall(cloud.url, { action: 'nothing', nested })
    expect(reply.code).toBe('INVALID_ACTION')
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'a/b; c',
  ])('answers a body of type %s with an error', async (type) => {
    expect(await post('{"action":"database.getDocument"}', type)).toMatchObject({ code: 'INVALID_PARAM' })
  })

  it.each([
    [
      'cut off',
      '--x\r\ncontent-disposition: form-data; name="requestData"\r\ncontent-type: application/octet-stream\r\n\r\nab',
    ],
    ['with a field twice', form('a', 'a')],
    ['with a thousand fields', form(...Array.from({ length: 1000 }, (_, i) => `f${i}`))],
    ['with a prototype key', form('__proto__')],
  ])('answers a form %s with an error', async (_, body) => {
    expect(await post(body, 'multipart/form-data; boundary=x')).toMatchObject({ code: 'INVALID_PARAM' })
  })

  it('answers any bytes of any type with an error', async () => {
    const types = fc.constantFrom('application/json', 'multipart/form-data; boundary=x', 'text/plain', '')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), types, async (bytes, type) => {
        await post(Buffer.from(bytes), type)
      }),
      { numRuns: 200 },
    )
  })

  it('answers a body over the limit, also one far over it', async () => {
    expect(await post(`{"a":"${'x'.repeat(100_000)}"}`)).toMatchObject({ code: 'EXCEED_REQUEST_SIZE_LIMIT' })
    const answer = await raw(
      `POST /admin HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9000000\r\n\r\n${'x'.repeat(1_000_000)}`,
    )
    expect(answer).toContain('EXCEED_REQUEST_SIZE_LIMIT')
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  it('answers a body that does not arrive in time, and gives the connection up', async () => {
    const answer = await raw(
      'POST /admin HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"a"',
      5000,
    )
    expect(answer).toContain('SERVER_TIMEOUT')
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  it('outlives clients that go away in the middle', async () => {
    const start = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nthe beginning'
    const types = ['application/json', 'multipart/form-data; boundary=x']
    for (const path of ['/admin', '/files/uploads/a.txt']) {
      for (const method of ['POST', 'PUT']) {
        for (const type of types) {
          const head = `${method} ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\ncontent-length: 5000\r\n\r\n`
          await raw(`${head}${start}`, 20)
        }
      }
    }
    await cloud.settled()
  })

  it('answers other methods with an error', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const reply: unknown = await (await fetch(`${cloud.url}/admin`, { method })).json()
      expect(reply).toMatchObject({ code: 'INVALID_PARAM' })
    }
  })

  it.each([
    '',
    'nothing',
    'toString',
    '__proto__',
    'storage.x',
    'functions.deleteFunction',
    'wx.wxPayApi',
    'wx.wxCallContainerApi',
    5,
    null,
    {},
  ])('refuses the signed action %j by name', async (action) => {
    const reply = await signedCall(cloud.url, { action })
    expect(reply.code).toBe('INVALID_ACTION')
    if (typeof action === 'string') expect(reply.message).toContain(action)
  })
})

describe('/files', () => {
  it.each([
    '/files/',
    '/files/../admin',
    '/files/..%2fadmin',
    '/files/%2e%2e/%2e%2e/etc/passwd',
    '/files/..%5c..%5cetc',
    '/files//etc/passwd',
    '/files/a%00b',
    '/files/%E0%A4%A',
    '/files/%252e%252e/a',
  ])('refuses %s', async (path) => {
    for (const method of ['GET', 'PUT']) {
      const answer = await raw(
        `${method} ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).toContain('<Code>InvalidURI</Code>')
    }
  })

  it.each(['DELETE', 'OPTIONS', 'PATCH'])('refuses the method %s', async (method) => {
    expect((await fetch(`${cloud.url}/files/uploads/a.txt`, { method })).status).toBe(405)
  })

  it('refuses uploads without authorization, broken forms and files in the wrong field', async () => {
    const url = `${cloud.url}/files/uploads/a.txt`
    const put = await fetch(url, { method: 'PUT', body: 'x' })
    expect(put.status).toBe(403)
    expect(await put.text()).toMatch(/<Error><Code>SignatureDoesNotMatch<\/Code>.*<RequestId>.*<TraceId>/)
    const bodies = ['', 'garbage', form('file'), fileForm('other'), fileForm('file')]
    for (const body of bodies) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body,
      })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(400)
    expect(cloud.endpoint.storage.files.find('uploads/a.txt')).toBeUndefined()
  })

  it('keeps nothing of an authorised upload that breaks off, and the file that was there stays', async () => {
    const { storage } = cloud.endpoint
    await storage.upload('uploads/kept.txt', Buffer.from('old'))
    const { data } = await signedCall(cloud.url, {
      action: 'storage.getUploadMetadata',
      path: 'uploads/kept.txt',
      method: 'put',
    })
    const authorization = String(Reflect.get(Object(data), 'authorization'))
    await new Promise<void>((resolve) => {
      const headers = { authorization, 'x-cos-security-token': 'session-token', 'content-length': '5000' }
      const req = http.request(`${cloud.url}/files/uploads/kept.txt`, { method: 'PUT', headers })
      req.on('error', () => undefined)
      req.on('close', () => resolve())
      req.write('half of it', () => setTimeout(() => req.destroy(), 20))
    })
    const [link] = storage.temporaryUrls([
      { fileID: `cloud://test-env.6c6f-test-env-1250000000/uploads/kept.txt` },
    ])
    expect(await (await fetch(link?.tempFileURL ?? '')).text()).toBe('old')
  })
})

it('leaves other paths to others', async () => {
  for (const path of ['/', '/adminx', '/file', '/files'])
    expect((await fetch(`${cloud.url}${path}`)).status).toBe(404)
})

function form(...names: string[]): string {
  const parts = names.map((name) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\nv\r\n`)
  return `${parts.join('')}--x--\r\n`
}

function fileForm(name: string): string {
  return `--x\r\ncontent-disposition: form-data; name="${name}"; filename="a.txt"\r\n\r\nv\r\n--x--\r\n`
}
