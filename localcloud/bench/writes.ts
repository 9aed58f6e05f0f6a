import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'libsql'
import { Store } from '../store'
import type { Bench } from './context'
import { figuresOf, type Figure } from './figure'
import { median } from './statistics'

const TOGETHER = 64
const figure = figuresOf('writes')

/** Inserts a number of documents, so many at a time; each is durable when it is acknowledged. */
type Insert = (from: number, count: number, together: number) => Promise<void> | void

/** Durable inserts of the store against the same documents in bare libsql. */
export async function measureWrites({ tempDir, quick }: Bench): Promise<Figure[]> {
  const dir = path.join(tempDir, 'writes')
  mkdirSync(dir, { recursive: true })
  const store = Store.open({ dir: path.join(dir, 'store'), now: () => Date.now() })
  store.ensure({ notes: { indexes: [] } })
  const bare = openBare(path.join(dir, 'bare.sqlite'))
  const contenders = { store: intoStore(store), bare: bare.insert }
  const rounds = quick ? 1 : 5
  let from = 0
  const rates = async (together: number, count: number): Promise<Record<'store' | 'bare', number>> => {
    const samples = { store: [] as number[], bare: [] as number[] }
    for (let round = 0; round <= rounds; round++, from += count) {
      for (const name of ['store', 'bare'] as const) {
        const started = performance.now()
        await contenders[name](from, count, together)
        const perSecond = (count / (performance.now() - started)) * 1000
        if (round > 0) samples[name].push(perSecond)
      }
    }
    return { store: median(samples.store), bare: median(samples.bare) }
  }
  try {
    const single = await rates(1, quick ? 200 : 1000)
    const grouped = await rates(TOGETHER, quick ? 640 : 6400)
    return [
      figure('durable inserts, one at a time', single.store, '/s', {
        against: 'libsql, one per transaction',
        baseline: single.bare,
      }),
      figure(`durable inserts, ${TOGETHER} at a time`, grouped.store, '/s', {
        against: `libsql, ${TOGETHER} per transaction`,
        baseline: grouped.bare,
      }),
      figure(`durable inserts, ${TOGETHER} at a time`, grouped.store, '/s', {
        against: 'libsql, one per transaction',
        baseline: single.bare,
      }),
    ]
  } finally {
    store.close()
    bare.close()
  }
}

function noteOf(at: number): string {
  return JSON.stringify({
    _id: `note-${at}`,
    day: '2026-11-25',
    at,
    text: '荆溪村口老樟树下，路灯不亮',
    seen: false,
  })
}

function intoStore(store: Store): Insert {
  return async (from, count, together) => {
    for (let at = from; at < from + count; at += together) {
      await Promise.all(
        Array.from({ length: together }, (_, index) =>
          store.execute('database.insertDocument', {
            collectionName: 'notes',
            data: [noteOf(at + index)],
          }),
        ),
      )
    }
  }
}

function openBare(file: string): { insert: Insert; close: () => void } {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec('CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT NOT NULL)')
  const add = db.prepare<[string, string]>('INSERT INTO notes (id, body) VALUES (?, ?)')
  return {
    insert(from, count, together) {
      for (let at = from; at < from + count; at += together) {
        db.exec('BEGIN IMMEDIATE')
        for (let index = 0; index < together; index++) add.run(`note-${at + index}`, noteOf(at + index))
        db.exec('COMMIT')
      }
    },
    close: () => void db.close(),
  }
}
