import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { npmStart, Script } from './child'

let dir: string
const scripts: Script[] = []

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'start-'))
})

afterEach(async () => {
  for (const script of scripts.splice(0)) await script.stop('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
})

function start(...args: string[]): Script {
  const script = npmStart('--data', dir, ...args)
  scripts.push(script)
  return script
}

async function call(
  url: string,
  openid: string,
  action: string,
  payload: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/call/account`, {
    method: 'POST',
    headers: { 'x-openid': openid },
    body: JSON.stringify({ action, payload }),
  })
  return (await response.json()) as Record<string, unknown>
}

it('starts the demo township, keeps its data over a clean stop, a kill and a restart', async () => {
  const first = start()
  const url = await first.ready()
  const people = (await (await fetch(`${url}/people`)).json()) as {
    openid: string
    name: string
    role: string
  }[]
  expect(people.length).toBeGreaterThan(150)
  expect(people[0]).toMatchObject({ role: '乡综治办' })
  const visitor = 'visitor-of-the-start-test'
  const saved = await call(url, visitor, 'save', { requestKey: 'a-key-of-sixteen', name: '王来访' })
  expect(saved).toMatchObject({ ok: true })
  expect(statSync(path.join(dir, 'secrets.json')).mode & 0o077).toBe(0)
  expect(await first.stop()).toMatchObject({ code: 0, stderr: '' })
  expect(existsSync(path.join(dir, 'running.json'))).toBe(false)

  const second = start('--seed', 'empty')
  const again = await second.ready()
  expect(await call(again, visitor, 'me', {})).toMatchObject({ ok: true, data: { name: '王来访' } })
  expect(await (await fetch(`${again}/people`)).json()).toHaveLength(people.length + 1)

  const rival = await start().ended
  expect(rival.code).toBe(1)
  expect(rival.stderr).toContain(again)

  await second.stop('SIGKILL')
  const third = start()
  expect(await call(await third.ready(), visitor, 'me', {})).toMatchObject({ data: { name: '王来访' } })
  expect(await third.stop('SIGTERM')).toMatchObject({ code: 0 })
})

it('starts an empty township on a test clock', async () => {
  const script = start('--seed=empty', '--now', '2031-05-06T08:00:00+08:00')
  const url = await script.ready()
  expect((await fetch(`${url}/people`)).status).toBe(404)
  const health = (await (await fetch(`${url}/healthz`)).json()) as { now: string; testClock: boolean }
  expect(health.testClock).toBe(true)
  expect(health.now).toMatch(/^2031-05-06T00:0/)
  const moved = await fetch(`${url}/clock`, { method: 'POST', body: '{"to":"2031-05-06T08:02:30+08:00"}' })
  const { fired } = (await moved.json()) as { fired: { function: string; ok: boolean }[] }
  expect(fired.map(({ function: fn, ok }) => `${fn} ${ok}`)).toEqual(['clock true', 'clock true'])
  const log = script.stdout.split('\n').filter((line) => line.startsWith('clock '))
  expect(log.length).toBeGreaterThan(0)
})

it.each([
  [['--port', '99999'], '--port 99999'],
  [['--port', 'x'], '--port x'],
  [['--seed', 'full'], '--seed full'],
  [['--now', 'tomorrow'], '--now tomorrow'],
  [['--now', '2026-11-24'], '--now'],
  [['--data'], '--data needs a value'],
  [['--data='], '--data needs a value'],
  [['--preview'], 'unknown option --preview'],
  [['data'], 'unknown option data'],
  [['--seed', 'demo', '--seed', 'demo'], 'given twice'],
])('refuses %j with status 2', async (args, message) => {
  const { code, stderr, stdout } = await new Script('localcloud/start.mjs', args).ended
  expect(code).toBe(2)
  expect(stderr).toContain(message)
  expect(stderr).toContain('--no-preview')
  expect(stdout).toBe('')
})

it('names a port that is in use', async () => {
  const first = start()
  const { port } = new URL(await first.ready())
  const { code, stderr } = await new Script('localcloud/start.mjs', [
    '--no-preview',
    '--port',
    port,
    '--data',
    path.join(dir, 'other'),
  ]).ended
  expect(code).toBe(1)
  expect(stderr).toContain(`port ${port} is in use`)
})

it('keeps the secrets it made', async () => {
  const first = start('--seed', 'empty')
  await first.ready()
  const secrets = readFileSync(path.join(dir, 'secrets.json'), 'utf8')
  await first.stop()
  const second = start()
  await second.ready()
  expect(readFileSync(path.join(dir, 'secrets.json'), 'utf8')).toBe(secrets)
})
