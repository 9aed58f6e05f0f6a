import http from 'node:http'
import net from 'node:net'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { fixtureFunctions, type Fixture } from '../../support/fixture-functions'

const ECHO = `
exports.main = async (event, context) => {
  if (event.action === 'fail') throw new Error('a secret of the inside')
  if (event.action === 'slow') await new Promise((resolve) => setTimeout(resolve, 300))
  if (event.action === 'now') return { now: Date.now() }
  if (event.httpMethod === 'PUT') return { statusCode: 201, headers: { 'x-made': 'yes', 'content-type': 'text/calendar' }, body: 'BEGIN' }
  if (event.httpMethod === 'DELETE') return { statusCode: 99999, headers: {}, body: '' }
  return { event, openid: process.env.WX_OPENID ?? null, source: process.env.TCB_SOURCE ?? null }
}`
const TICK = `
const ticks = []
exports.main = async (event) => {
  if (event.Type === 'Timer') ticks.push({ time: event.Time, now: Date.now(), openid: process.env.WX_OPENID ?? null })
  return ticks
}`

let fixture: Fixture
let cloud: TestCloud

beforeAll(async () => {
  fixture = fixtureFunctions(
    {
      echo: { source: ECHO },
      tick: { source: TICK, triggers: [{ name: 'minute', type: 'timer', config: '0 * * * * * *' }] },
    },
    { storage: { prefix: 'uploads/' } },
  )
  cloud = await startTestCloud({
    distDir: fixture.distDir,
    cloudbase: fixture.cloudbase,
    now: '2026-11-25T10:00:00+08:00',
  })
})

afterAll(async () => {
  await cloud.close()
  fixture.remove()
})

function post(
  at: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(cloud.url + at, { method: 'POST', body, headers })
}

async function refusal(response: Response): Promise<{ status: number; code: unknown; message: string }> {
  const body = (await response.json()) as Record<string, unknown>
  expect(body['ok']).toBe(false)
  expect(body['requestId']).toMatch(/^[0-9a-f-]{36}$/)
  return { status: response.status, code: body['code'], message: String(body['message']) }
}

describe('POST /call/<function>', () => {
  it('runs the function as the WeChat user and answers its reply', async () => {
    const response = await post('/call/echo', '{"action":"x","payload":{"a":1}}', { 'x-openid': 'anna' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toMatchObject({
      event: { action: 'x', payload: { a: 1 }, userInfo: { openId: 'anna' } },
      openid: 'anna',
      source: 'wx_client',
    })
  })

  it('takes the caller from the header only', async () => {
    const response = await post('/call/echo', '{"userInfo":{"openId":"forged"},"openid":"forged"}')
    expect(await response.json()).toMatchObject({ openid: null, event: { userInfo: {} } })
  })

  it('names what is wrong, in Chinese, without the inside', async () => {
    const failed = await refusal(await post('/call/echo', '{"action":"fail"}'))
    expect(failed).toMatchObject({ status: 500, code: 'FUNCTIONS_EXECUTE_FAIL' })
    expect(failed.message).toMatch(/^[\u4e00-\u9fff，。]+$/)
    for (const name of ['absent', '__proto__', '..%2Fecho', '%2e%2e', '']) {
      expect(await refusal(await post(`/call/${name}`, '{}'))).toMatchObject({ status: 404 })
    }
    for (const body of ['', '{', '[]', '"text"', 'null', '12', new Uint8Array([0xff, 0xfe])]) {
      expect(await refusal(await post('/call/echo', body))).toMatchObject({ status: 400, code: 'BAD_JSON' })
    }
    const large = JSON.stringify({ payload: 'x'.repeat(101 * 1024) })
    expect(await refusal(await post('/call/echo', large))).toMatchObject({ status: 413, code: 'TOO_LARGE' })
    expect(await refusal(await post('/call/echo', '{}', { 'x-openid': 'a b' }))).toMatchObject({
      status: 400,
    })
    expect(await refusal(await fetch(`${cloud.url}/call/echo`))).toMatchObject({ status: 405 })
    expect(await refusal(await post('/call/%E0%A4%A', '{}'))).toMatchObject({ status: 400 })
  })

  it('passes prototype keys on as plain data', async () => {
    const response = await post('/call/echo', '{"payload":{"__proto__":{"x":1},"constructor":2}}')
    expect(await response.text()).toContain('"__proto__":{"x":1}')
  })
})

describe('ANY /http/<function>', () => {
  it('gives the function the integration event, and sends its answer as it says', async () => {
    const response = await fetch(`${cloud.url}/http/echo/a%20b/c?x=1&y=%E4%B8%AD`, {
      headers: { 'x-openid': 'anna' },
    })
    expect(await response.json()).toMatchObject({
      event: {
        path: '/a%20b/c',
        httpMethod: 'GET',
        queryStringParameters: { x: '1', y: '中' },
        body: '',
        isBase64Encoded: false,
      },
      openid: null,
    })
    const binary = await post('/http/echo', new Uint8Array([0, 255]), { 'content-type': 'image/png' })
    expect(await binary.json()).toMatchObject({ event: { path: '/', isBase64Encoded: true, body: 'AP8=' } })
    const made = await fetch(`${cloud.url}/http/echo`, { method: 'PUT' })
    expect(made.status).toBe(201)
    expect(made.headers.get('x-made')).toBe('yes')
    expect(await made.text()).toBe('BEGIN')
  })

  it('answers an impossible answer of the function with 502', async () => {
    const response = await fetch(`${cloud.url}/http/echo`, { method: 'DELETE' })
    expect(await refusal(response)).toMatchObject({ status: 502, code: 'BAD_ANSWER' })
  })
})

describe('POST /clock', () => {
  it('refuses what is no instant, lies back or is too far', async () => {
    for (const body of [
      '{}',
      '{"to":5}',
      '{"to":"2026-11-25"}',
      '{"to":"later"}',
      '{"to":"2026-02-30T00:00:00Z"}',
    ]) {
      expect(await refusal(await post('/clock', body))).toMatchObject({ status: 400, code: 'BAD_INSTANT' })
    }
    const back = await refusal(await post('/clock', '{"to":"2026-11-25T01:59:00Z"}'))
    expect(back).toMatchObject({ status: 400, code: 'CLOCK_BACKWARDS' })
    expect(await refusal(await post('/clock', '{"to":"2080-01-01T00:00:00Z"}'))).toMatchObject({
      code: 'TOO_FAR',
    })
    expect(await refusal(await post('/clock', '{'))).toMatchObject({ status: 400 })
  })

  it('moves the time that functions see, fires what is due, and holds calls apart from the jump', async () => {
    const slow = post('/call/echo', '{"action":"slow"}')
    const moved = await post('/clock', '{"to":"2026-11-25T10:03:30+08:00"}')
    expect(await moved.json()).toMatchObject({
      fired: [
        { function: 'tick', timer: 'minute', at: '2026-11-25T02:01:00.000Z', ok: true },
        { at: '2026-11-25T02:02:00.000Z' },
        { at: '2026-11-25T02:03:00.000Z' },
      ],
    })
    expect((await slow).status).toBe(200)
    const ticks = (await (await post('/call/tick', '{}')).json()) as {
      time: string
      now: number
      openid: null
    }[]
    expect(ticks).toHaveLength(3)
    for (const { time, now, openid } of ticks) {
      expect(openid).toBeNull()
      expect(now - Date.parse(time)).toBeGreaterThanOrEqual(0)
      expect(now - Date.parse(time)).toBeLessThan(30_000)
    }
    const { now } = (await (await post('/call/echo', '{"action":"now"}')).json()) as { now: number }
    expect(now).toBeGreaterThanOrEqual(Date.parse('2026-11-25T10:03:30+08:00'))
    const health = (await (await fetch(`${cloud.url}/healthz`)).json()) as { now: string }
    expect(health).toMatchObject({ ok: true, testClock: true })
    expect(Date.parse(health.now)).toBeGreaterThanOrEqual(now)
  })
})

describe('files', () => {
  it('uploads for a user below the prefix, and gives a link that opens', async () => {
    const content = new TextEncoder().encode('a picture')
    const sent = await post('/upload?cloudPath=uploads/a%20%E5%9B%BE.png', content, { 'x-openid': 'anna' })
    const { fileID } = (await sent.json()) as { fileID: string }
    expect(fileID).toMatch(/^cloud:\/\//)
    const form = new FormData()
    form.set('cloudPath', 'uploads/b.png')
    form.set('file', new Blob([content]), 'b.png')
    const byForm = await fetch(`${cloud.url}/upload`, {
      method: 'POST',
      body: form,
      headers: { 'x-openid': 'anna' },
    })
    expect(byForm.status).toBe(200)
    const link = await fetch(`${cloud.url}/tempurl?fileID=${encodeURIComponent(fileID)}`)
    const { tempFileURL } = (await link.json()) as { tempFileURL: string }
    expect(await (await fetch(tempFileURL)).text()).toBe('a picture')
  })

  it('refuses strangers, other places, paths that lead out and files that are not there', async () => {
    const as = { 'x-openid': 'anna' }
    expect(await refusal(await post('/upload?cloudPath=uploads/x', 'x'))).toMatchObject({ status: 403 })
    expect(await refusal(await post('/upload?cloudPath=secret/x', 'x', as))).toMatchObject({ status: 403 })
    expect(await refusal(await post('/upload?cloudPath=uploads/../../x', 'x', as))).toMatchObject({
      status: 400,
    })
    expect(await refusal(await post('/upload', 'x', as))).toMatchObject({ status: 400 })
    const broken = { ...as, 'content-type': 'multipart/form-data' }
    expect(await refusal(await post('/upload?cloudPath=uploads/x', 'x', broken))).toMatchObject({
      status: 400,
    })
    for (const id of ['', 'cloud://other/x', 'nonsense']) {
      const response = await fetch(`${cloud.url}/tempurl?fileID=${encodeURIComponent(id)}`)
      expect((await refusal(response)).status).toBeGreaterThanOrEqual(400)
    }
  })
})

describe('hostile requests', () => {
  /** Sends bytes as they are; answers what came back. */
  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(Number(new URL(cloud.url).port), '127.0.0.1')
      let answer = ''
      socket.on('data', (chunk) => (answer += String(chunk)))
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
      socket.end(text)
    })
  }

  it('are answered, and the next request is served', async () => {
    const head = 'Host: 127.0.0.1\r\nConnection: close\r\n'
    const nasty = [
      'GET //evil.example/%2e%2e/ HTTP/1.1\r\n',
      'GET http://evil.example/x HTTP/1.1\r\n',
      'GET /%00 HTTP/1.1\r\n',
      'GET /..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\n',
      'GET /../../../etc/passwd HTTP/1.1\r\n',
      'GET * HTTP/1.1\r\n',
      'OPTIONS * HTTP/1.1\r\n',
      'PATCH /people HTTP/1.1\r\n',
      'POST /files/x HTTP/1.1\r\n',
      'POST /admin HTTP/1.1\r\n',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n`,
      'NONSENSE\r\n',
    ]
    for (const line of nasty) {
      const answer = await raw(`${line}${head}\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 (4|200)/)
      expect(answer).not.toContain('root:')
    }
    const cut = raw('POST /call/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"action"')
    await cut
    expect((await post('/call/echo', '{}')).status).toBe(200)
  })

  it('from a foreign page are refused', async () => {
    const foreign = (headers: http.OutgoingHttpHeaders): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const request = http.request(`${cloud.url}/call/echo`, { method: 'POST', headers }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        request.on('error', reject)
        request.end('{}')
      })
    expect(await foreign({ host: 'evil.example' })).toBe(403)
    expect(await foreign({ origin: 'https://evil.example' })).toBe(403)
    expect(await foreign({ origin: 'null' })).toBe(403)
    expect(await foreign({ origin: cloud.url })).toBe(200)
    expect(await foreign({ host: 'localhost:1234' })).toBe(200)
  })
})

it('lists no people without the demo township, and what was sent', async () => {
  expect(await refusal(await fetch(`${cloud.url}/people`))).toMatchObject({ status: 404 })
  expect(await (await fetch(`${cloud.url}/outbox`)).json()).toEqual([])
})

it('has no clock to move with the machine’s own', async () => {
  const plain = await startTestCloud({
    distDir: fixture.distDir,
    cloudbase: fixture.cloudbase,
    now: null,
  })
  const response = await fetch(`${plain.url}/clock`, {
    method: 'POST',
    body: '{"to":"2030-01-01T00:00:00Z"}',
  })
  expect(await refusal(response)).toMatchObject({ status: 409, code: 'NO_TEST_CLOCK' })
  await plain.close()
})

it('refuses a start it cannot make sense of, and leaves nothing behind', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'data-'))
  const start = (options: object): Promise<TestCloud> =>
    startTestCloud({ distDir: fixture.distDir, cloudbase: fixture.cloudbase, data: dir, ...options })
  await expect(start({ now: 'tomorrow' })).rejects.toThrow('tomorrow')
  await expect(start({ port: Number(new URL(cloud.url).port) })).rejects.toThrow('EADDRINUSE')
  const first = await start({})
  await expect(start({})).rejects.toThrow(/in use by a local cloud at http/)
  await first.close()
  mkdirSync(dir, { recursive: true })
  writeFileSync(
    path.join(dir, 'running.json'),
    JSON.stringify({ pid: 2 ** 22 + 5, startedAt: Date.now(), url: '' }),
  )
  const second = await start({})
  await second.close()
  writeFileSync(path.join(dir, 'secrets.json'), '{"cut off')
  await expect(start({})).rejects.toThrow('secrets.json is damaged')
  rmSync(dir, { recursive: true })
})
