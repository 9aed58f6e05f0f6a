import { Store } from '../../../localcloud/store'
import { ENV, startCloud, type TestCloud } from './cloud'
import { documentOf, LINES, describeError, refusal, type Database } from './lines'
import { signedCall } from './signed'

let store: Store
let cloud: TestCloud

beforeAll(async () => {
  store = Store.open({ dir: null, now: Date.now })
  cloud = await startCloud({ store })
})
afterAll(async () => {
  await cloud.close()
  store.close()
})

describe.each(LINES)('database of $name', (line) => {
  const name = `shifts_${line.name.replace(/\W/g, '_')}`
  let db: Database
  let id: string

  beforeAll(() => {
    store.ensure({ [name]: { indexes: [{ name: 'code', fields: { code: 1 }, unique: true }] } })
    db = line.open(ENV).database()
  })
  beforeEach(async () => {
    await db
      .collection(name)
      .where({ people: db.command.gte?.(0) })
      .remove()
    const added = await db.collection(name).add(
      line.write({
        code: 'A',
        area: '集镇',
        people: 0,
        startsAt: new Date(1_800_000_000_000),
        tags: ['a'],
      }),
    )
    id = added.id ?? added._id ?? ''
  })

  it('adds a document and gets it back with its types', async () => {
    expect(id).not.toBe('')
    const document = documentOf(await db.collection(name).doc(id).get())
    expect(document).toMatchObject({ _id: id, area: '集镇', people: 0, tags: ['a'] })
    expect(document.startsAt).toEqual(new Date(1_800_000_000_000))
  })

  it('finds, sorts, limits and counts', async () => {
    for (const code of ['D', 'B', 'C']) await db.collection(name).add(line.write({ code, people: 3 }))
    const found = await db
      .collection(name)
      .where({ people: db.command.gt?.(1) })
      .orderBy('code', 'asc')
      .limit(2)
      .get()
    expect(found.data).toMatchObject([{ code: 'B' }, { code: 'C' }])
    expect((await db.collection(name).where({ people: 3 }).count()).total).toBe(3)
  })

  it('updates one, sets, updates many and removes', async () => {
    const shifts = db.collection(name)
    await shifts.doc(id).update(line.write({ people: db.command.inc?.(2), 'note.text': '已排' }))
    expect(documentOf(await shifts.doc(id).get())).toMatchObject({ people: 2, note: { text: '已排' } })
    await shifts.doc('fixed').set(line.write({ code: 'F', people: 9 }))
    await shifts.where({ people: db.command.gte?.(2) }).update(line.write({ people: 5 }))
    expect((await shifts.where({ people: 5 }).count()).total).toBe(2)
    await shifts.doc(id).remove()
    expect((await shifts.where({ people: 5 }).count()).total).toBe(1)
  })

  it('aggregates', async () => {
    await db.collection(name).add(line.write({ code: 'B', area: '集镇', people: 4 }))
    await db.collection(name).add(line.write({ code: 'C', area: '景区', people: 7 }))
    const $ = db.command.aggregate
    const reply = await db
      .collection(name)
      .aggregate()
      .match({ people: db.command.gte?.(0) })
      .group({ _id: '$area', total: $.sum?.('$people') })
      .sort({ _id: 1 })
      .end()
    const rows = reply.list ?? reply.data
    expect(rows).toHaveLength(2)
    expect(rows).toEqual(
      expect.arrayContaining([
        { _id: '集镇', total: 4 },
        { _id: '景区', total: 7 },
      ]),
    )
  })

  it('meets the unique index as an error of the platform', async () => {
    const twice = db.collection(name).add(line.write({ code: 'A' }))
    expect(await refusal(twice)).toMatch(/E11000|duplicate key/)
  })

  it('keeps a transaction to itself until it commits, and undoes one that is rolled back', async () => {
    const transaction = await db.startTransaction()
    await transaction
      .collection(name)
      .doc(id)
      .update(line.write({ people: 1 }))
    expect(documentOf(await transaction.collection(name).doc(id).get()).people).toBe(1)
    expect(documentOf(await db.collection(name).doc(id).get()).people).toBe(0)
    await transaction.commit()
    expect(documentOf(await db.collection(name).doc(id).get()).people).toBe(1)

    const undone = await db.startTransaction()
    await undone
      .collection(name)
      .doc(id)
      .update(line.write({ people: 8 }))
    await undone.rollback()
    expect(documentOf(await db.collection(name).doc(id).get()).people).toBe(1)
  })

  it('runTransaction starts over by itself on a conflict found at commit', async () => {
    let attempts = 0
    const read = await db.runTransaction(async (transaction) => {
      attempts++
      const shift = transaction.collection(name).doc(id)
      const people = Number(documentOf(await shift.get()).people)
      await shift.update(line.write({ people: people + 1 }))
      // The first attempt is overtaken by a statement outside it, between its last write and its commit.
      if (attempts === 1)
        await db
          .collection(name)
          .doc(id)
          .update(line.write({ people: 10 }))
      return people
    })
    expect({ attempts, read }).toEqual({ attempts: 2, read: 10 })
    expect(documentOf(await db.collection(name).doc(id).get()).people).toBe(11)
  })

  it('runTransaction gives up after its retries with the conflict as its error', async () => {
    let attempts = 0
    const beaten = db.runTransaction(async (transaction) => {
      attempts++
      await transaction
        .collection(name)
        .doc(id)
        .update(line.write({ people: 100 }))
      await db
        .collection(name)
        .doc(id)
        .update(line.write({ people: attempts }))
    }, 2)
    expect(await refusal(beaten)).toMatch(/TransactionBusy/)
    expect(attempts).toBe(3)
    expect(documentOf(await db.collection(name).doc(id).get()).people).toBe(3)
  })

  it('many transactions at once on one document all take effect', async () => {
    const work = async (): Promise<void> => {
      for (;;) {
        try {
          await db.runTransaction(async (transaction) => {
            const shift = transaction.collection(name).doc(id)
            const people = Number(documentOf(await shift.get()).people)
            await shift.update(line.write({ people: people + 1 }))
          })
          return
        } catch (error) {
          if (!/TransactionBusy/.test(describeError(error))) throw error
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, work))
    expect(documentOf(await db.collection(name).doc(id).get()).people).toBe(8)
  })

  it('what is not supported is refused by name', async () => {
    const odd = db.collection(name).where({ $where: 'this.people > 1' }).get()
    expect(await refusal(odd)).toContain('$where')
  })
})

describe('database actions', () => {
  it.each(['database.dropEverything', 'database.constructor', 'database.', 'database'])(
    'refuses %s by name',
    async (action) => {
      const reply = await signedCall(cloud.url, { action, collectionName: 'x' })
      expect(reply.code).toMatch(/^[A-Z_]+$/)
      expect(reply.code).not.toBe('SYS_ERR')
      expect(reply.message).toContain(action)
    },
  )

  it('refuses a MySQL instance by name', async () => {
    const reply = await signedCall(cloud.url, {
      action: 'database.getDocument',
      collectionName: 'x',
      instance: 'mysql-1',
    })
    expect(reply).toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringContaining('mysql-1') as string,
    })
  })
})
