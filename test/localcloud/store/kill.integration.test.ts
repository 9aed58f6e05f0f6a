import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { EJSON } from 'bson'
import * as esbuild from 'esbuild'
import { Store } from '../../../localcloud/store'
import { runs } from '../../support/depth'
import { random } from '../../support/random'

const KILLS = runs(32, 300)

/** What is known of one document: its last acknowledged state and, if its last write was not acknowledged, that one. */
interface Known {
  acknowledged: string
  attempted: string | undefined
}

describe('a store under load that is killed', () => {
  let dir: string
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'kill-'))
    await esbuild.build({
      entryPoints: [join(__dirname, 'fixtures', 'writer.ts')],
      outfile: join(dir, 'writer.js'),
      bundle: true,
      platform: 'node',
      external: ['libsql'],
      logLevel: 'error',
    })
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  it(`has every acknowledged write after each of ${KILLS} kills`, async () => {
    const lanes = await Promise.all(
      [1, 2].map((lane) => killAndCompare(join(dir, 'writer.js'), join(dir, `data${lane}`), lane)),
    )
    // The processes did write something worth losing.
    expect(lanes.reduce((sum, acknowledged) => sum + acknowledged, 0)).toBeGreaterThan(KILLS * 20)
  })
})

async function killAndCompare(script: string, data: string, lane: number): Promise<number> {
  const known = new Map<string, Known>()
  const chance = random(lane)
  let acknowledged = 0
  for (let kill = 0; kill < KILLS / 2; kill++) {
    acknowledged += note(await writeUntilKilled(script, data, 5 + chance() * 120), known)
    const stored = await readAll(data)
    for (const [id, { acknowledged: last, attempted }] of known) {
      const now = stored.get(id) ?? '-'
      const possible = attempted === undefined ? [last] : [last, attempted]
      if (!possible.includes(now))
        throw new Error(`${id} is ${now} after kill ${kill}, not ${possible.join(' or ')}`)
      known.set(id, { acknowledged: now, attempted: undefined })
      const twin = id.endsWith('-left') ? stored.get(id.replace('-left', '-right')) : stored.get(id)
      expect({ id, twin: twin ?? '-' }).toEqual({ id, twin: now })
    }
  }
  return acknowledged
}

/**
 * Runs the writer, kills it some ms after its first acknowledgement, and gives what it noted. It notes into a file:
 * what a process wrote into a pipe may still wait in its own memory when it is killed.
 */
async function writeUntilKilled(script: string, data: string, after: number): Promise<string> {
  const notes = `${data}.notes`
  const file = openSync(notes, 'w')
  const child = spawn(process.execPath, [script, data], {
    stdio: ['ignore', file, 'inherit'],
    env: { ...process.env, NODE_PATH: resolve('node_modules') },
  })
  closeSync(file)
  const ended = new Promise<void>((done, fail) => {
    child.on('error', fail)
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') done()
      else fail(new Error(`the writer ended by itself: ${code ?? signal}`))
    })
  })
  const look = setInterval(() => {
    if (!readFileSync(notes, 'utf8').includes('ack')) return
    clearInterval(look)
    setTimeout(() => child.kill('SIGKILL'), after)
  }, 10)
  await ended.finally(() => {
    clearInterval(look)
  })
  return readFileSync(notes, 'utf8')
}

/** Takes note of what was printed; the last line may be cut off and counts only when it is whole. */
function note(printed: string, known: Map<string, Known>): number {
  let count = 0
  for (const line of printed.split('\n').slice(0, -1)) {
    const [word, id = '', value = ''] = line.split(' ')
    const before = known.get(id) ?? { acknowledged: '-', attempted: undefined }
    if (word === 'try') known.set(id, { ...before, attempted: value })
    if (word === 'ack') {
      known.set(id, { acknowledged: value, attempted: undefined })
      count++
    }
  }
  return count
}

async function readAll(dir: string): Promise<Map<string, string>> {
  const store = Store.open({ dir, now: () => Date.now() })
  store.ensure({ things: { indexes: [{ name: 'n', fields: { n: 1 } }] } })
  const reply = await store.execute('database.getDocument', { collectionName: 'things', limit: 1000 })
  store.close()
  const { list } = reply.data as { list: string[] }
  return new Map(
    list.map((text) => EJSON.parse(text) as { _id: string; n: number }).map(({ _id, n }) => [_id, String(n)]),
  )
}
