import * as fc from 'fast-check'
import { compareValues } from '../../../localcloud/store/bson-order'
import { Collection } from '../../../localcloud/store/collection'
import { plan } from '../../../localcloud/store/planner'
import { runs } from '../../support/depth'
import { database, type Doc } from './database'

// Few different values, so that keys meet and the ends of ranges are hit.
const scalar = fc.oneof(
  { weight: 7, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom('', 'a', 'b', 'ab', '\ue000', '\u{1f600}') },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, NaN, -0, 1.5) },
  { weight: 1, arbitrary: fc.constantFrom(new Date(0), new Date(1)) },
)
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar }, { requiredKeys: [] }) },
)
const document = fc.record(
  { a: value, b: scalar, c: fc.array(fc.record({ d: scalar }), { maxLength: 2 }) },
  { requiredKeys: [] },
)
const end = fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), scalar)
const condition = fc.oneof(
  { weight: 2, arbitrary: value },
  {
    weight: 4,
    arbitrary: fc.array(end, { minLength: 1, maxLength: 2 }).map((ends) => Object.fromEntries(ends)),
  },
  { weight: 2, arbitrary: fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ $ne: scalar }) },
)
const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b') },
  { weight: 2, arbitrary: fc.constantFrom('c.d', 'a.x', 'a.0') },
)
const query = fc.dictionary(path, condition, { maxKeys: 2 })
const direction = fc.constantFrom<1 | -1>(1, -1)
const sort = fc.uniqueArray(fc.tuple(path, direction), { maxLength: 2, selector: ([name]) => name })
const fields = fc.uniqueArray(fc.tuple(fc.constantFrom('b', 'a', 'c.d'), direction), {
  minLength: 1,
  maxLength: 2,
  selector: ([name]) => name,
})

// `a` and `c` may both be arrays, which MongoDB refuses to index together as well.
const notParallel = (names: [string, 1 | -1][]) =>
  !(names.some(([n]) => n === 'a') && names.some(([n]) => n === 'c.d'))

it('an index answers what a scan answers, in the same order, after any changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 5, maxLength: 25 }),
      fc.array(fc.tuple(fc.nat(24), document), { maxLength: 8 }),
      fields.filter(notParallel),
      query,
      sort,
      fc.integer({ min: 1, max: 30 }),
      async (docs, changes, indexed, where, by, limit) => {
        const order = { ...Object.fromEntries(by), _id: 1 }
        const plain = database()
        const withIndex = database([{ name: 'i', fields: Object.fromEntries(indexed) }])
        const answers = []
        for (const db of [plain, withIndex]) {
          if (docs.length > 0) await db.insert(docs.map((doc, _id) => ({ _id, ...doc })))
          for (const [id, doc] of changes) {
            if (id % 3 === 0) await db.remove({ _id: id })
            else await db.set(id, doc)
          }
          const all = (await db.find(where)).map(({ _id }) => _id as number).sort((x, y) => x - y)
          answers.push([all, await db.find(where, { order, limit }), await db.count(where)])
        }
        expect(answers[1]).toEqual(answers[0])
      },
    ),
    { numRuns: runs(300, 5000) },
  )
})

it('the order of values is total: reflexive, antisymmetric, transitive', () => {
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      expect(compareValues(a, a)).toBe(0)
      expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0)
      if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0)
        expect(compareValues(a, c)).toBeLessThanOrEqual(0)
    }),
    { numRuns: runs(1000, 50_000) },
  )
})

describe('the planner', () => {
  const collection = new Collection('things')
  collection.declare({ name: 'ab', fields: { a: 1, b: -1 } })
  collection.declare({ name: 'u', fields: { u: 1 }, unique: true })
  collection.declare({ name: 'g', fields: { g: '2dsphere' } })
  const chosen = (query: Doc, sort: [string, 1 | -1][] = []) => {
    const result = plan(collection, query, sort)
    return result.kind === 'index'
      ? `${result.index.name}${result.ordered ? ' ordered' : ''}${result.reverse ? ' reversed' : ''}`
      : result.kind
  }

  it.each<[query: Doc, sort: [string, 1 | -1][], choice: string]>([
    [{ _id: 1 }, [], '_id_ ordered'],
    [{ u: 1, a: 1, b: 1 }, [], 'u ordered'],
    [{ a: 1 }, [['b', -1]], 'ab ordered'],
    [{ a: 1 }, [['b', 1]], 'ab ordered reversed'],
    [
      { a: { $gt: 1 } },
      [
        ['a', 1],
        ['b', -1],
      ],
      'ab ordered',
    ],
    [
      { a: { $gt: 1 } },
      [
        ['a', 1],
        ['b', 1],
      ],
      'ab',
    ],
    [{ a: { $in: [1, 2] } }, [['b', -1]], 'ab'],
    [{ $and: [{ a: 1 }, { b: { $lt: 4 } }] }, [], 'ab ordered'],
    [{}, [['a', -1]], 'ab ordered reversed'],
    [{ g: { $geoWithin: { $centerSphere: [[0, 0], 1] } } }, [], 'geo'],
    [{ b: 1 }, [], 'scan'],
    [{ a: /x/ }, [], 'scan'],
    [{ a: { $ne: 1 } }, [], 'scan'],
    [{ $or: [{ a: 1 }, { u: 1 }] }, [], 'scan'],
  ])('for %j sorted by %j takes %s', (query, sort, choice) => {
    expect(chosen(query, sort)).toBe(choice)
  })

  it('does not look at the other documents', async () => {
    const db = database([{ name: 'k', fields: { k: 1, n: 1 } }])
    db.store.load(
      'things',
      Array.from({ length: 5000 }, (_, n) => ({ _id: n, k: n % 50, n })),
    )
    let looked = 0
    const original = Map.prototype.get
    // The store keeps its documents in a Map: every look at one goes through `get` with its key.
    const spy = jest.spyOn(Map.prototype, 'get').mockImplementation(function (
      this: Map<unknown, unknown>,
      key,
    ) {
      if (typeof key === 'string' && /^n\d+$/.test(key)) looked++
      return original.call(this, key) as unknown
    })
    try {
      expect(await db.find({ k: 7 }, { order: { n: -1 }, limit: 3 })).toHaveLength(3)
      expect(looked).toBeLessThanOrEqual(3)
      looked = 0
      expect(await db.find({ k: 7, n: { $gte: 100, $lt: 300 } })).toHaveLength(4)
      expect(looked).toBeLessThanOrEqual(4)
    } finally {
      spy.mockRestore()
    }
  })
})
