import { COLLECTION, database, type Doc } from './database'

const DOCS: Doc[] = [
  { _id: 1, village: 'a', n: 3, tags: ['x', 'y'], at: new Date('2026-11-24T01:00:00Z') },
  { _id: 2, village: 'a', n: 5, tags: [], at: new Date('2026-11-25T01:00:00Z') },
  { _id: 3, village: 'b', n: 1, friend: 1 },
  { _id: 4, village: null, n: 9, friend: [1, 2] },
]

const PIPELINES: [stages: Doc[], result: Doc[]][] = [
  [
    [
      { $match: { n: { $gt: 1 } } },
      { $group: { _id: '$village', total: { $sum: '$n' }, ids: { $push: '$_id' } } },
      { $sort: { total: 1 } },
    ],
    [
      { _id: 'a', total: 8, ids: [1, 2] },
      { _id: null, total: 9, ids: [4] },
    ],
  ],
  [
    [{ $group: { _id: null, n: { $avg: '$n' }, most: { $max: '$n' }, least: { $min: '$n' } } }],
    [{ _id: null, n: 4.5, most: 9, least: 1 }],
  ],
  [[{ $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { n: 1 } }], [{ _id: 2, n: 5 }]],
  [
    [{ $match: { _id: 1 } }, { $unwind: '$tags' }, { $project: { _id: 0, tag: '$tags' } }],
    [{ tag: 'x' }, { tag: 'y' }],
  ],
  [
    [
      { $match: { _id: { $lte: 2 } } },
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
      { $count: 'n' },
    ],
    [{ n: 3 }],
  ],
  [
    [
      { $match: { friend: { $exists: true } } },
      { $lookup: { from: COLLECTION, localField: 'friend', foreignField: '_id', as: 'f' } },
      { $project: { 'f._id': 1 } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 3, f: [{ _id: 1 }] },
      { _id: 4, f: [{ _id: 1 }, { _id: 2 }] },
    ],
  ],
  [
    [
      { $match: { _id: 1 } },
      {
        $addFields: {
          double: { $multiply: ['$n', 2] },
          day: { $dateToString: { date: '$at', format: '%Y-%m-%d' } },
        },
      },
      { $project: { double: 1, day: 1 } },
    ],
    [{ _id: 1, double: 6, day: '2026-11-24' }],
  ],
  [[{ $match: { village: 'a' } }, { $sortByCount: '$village' }], [{ _id: 'a', count: 2 }]],
  [[{ $match: { _id: 3 } }, { $replaceRoot: { newRoot: { v: '$village' } } }], [{ v: 'b' }]],
]

describe('aggregation', () => {
  const db = database([{ name: 'village', fields: { village: 1, n: 1 } }])
  beforeAll(() => db.insert(DOCS))

  it.each(PIPELINES)('%j', async (stages, result) => {
    expect(await db.aggregate(stages)).toEqual(result)
  })

  it('leaves the stored documents alone', async () => {
    await db.aggregate([{ $addFields: { 'tags.z': 1, n: 0 } }, { $project: { tags: 0 } }])
    expect(await db.find({}, { order: { _id: 1 } })).toEqual(DOCS)
  })

  it.each<[stage: Doc, message: string]>([
    [{ $out: 'other' }, "Unrecognized pipeline stage name: '$out'"],
    [{ $merge: { into: 'other' } }, '$merge'],
    [{ $facet: {} }, '$facet'],
    [{ $project: { a: { $foo: 1 } } }, "Unrecognized expression '$foo'"],
    [{ $group: { _id: null, a: { $accumulator: {} } } }, '$accumulator'],
    [{ $match: { a: { $foo: 1 } } }, '$foo'],
    [{ $lookup: { from: COLLECTION, as: 'x', pipeline: [] } }, 'let and pipeline'],
    [{ $limit: 0 }, '$limit'],
    [
      { $match: { at: { $nearSphere: { $geometry: { type: 'Point', coordinates: [0, 0] } } } } },
      'not allowed in this context',
    ],
    [{ $sort: { a: 'up' } }, '$sort'],
  ])('%j is refused by name, also without documents', async (stage, message) => {
    await expect(db.aggregate([{ $match: { _id: 'none' } }, stage])).rejects.toThrow(message)
  })

  it('refuses a lookup in a collection that does not exist', async () => {
    const stage = { $lookup: { from: 'nowhere', localField: 'a', foreignField: 'b', as: 'c' } }
    await expect(db.aggregate([stage])).rejects.toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' })
  })
})
