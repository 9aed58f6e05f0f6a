import Nedb from '@seald-io/nedb'
import { Query } from 'mingo'
import { Store } from '../store'
import type { Bench } from './context'
import { figuresOf, type Figure } from './figure'
import { median } from './statistics'

interface Note extends Record<string, unknown> {
  _id: string
  code: string
  day: number
  text: string
  seen: boolean
}

interface Contender {
  equal(code: string): Promise<unknown[]> | unknown[]
  range(from: number, to: number): Promise<unknown[]> | unknown[]
}

/** Documents of one day. */
const PER_DAY = 20
const figure = figuresOf('reads')

/** Reads by an indexed field, at sizes from 1,000 to 100,000 documents. */
export async function measureReads({ quick }: Bench): Promise<Figure[]> {
  const figures: Figure[] = []
  const equals: number[] = []
  const ranges: number[] = []
  // The smallest size would else pay for what all have to be compiled for.
  await compare(1000, quick)
  for (const size of [1000, 10_000, 100_000]) {
    const times = await compare(size, quick)
    const at = `${size.toLocaleString('en')} documents`
    const faster = { of: 'ratio', bound: 'at most', limit: 1 } as const
    equals.push(times.store.equal)
    ranges.push(times.store.range)
    figures.push(
      figure(`equal by index, ${at}`, times.store.equal, 'µs', {
        against: 'nedb',
        baseline: times.nedb.equal,
        goal: faster,
      }),
      figure(`equal by index, ${at}`, times.store.equal, 'µs', {
        against: 'mingo scan',
        baseline: times.scan.equal,
      }),
      figure(`${PER_DAY} by range of index, ${at}`, times.store.range, 'µs', {
        against: 'nedb',
        baseline: times.nedb.range,
        goal: faster,
      }),
    )
  }
  const flat = { of: 'ratio', bound: 'at most', limit: 2 } as const
  const growth = (row: string, times: number[]): Figure =>
    figure(row, times.at(-1) ?? 0, 'µs', { against: 'at 1,000', baseline: times[0] ?? null, goal: flat })
  return [
    ...figures,
    growth('equal by index at 100,000', equals),
    growth(`${PER_DAY} by range at 100,000`, ranges),
  ]
}

interface Times {
  equal: number
  range: number
}

async function compare(size: number, quick: boolean): Promise<Record<'store' | 'nedb' | 'scan', Times>> {
  const notes = Array.from({ length: size }, (_, at): Note => ({
    _id: `note-${at}`,
    code: `code-${(at * 7919) % size}`,
    day: Math.floor(at / PER_DAY),
    text: '荆溪村口老樟树下，路灯不亮',
    seen: at % 3 === 0,
  }))
  const contenders = { store: storeOf(notes), nedb: await nedbOf(notes), scan: scanOf(notes) }
  await agree(contenders, size)
  const rounds = quick ? 2 : 7
  const samples = {
    store: { equal: [] as number[], range: [] as number[] },
    nedb: { equal: [] as number[], range: [] as number[] },
    scan: { equal: [] as number[], range: [] as number[] },
  }
  // In turns, so that whatever else the machine does meets all alike; the first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const name of ['store', 'nedb', 'scan'] as const) {
      const count = name === 'scan' ? Math.max(2, Math.round(40_000 / size)) : quick ? 200 : 1000
      const times = await time(contenders[name], size, count)
      if (round === 0) continue
      samples[name].equal.push(times.equal)
      samples[name].range.push(times.range)
    }
  }
  const middle = (name: keyof typeof samples): Times => ({
    equal: median(samples[name].equal),
    range: median(samples[name].range),
  })
  return { store: middle('store'), nedb: middle('nedb'), scan: middle('scan') }
}

/** Microseconds of one read each, over keys from all over the collection. */
async function time(contender: Contender, size: number, count: number): Promise<Times> {
  const keys = Array.from({ length: count }, (_, at) => (at * 104_729) % size)
  const started = performance.now()
  for (const key of keys) await contender.equal(`code-${key}`)
  const between = performance.now()
  for (const key of keys) {
    const day = Math.floor(key / PER_DAY)
    await contender.range(day, day)
  }
  const ended = performance.now()
  return { equal: ((between - started) / count) * 1000, range: ((ended - between) / count) * 1000 }
}

/** A contender that finds less than the others would win unfairly. */
async function agree(contenders: Record<string, Contender>, size: number): Promise<void> {
  for (const [name, contender] of Object.entries(contenders)) {
    const [equal, range] = [await contender.equal(`code-${size - 1}`), await contender.range(3, 3)]
    if (equal.length !== 1 || range.length !== PER_DAY)
      throw new Error(`${name} finds ${equal.length} and ${range.length} documents`)
  }
}

function storeOf(notes: Note[]): Contender {
  const store = Store.open({ dir: null, now: () => Date.now() })
  store.ensure({
    notes: {
      indexes: [
        { name: 'code', fields: { code: 1 } },
        { name: 'day', fields: { day: 1 } },
      ],
    },
  })
  store.load('notes', notes)
  const find = async (query: object, more: object = {}): Promise<unknown[]> => {
    const { data } = await store.execute('database.getDocument', {
      collectionName: 'notes',
      queryType: 'WHERE',
      query: JSON.stringify(query),
      limit: PER_DAY,
      ...more,
    })
    return (data as { list: unknown[] }).list
  }
  return {
    equal: (code) => find({ code }),
    range: (from, to) => find({ day: { $gte: from, $lte: to } }),
  }
}

async function nedbOf(notes: Note[]): Promise<Contender> {
  const db = new Nedb<Note>({ inMemoryOnly: true })
  await db.ensureIndexAsync({ fieldName: 'code' })
  await db.ensureIndexAsync({ fieldName: 'day' })
  await db.insertAsync(notes)
  return {
    equal: (code) => db.findAsync({ code }).limit(PER_DAY),
    range: (from, to) => db.findAsync({ day: { $gte: from, $lte: to } }).limit(PER_DAY),
  }
}

function scanOf(notes: Note[]): Contender {
  return {
    equal: (code) => new Query({ code }).find(notes).all(),
    range: (from, to) => new Query({ day: { $gte: from, $lte: to } }).find(notes).all(),
  }
}
