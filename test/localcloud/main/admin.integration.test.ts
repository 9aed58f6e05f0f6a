import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { npmRunAdmin, npmStart, type Script } from './child'

let dir: string
let script: Script | null = null

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'admin-'))
})

afterEach(async () => {
  await script?.stop('SIGKILL')
  script = null
  rmSync(dir, { recursive: true, force: true })
})

async function rolesOf(url: string, openid: string): Promise<unknown> {
  const response = await fetch(`${url}/call/account`, {
    method: 'POST',
    headers: { 'x-openid': openid },
    body: '{"action":"me","payload":{}}',
  })
  return response.json()
}

const grant = (openid: string, ...more: string[]): ReturnType<typeof npmRunAdmin> =>
  npmRunAdmin('--grant', 'office', '--openid', openid, '--data', dir, ...more)

it('makes one administrator of an empty township while it runs, however many ask at once', async () => {
  script = npmStart('--data', dir, '--seed', 'empty', '--now', '2031-05-06T08:00:00+08:00')
  const url = await script.ready()
  const runs = await Promise.all([grant('first'), grant('second')])
  expect(runs.map(({ code }) => code).sort()).toEqual([0, 1])
  const winner = runs[0]?.code === 0 ? 'first' : 'second'
  const loser = winner === 'first' ? 'second' : 'first'
  expect(await rolesOf(url, winner)).toMatchObject({ ok: true, data: { roles: [{ role: 'office' }] } })
  expect(await rolesOf(url, loser)).toMatchObject({ ok: true, data: { roles: [] } })
  const { stdout } = runs.find(({ code }) => code === 0) ?? { stdout: '' }
  expect(stdout).toContain('On CloudBase')
  expect((await grant('third', '--url', url)).stderr).toContain('已经有管理员了')
})

it('makes one while the local cloud is not running, and keeps what is known of the person', async () => {
  script = npmStart('--data', dir, '--seed', 'empty')
  const saved = await fetch(`${await script.ready()}/call/account`, {
    method: 'POST',
    headers: { 'x-openid': 'known' },
    body: JSON.stringify({ action: 'save', payload: { requestKey: 'a-key-of-sixteen', name: '张已知' } }),
  })
  expect(await saved.json()).toMatchObject({ ok: true })
  await script.stop()
  expect(await grant('known')).toMatchObject({ code: 0, stderr: '' })
  script = npmStart('--data', dir)
  expect(await rolesOf(await script.ready(), 'known')).toMatchObject({
    data: { name: '张已知', roles: [{ role: 'office' }] },
  })
})

it.each([
  [[], '--grant office'],
  [['--grant', 'captain', '--openid', 'x'], '--grant office'],
  [['--grant', 'office'], '--openid'],
  [['--grant', 'office', '--openid', 'a b'], '--openid'],
  [['--grant', 'office', '--openid', 'x', '--url', 'ftp://x'], '--url'],
  [['--force'], 'unknown option'],
])('refuses %j with status 2', async (args, message) => {
  const { code, stderr } = await npmRunAdmin(...args)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

it('puts township settings in force, version by version, and says what is wrong with bad ones', async () => {
  script = npmStart('--data', dir, '--seed', 'empty')
  const url = await script.ready()
  const shipped = JSON.parse(readFileSync('cloudfunctions/township.json', 'utf8')) as {
    name: string
    villages: object[]
  }
  const file = path.join(dir, 'township.json')
  const put = (value: object): ReturnType<typeof npmRunAdmin> => {
    writeFileSync(file, JSON.stringify(value))
    return npmRunAdmin('--township', file, '--data', dir)
  }
  expect(await put({ ...shipped, name: '青溪乡' })).toMatchObject({ code: 0, stderr: '' })
  expect(await rolesOf(url, 'anyone')).toMatchObject({ data: { township: { name: '青溪乡' } } })
  const bad = await put({ ...shipped, villages: shipped.villages.slice(1) })
  expect(bad.code).toBe(1)
  expect(bad.stderr).toContain('villageId')
  expect((await put(shipped)).stdout).toContain('version 2')
})
