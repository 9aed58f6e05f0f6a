import { Clock } from '../../../localcloud/clock'
import { Runner, type RunnerOptions } from '../../../localcloud/runner'
import { builtHost } from '../../support/built'
import { fixtureFunctions, type Fixture, type FixtureFunction } from '../../support/fixture-functions'

/** Does what the event says; the harmful things each in their own way. */
const VICTIM = `
let calls = 0
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
exports.main = async (event, context) => {
  calls++
  switch (event.do) {
    case 'loop': for (;;) {}
    case 'hang': return rest(60000)
    case 'throw': throw new Error('thrown on purpose')
    case 'crash': setTimeout(() => { throw new Error('crash on purpose') }, 10); return rest(5000)
    case 'abort': process.abort()
    case 'exit': process.exit(0)
    case 'reject': Promise.reject(new Error('nobody listens')); return rest(5000)
    case 'late-reject': setTimeout(() => Promise.reject(new Error('left over')), 50); return 'left'
    case 'array': return new Array(26e6).fill(1.5).length
    case 'grow': { const all = []; for (let i = 0; i < 30e6; i++) all.push(i + 0.5); return all.length }
    case 'objects': { const all = []; for (;;) all.push({ x: Math.random(), y: [1, 2, 3] }) }
    case 'buffer': return Buffer.alloc(200e6).length
    case 'held-buffer': { const held = Buffer.alloc(200e6); await rest(3000); return held.length }
    case 'rest': await rest(event.ms); return 'rested'
    case 'date': return { now: Date.now(), fresh: new Date().getTime(), text: Date(), isDate: new Date() instanceof Date, fixed: new Date(5).getTime() }
    case 'env': return { ...process.env }
    case 'context': return context
    case 'console': console.log('one %d', 1); console.error({ two: 2 }); return null
    case 'big': return 'x'.repeat(7e6)
    case 'circular': { const a = {}; a.a = a; return a }
    case 'nothing': return undefined
    default: return { echo: event, calls, pid: process.pid }
  }
}
`

let fixture: Fixture
let runner: Runner
let lines: string[]
const pending: (() => Promise<void>)[] = []

async function start(
  functions: Record<string, FixtureFunction>,
  options: Partial<RunnerOptions> = {},
): Promise<Runner> {
  const made = fixtureFunctions(functions)
  const started = new Runner({
    distDir: made.distDir,
    cloudbase: made.cloudbase,
    env: { SCF_NAMESPACE: 'local', TENCENTCLOUD_SECRETKEY: 'key' },
    clock: new Clock(),
    hostFile: await builtHost(),
    log: (line) => lines.push(line),
    ...options,
  })
  pending.push(async () => {
    await started.close()
    made.remove()
  })
  fixture = made
  return started
}

beforeEach(async () => {
  lines = []
  runner = await start({
    victim: { source: VICTIM, timeout: 2, memory: 256 },
    // The collector fights long before it gives up.
    glutton: { source: VICTIM, timeout: 20, memory: 256 },
  })
})

afterEach(async () => {
  for (const end of pending.splice(0)) await end()
})

function ask(event: unknown, openid = 'someone'): ReturnType<Runner['invoke']> {
  return runner.invoke('victim', event, { openid })
}

describe('harm done by one call', () => {
  const harms: [what: string, code: string][] = [
    ['loop', 'FUNCTIONS_TIME_LIMIT_EXCEEDED'],
    ['hang', 'FUNCTIONS_TIME_LIMIT_EXCEEDED'],
    ['throw', 'FUNCTIONS_EXECUTE_FAIL'],
    ['crash', 'FUNCTIONS_EXECUTE_FAIL'],
    ['abort', 'FUNCTIONS_EXECUTE_FAIL'],
    ['exit', 'FUNCTIONS_EXECUTE_FAIL'],
    ['reject', 'FUNCTIONS_EXECUTE_FAIL'],
    ['array', 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED'],
    ['grow', 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED'],
    ['objects', 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED'],
    ['buffer', 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED'],
    ['held-buffer', 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED'],
  ]

  it.each(harms)('%s is %s for its caller only, and the next call is served', async (what, code) => {
    const fn = code === 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED' ? 'glutton' : 'victim'
    const [harmed, neighbour] = await Promise.all([
      runner.invoke(fn, { do: what }, {}),
      runner.invoke(fn, { do: 'rest', ms: 300 }, {}),
    ])
    expect(harmed).toMatchObject({ ok: false, error: { code } })
    expect(neighbour).toMatchObject({ ok: true, result: 'rested' })
    expect(await runner.invoke(fn, { hello: 1 }, {})).toMatchObject({
      ok: true,
      result: { echo: { hello: 1 } },
    })
  })

  it('keeps the process after an ordinary error, as the platform does', async () => {
    const before = await ask({})
    await ask({ do: 'throw' })
    const after = await ask({})
    expect(before).toMatchObject({ result: { calls: 1 } })
    expect(after).toMatchObject({ result: { calls: 3 } })
  })

  it('does not let what an earlier call left behind fail a later one', async () => {
    const single = await start({ victim: { source: VICTIM } }, { maxInstancesPerFunction: 1 })
    expect(await single.invoke('victim', { do: 'late-reject' }, {})).toMatchObject({
      ok: true,
      result: 'left',
    })
    expect(await single.invoke('victim', { do: 'rest', ms: 300 }, {})).toMatchObject({
      ok: true,
      result: 'rested',
    })
    expect(await single.invoke('victim', {}, {})).toMatchObject({ ok: true, result: { calls: 1 } })
  })

  it('refuses an answer that is too large or no JSON', async () => {
    expect(await ask({ do: 'big' })).toMatchObject({ error: { code: 'FUNCTIONS_RESULT_SIZE_EXCEED_LIMIT' } })
    expect(await ask({ do: 'circular' })).toMatchObject({ error: { code: 'FUNCTIONS_EXECUTE_FAIL' } })
    expect(await ask({ do: 'nothing' })).toMatchObject({ ok: true, json: 'null', result: null })
  })

  it('tells of a bundle that does not load, each time anew', async () => {
    const broken = await start({
      broken: { source: "throw new Error('no good')" },
      empty: { source: 'exports.other = 1' },
    })
    for (let attempt = 0; attempt < 2; attempt++) {
      const reply = await broken.invoke('broken', {}, {})
      expect(reply).toMatchObject({ ok: false, error: { code: 'FUNCTIONS_EXECUTE_FAIL' } })
      expect(reply.ok ? '' : reply.error.message).toContain('no good')
    }
    expect(await broken.invoke('empty', {}, {})).toMatchObject({ ok: false })
    expect(await broken.invoke('absent', {}, {})).toMatchObject({ error: { code: 'FUNCTION_NOT_FOUND' } })
    expect(await broken.invoke('__proto__', {}, {})).toMatchObject({ error: { code: 'FUNCTION_NOT_FOUND' } })
  })
})

describe('the pool', () => {
  it('grows to its limit, then lets calls wait, and never runs two at once in one process', async () => {
    const source = `
      let busy = 0
      exports.main = async () => {
        if (++busy > 1) throw new Error('two at once')
        await new Promise((resolve) => setTimeout(resolve, 30))
        busy--
        return process.pid
      }`
    const pooled = await start({ slow: { source } }, { maxInstancesPerFunction: 3 })
    const replies = await Promise.all(Array.from({ length: 30 }, () => pooled.invoke('slow', {}, {})))
    expect(replies.every((reply) => reply.ok)).toBe(true)
    const used = new Set(replies.map((reply) => (reply.ok ? reply.json : '')))
    expect(used.size).toBe(3)
    expect(used).toContain(((await pooled.invoke('slow', {}, {})) as { json: string }).json)
  })

  it('fails what is still running when it is closed, and takes nothing more', async () => {
    const running = ask({ do: 'loop' })
    await runner.close()
    expect(await running).toMatchObject({ ok: false })
    expect(await ask({})).toMatchObject({ ok: false })
  })
})

describe('what a function sees', () => {
  it('has only the environment it is given, and the caller of this call', async () => {
    process.env['SECRET_OF_THE_MACHINE'] = 'x'
    const single = await start({ victim: { source: VICTIM } }, { maxInstancesPerFunction: 1 })
    const env = async (caller: { openid?: string; source?: string }): Promise<unknown> => {
      const reply = await single.invoke('victim', { do: 'env' }, caller)
      return reply.ok ? reply.result : reply
    }
    expect(await env({ openid: 'anna', source: 'wx_client' })).toMatchObject({
      SCF_NAMESPACE: 'local',
      WX_OPENID: 'anna',
      TCB_SOURCE: 'wx_client',
    })
    const timer = await env({})
    expect(timer).not.toHaveProperty('WX_OPENID')
    expect(timer).not.toHaveProperty('TCB_SOURCE')
    expect(timer).not.toHaveProperty('SECRET_OF_THE_MACHINE')
    expect(timer).not.toHaveProperty('PATH')
    Reflect.deleteProperty(process.env, 'SECRET_OF_THE_MACHINE')
  })

  it('gets the platform context and its limits', async () => {
    const reply = await runner.invoke('victim', { do: 'context' }, {}, 'request-7')
    expect(reply).toMatchObject({
      result: {
        request_id: 'request-7',
        function_name: 'victim',
        memory_limit_in_mb: 256,
        time_limit_in_ms: 2000,
      },
    })
  })

  it('lives in the time of the test clock', async () => {
    const at = Date.parse('2031-05-06T07:08:09Z')
    const clock = new Clock(at)
    const shifted = await start({ victim: { source: VICTIM } }, { clock, maxInstancesPerFunction: 1 })
    const look = async (): Promise<Record<string, unknown>> => {
      const reply = await shifted.invoke('victim', { do: 'date' }, {})
      return (reply.ok ? reply.result : {}) as Record<string, unknown>
    }
    const first = await look()
    expect(Number(first['now']) - at).toBeGreaterThanOrEqual(0)
    expect(Number(first['now']) - at).toBeLessThan(30_000)
    expect(Number(first['fresh']) - Number(first['now'])).toBeLessThan(1000)
    expect(first['text']).toContain('2031')
    expect(first).toMatchObject({ isDate: true, fixed: 5 })
    clock.advance(at + 86_400_000)
    expect(Number((await look())['now']) - at).toBeGreaterThanOrEqual(86_400_000)
  })

  it('has its console lines kept with the request id', async () => {
    await runner.invoke('victim', { do: 'console' }, {}, 'request-8')
    expect(lines).toEqual(expect.arrayContaining(['victim request-8 one 1', 'victim request-8 { two: 2 }']))
  })
})

it('refuses a deployment or trigger that is wrong by its name', async () => {
  await start({ x: { source: '', triggers: [{ name: 't', type: 'timer', config: '* * *' }] } })
  const { distDir, cloudbase } = fixture
  const hostFile = await builtHost()
  const open = (): Runner => new Runner({ distDir, cloudbase, env: {}, clock: new Clock(), hostFile })
  expect(() => open().timers()).toThrow('7 fields')
  const wrong = fixtureFunctions({ x: { source: '', memory: -1 } })
  expect(() => new Runner({ ...wrong, env: {}, clock: new Clock(), hostFile })).toThrow('functions.x.memory')
  wrong.remove()
})
