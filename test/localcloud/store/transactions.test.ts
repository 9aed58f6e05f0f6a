import * as fc from 'fast-check'
import { Store } from '../../../localcloud/store'
import { runs } from '../../support/depth'
import { NOW, database, type Doc } from './database'

const CONFLICT = { code: 'DATABASE_TRANSACTION_CONFLICT' }
const GONE = { code: 'DATABASE_TRANSACTION_FAIL' }

describe('transactions', () => {
  const start = async () => {
    const db = database([{ name: 'u', fields: { u: 1, v: 1 }, unique: true }])
    await db.insert([
      { _id: 'a', n: 1, u: 'a' },
      { _id: 'b', n: 2, u: 'b' },
    ])
    return db
  }

  it('read their snapshot and their own writes, and nobody else does before the commit', async () => {
    const db = await start()
    const tx = await db.begin()
    expect(await db.find({ _id: 'a' }, { transactionId: tx })).toEqual([{ _id: 'a', n: 1, u: 'a' }])
    await db.update({ _id: 'b' }, { $set: { n: 20 } })
    expect(
      (await db.find({ n: { $gt: 0 } }, { order: { n: 1 }, transactionId: tx })).map(({ n }) => n),
    ).toEqual([1, 2])
    await db.update({ _id: 'a' }, { $set: { n: 10 } }, tx)
    await db.insert([{ _id: 'c', n: 5, u: 'c' }], tx)
    expect((await db.find({}, { order: { n: -1 }, transactionId: tx })).map(({ n }) => n)).toEqual([10, 5, 2])
    expect((await db.find({ u: 'c' }, { transactionId: tx })).length).toBe(1)
    expect(await db.count({})).toBe(2)
    await db.commit(tx)
    expect((await db.find({}, { order: { n: 1 } })).map(({ n }) => n)).toEqual([5, 10, 20])
  })

  it('take the snapshot at the first statement, not at the start', async () => {
    const db = await start()
    const tx = await db.begin()
    await db.update({ _id: 'a' }, { $set: { n: 7 } })
    expect(await db.updateAndReturn({ _id: 'a' }, { $inc: { n: 1 } }, tx)).toMatchObject({ doc: { n: 8 } })
    await db.commit(tx)
    expect(await db.count({ n: 8 })).toBe(1)
  })

  it('let the first committer win, also one outside any transaction', async () => {
    const db = await start()
    const [first, second, third] = [await db.begin(), await db.begin(), await db.begin()]
    for (const tx of [first, second, third]) await db.update({ _id: 'a' }, { $inc: { n: 1 } }, tx)
    await db.commit(second)
    await expect(db.commit(first)).rejects.toMatchObject(CONFLICT)
    await expect(db.update({ _id: 'a' }, { $inc: { n: 1 } }, third)).rejects.toMatchObject(CONFLICT)
    await expect(db.commit(third)).rejects.toMatchObject(GONE)
    const fourth = await db.begin()
    await db.remove({ _id: 'a' }, { transactionId: fourth })
    await db.update({ _id: 'a' }, { $inc: { n: 1 } })
    await expect(db.commit(fourth)).rejects.toMatchObject(CONFLICT)
    expect(await db.find({ _id: 'a' })).toEqual([{ _id: 'a', n: 3, u: 'a' }])
  })

  it('do not conflict by reading, nor over different documents', async () => {
    const db = await start()
    const [one, two] = [await db.begin(), await db.begin()]
    await db.find({}, { transactionId: one })
    await db.find({}, { transactionId: two })
    await db.update({ _id: 'a' }, { $set: { n: 100 } }, one)
    await db.update({ _id: 'b' }, { $set: { n: 200 } }, two)
    await db.commit(one)
    await db.commit(two)
    expect((await db.find({}, { order: { n: 1 } })).map(({ n }) => n)).toEqual([100, 200])
  })

  it('conflict over a unique key that was taken meanwhile, and refuse one that was taken before', async () => {
    const db = await start()
    const [one, two] = [await db.begin(), await db.begin()]
    await db.insert([{ _id: 'x', u: 'new' }], one)
    await db.insert([{ _id: 'y', u: 'new' }], two)
    await db.commit(one)
    await expect(db.commit(two)).rejects.toMatchObject(CONFLICT)
    const three = await db.begin()
    await expect(db.insert([{ _id: 'y', u: 'new' }], three)).rejects.toThrow('E11000')
    await expect(db.commit(three)).rejects.toMatchObject(GONE)
    const four = await db.begin()
    await db.remove({ _id: 'x' }, { transactionId: four })
    await db.insert([{ _id: 'y', u: 'new' }], four)
    await expect(db.insert([{ _id: 'z', u: 'new' }], four)).rejects.toThrow('E11000')
    expect(await db.count({ u: 'new' })).toBe(1)
  })

  it('conflict when both create the same document', async () => {
    const db = await start()
    const [one, two] = [await db.begin(), await db.begin()]
    expect(await db.set('q', { u: 1 }, one)).toMatchObject({ upsert_id: 'q' })
    expect(await db.set('q', { u: 2 }, two)).toMatchObject({ upsert_id: 'q' })
    await db.commit(two)
    await expect(db.commit(one)).rejects.toMatchObject(CONFLICT)
    expect(await db.find({ _id: 'q' })).toEqual([{ _id: 'q', u: 2 }])
  })

  it('leave nothing when they are aborted, and end there', async () => {
    const db = await start()
    const tx = await db.begin()
    await db.remove({}, { transactionId: tx })
    expect(await db.find({}, { transactionId: tx })).toEqual([])
    await db.abort(tx)
    expect(await db.count({})).toBe(2)
    await expect(db.abort(tx)).rejects.toMatchObject(GONE)
    await expect(db.find({}, { transactionId: 'never' })).rejects.toMatchObject(GONE)
    await expect(db.commit('')).rejects.toMatchObject(GONE)
  })

  it('live for 30 seconds of real time, whatever the test clock says', async () => {
    let elapsed = 0
    const store = Store.open({ dir: null, now: () => NOW + 3_600_000 * elapsed, elapsed: () => elapsed })
    const db = database([], store)
    await db.insert([{ _id: 'a', n: 1 }])
    const tx = await db.begin()
    await db.update({ _id: 'a' }, { $set: { n: 2 } }, tx)
    elapsed = 29_999
    await db.find({}, { transactionId: tx })
    elapsed = 30_000
    await expect(db.commit(tx)).rejects.toMatchObject(GONE)
    expect(await db.find({})).toEqual([{ _id: 'a', n: 1 }])
  })
})

// Snapshot isolation as a model: whole copies of the data, first committer wins by document.
type Data = Map<string, number>
type Step = { tx: number; kind: 'read' | 'write' | 'remove' | 'commit' | 'abort' | 'outside'; id: string }

class Model {
  data: Data = new Map()
  changed = new Map<string, number>()
  time = 0
  open = new Map<number, { snapshot: Data; at: number; own: Map<string, number | null> }>()

  enter(tx: number) {
    const found = this.open.get(tx) ?? {
      snapshot: new Map(this.data),
      at: this.time,
      own: new Map<string, number | null>(),
    }
    this.open.set(tx, found)
    return found
  }

  sees(tx: number): Doc[] {
    const { snapshot, own } = this.enter(tx)
    const seen = new Map(snapshot)
    for (const [id, n] of own)
      if (n === null) seen.delete(id)
      else seen.set(id, n)
    return [...seen].map(([_id, n]) => ({ _id, n })).sort((a, b) => (a._id < b._id ? -1 : 1))
  }

  apply(writes: Iterable<readonly [string, number | null]>) {
    this.time++
    for (const [id, n] of writes) {
      if (n === null) this.data.delete(id)
      else this.data.set(id, n)
      this.changed.set(id, this.time)
    }
  }

  loses(tx: number, ids: Iterable<string>): boolean {
    const { at } = this.enter(tx)
    return [...ids].some((id) => (this.changed.get(id) ?? 0) > at)
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  tx: fc.nat(2),
  kind: fc.constantFrom('read', 'write', 'write', 'remove', 'commit', 'abort', 'outside'),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
})

it('any history of transactions is one that snapshot isolation allows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const db = database([{ name: 'n', fields: { n: 1 } }])
      const model = new Model()
      const ids = new Map<number, string>()
      let n = 0
      for (const { tx, kind, id } of steps) {
        n++
        if (kind === 'outside') {
          await db.set(id, { n })
          model.apply([[id, n]])
          continue
        }
        const transactionId = ids.get(tx) ?? (await db.begin())
        ids.set(tx, transactionId)
        if (kind === 'read') {
          const order = n % 2 === 0 ? { _id: 1 } : { n: 1 }
          const found = await db.find({ n: { $gt: 0 } }, { order, transactionId })
          const expected = model.sees(tx)
          expect(found).toEqual(n % 2 === 0 ? expected : expected.sort((a, b) => Number(a.n) - Number(b.n)))
        } else if (kind === 'write' || kind === 'remove') {
          const { own } = model.enter(tx)
          const exists = model.sees(tx).some(({ _id }) => _id === id)
          if (kind === 'remove' && !exists) {
            expect(await db.remove({ _id: id }, { transactionId })).toBe(0)
            continue
          }
          const done =
            kind === 'write' ? db.set(id, { n }, transactionId) : db.remove({ _id: id }, { transactionId })
          if (model.loses(tx, [id])) {
            await expect(done).rejects.toMatchObject(CONFLICT)
            model.open.delete(tx)
            ids.delete(tx)
          } else {
            await done
            own.set(id, kind === 'write' ? n : null)
          }
        } else {
          const open = model.open.get(tx)
          if (kind === 'abort') await db.abort(transactionId)
          else if (open && model.loses(tx, open.own.keys()))
            await expect(db.commit(transactionId)).rejects.toMatchObject(CONFLICT)
          else {
            await db.commit(transactionId)
            if (open) model.apply(open.own)
          }
          model.open.delete(tx)
          ids.delete(tx)
        }
        expect(await db.count({})).toBe(model.data.size)
      }
      const all = [...model.data].map(([_id, value]) => ({ _id, n: value }))
      expect(await db.find({}, { order: { n: 1 } })).toEqual(all.sort((a, b) => a.n - b.n))
    }),
    { numRuns: runs(150, 5000) },
  )
})
