import { NOW, database, type Doc } from './database'

const DOCS: Doc[] = [
  { _id: 'num', a: 5 },
  { _id: 'str', a: '5' },
  { _id: 'null', a: null },
  { _id: 'missing', b: 1 },
  { _id: 'arr', a: [1, 5, 9] },
  { _id: 'empty', a: [] },
  { _id: 'nested', a: [[5]] },
  { _id: 'obj', a: { x: 1, y: 2 } },
  { _id: 'yx', a: { y: 2, x: 1 } },
  {
    _id: 'docs',
    a: [
      { x: 1, y: 4 },
      { x: 3, y: 2 },
    ],
  },
  { _id: 'date', a: new Date(1000) },
  { _id: 'bool', a: true },
  { _id: 'nan', a: NaN },
]

// Each row: a query and the ids that MongoDB answers (manual, "Query and Projection Operators").
const QUERIES: [query: Doc, ids: string][] = [
  [{ a: 5 }, 'num arr'],
  [{ a: '5' }, 'str'],
  [{ a: null }, 'null missing'],
  [{ a: { $ne: null } }, 'num str arr empty nested obj yx docs date bool nan'],
  [{ a: { $exists: false } }, 'missing'],
  [{ a: { $exists: true, $eq: null } }, 'null'],
  [{ a: [1, 5, 9] }, 'arr'],
  [{ a: [5] }, 'nested'],
  [{ a: [] }, 'empty'],
  [{ a: { x: 1, y: 2 } }, 'obj'],
  [{ a: { $gt: 4 } }, 'num arr'],
  [{ a: { $gte: 5, $lt: 2 } }, 'arr'],
  [{ a: { $lt: 100 } }, 'num arr'],
  [{ a: { $gte: 9 } }, 'arr'],
  [{ a: { $gt: 9 } }, ''],
  [{ a: { $lte: 1 } }, 'arr'],
  [{ a: { $lt: 1 } }, ''],
  [{ a: { $gte: '5' } }, 'str'],
  [{ a: { $lte: NaN } }, 'nan'],
  [{ a: { $gt: '4' } }, 'str'],
  [{ a: { $gte: null } }, 'null missing'],
  [{ a: { $gt: null } }, ''],
  [{ a: { $gt: new Date(0) } }, 'date'],
  [{ a: { $in: [5, null] } }, 'num null missing arr'],
  [{ a: { $nin: [5, null, '5'] } }, 'empty nested obj yx docs date bool nan'],
  [{ a: { $not: { $gt: 4 } } }, 'str null missing empty nested obj yx docs date bool nan'],
  [{ a: { $size: 0 } }, 'empty'],
  [{ a: { $size: 1 } }, 'nested'],
  [{ a: { $all: [1, 9] } }, 'arr'],
  [{ a: { $all: [] } }, ''],
  [{ a: { $elemMatch: { $gt: 5, $lt: 10 } } }, 'arr'],
  [{ a: { $elemMatch: { x: 1, y: 2 } } }, ''],
  [{ a: { $elemMatch: { x: 3, y: 2 } } }, 'docs'],
  [{ 'a.x': 1, 'a.y': 2 }, 'obj yx docs'],
  [{ 'a.x': null }, 'num str null missing date bool nan'],
  [{ 'a.0': 1 }, 'arr'],
  [{ 'a.0.x': 1 }, 'docs'],
  [{ 'a.1.y': { $lt: 3 } }, 'docs'],
  [{ a: { $type: 'array' } }, 'arr empty nested docs'],
  [{ a: { $type: 'number' } }, 'num arr nan'],
  [{ a: { $type: ['string', 'bool'] } }, 'str bool'],
  [{ a: { $mod: [4, 1] } }, 'num arr'],
  [{ a: { $regex: '^5', $options: 'i' } }, 'str'],
  [{ a: /5$/ }, 'str'],
  [{ a: { $not: /5/ } }, 'num null missing arr empty nested obj yx docs date bool nan'],
  [{ $or: [{ a: 5 }, { b: 1 }] }, 'num missing arr'],
  [{ $nor: [{ a: { $exists: true } }] }, 'missing'],
  [{ $and: [{ a: { $gt: 4 } }, { a: { $lt: 6 } }] }, 'num arr'],
  [{ $expr: { $eq: ['$b', 1] } }, 'missing'],
]

describe.each([
  ['without an index', []],
  ['with an index on the field', [{ name: 'a', fields: { a: 1 as const } }]],
  ['with a descending compound index', [{ name: 'ab', fields: { a: -1 as const, b: 1 as const } }]],
])('queries %s', (_name, indexes) => {
  const db = database(indexes)
  beforeAll(() => db.insert(DOCS))

  it.each(QUERIES.map(([query, ids]) => [query, ids] as const))('%j answers %s', async (query, ids) => {
    const found = (await db.find(query)).map(({ _id }) => _id)
    expect([...found].sort()).toEqual(ids === '' ? [] : ids.split(' ').sort())
    expect(await db.count(query)).toBe(found.length)
  })

  it('sorts by the order of types, missing as null, arrays by their extreme element', async () => {
    const ids = (await db.find({}, { order: { a: 1, _id: 1 } })).map(({ _id }) => _id)
    expect(ids).toEqual([
      'empty',
      'missing',
      'null',
      'nan',
      'arr',
      'num',
      'str',
      'obj',
      'docs',
      'yx',
      'nested',
      'bool',
      'date',
    ])
    const down = (await db.find({}, { order: { a: -1, _id: 1 }, limit: 5 })).map(({ _id }) => _id)
    expect(down).toEqual(['date', 'bool', 'nested', 'yx', 'docs'])
  })
})

describe('reading', () => {
  it('answers 100 documents by default, at most 1,000, and skips', async () => {
    const db = database()
    await db.insert(Array.from({ length: 1100 }, (_, n) => ({ _id: n, n })))
    const get = async (params: object) => {
      const reply = await db.store.execute('database.getDocument', { collectionName: 'things', ...params })
      return (reply.data as { list: string[] }).list.length
    }
    expect(await get({})).toBe(100)
    expect(await get({ limit: 5000 })).toBe(1000)
    expect((await db.find({}, { order: { n: -1 }, offset: 10, limit: 2 })).map(({ n }) => n)).toEqual([
      1089, 1088,
    ])
  })

  it.each<[projection: Doc, result: Doc]>([
    [{ a: 1 }, { _id: 'p', a: { b: 1, c: 2 } }],
    [{ 'a.b': 1, _id: 0 }, { a: { b: 1 } }],
    [
      { a: 0, list: 0 },
      { _id: 'p', n: 3 },
    ],
    [{ 'list.x': 1 }, { _id: 'p', list: [{ x: 1 }, { x: 2 }] }],
    [
      { 'list.x': 0, a: 0 },
      { _id: 'p', n: 3, list: [{ y: 1 }, { y: 2 }] },
    ],
    [
      { list: { $slice: 1 }, a: 0 },
      { _id: 'p', n: 3, list: [{ x: 1, y: 1 }] },
    ],
    [
      { n: 1, list: { $elemMatch: { x: 2 } } },
      { _id: 'p', n: 3, list: [{ x: 2, y: 2 }] },
    ],
    [{ nothing: 1 }, { _id: 'p' }],
  ])('projects by %j', async (projection, result) => {
    const db = database()
    await db.insert([
      {
        _id: 'p',
        a: { b: 1, c: 2 },
        n: 3,
        list: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
      },
    ])
    expect(await db.find({}, { projection })).toEqual([result])
  })

  it('resolves serverDate in a query and in data', async () => {
    const db = database()
    await db.insert([{ _id: 1, at: { $tcb_server_date: { offset: -5000 } } }])
    expect(await db.find({ at: { $lt: { $tcb_server_date: { offset: 0 } } } })).toEqual([
      { _id: 1, at: new Date(NOW - 5000) },
    ])
  })

  it('keeps keys like __proto__ and constructor as ordinary fields', async () => {
    const db = database()
    const reply = await db.store.execute('database.insertDocument', {
      collectionName: 'things',
      data: ['{"_id":"p","__proto__":{"polluted":true},"constructor":1}'],
    })
    expect(reply.data).toEqual({ insertedIds: ['p'] })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(await db.count({ polluted: true })).toBe(0)
    expect(await db.count({ toString: { $exists: true } })).toBe(0)
    expect(await db.count({ constructor: 1 })).toBe(1)
  })
})

describe('what a query is refused for', () => {
  it.each<[query: Doc, code: string, message: string]>([
    [{ a: { $foo: 1 } }, 'DATABASE_INVALID_OPERRATOR', '$foo'],
    [{ $where: 'true' }, 'DATABASE_INVALID_OPERRATOR', '$where'],
    [{ $text: { $search: 'x' } }, 'DATABASE_INVALID_OPERRATOR', '$text'],
    [{ $jsonSchema: {} }, 'DATABASE_INVALID_OPERRATOR', '$jsonSchema'],
    [{ a: { b: 1, $gt: 1 } }, 'DATABASE_INVALID_OPERRATOR', '$gt'],
    [{ $expr: { $function: { body: '', args: [], lang: 'js' } } }, 'DATABASE_INVALID_OPERRATOR', '$function'],
    [{ a: { $in: 5 } }, 'DATABASE_REQUEST_FAILED', '$in needs an array'],
    [{ $or: [] }, 'DATABASE_REQUEST_FAILED', '$or must be a nonempty array'],
    [{ a: { $regex: '(' } }, 'DATABASE_REQUEST_FAILED', 'Regular expression is invalid'],
    [{ a: { $mod: [0, 1] } }, 'DATABASE_REQUEST_FAILED', 'divisor cannot be 0'],
    [
      {
        a: {
          $geoWithin: {
            $box: [
              [0, 0],
              [1, 1],
            ],
          },
        },
      },
      'DATABASE_INVALID_OPERRATOR',
      '$box',
    ],
    [
      { a: { $nearSphere: { $geometry: { type: 'Point', coordinates: [0, 0] } } } },
      'DATABASE_REQUEST_FAILED',
      'unable to find index for $geoNear',
    ],
  ])('%j: %s', async (query, code, message) => {
    const db = database()
    await db.insert([{ a: 1 }])
    await expect(db.find(query)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    })
  })

  it('refuses an unknown collection, action and malformed parameters', async () => {
    const db = database()
    const run = (action: string, params: object) =>
      db.store.execute(action, { collectionName: 'things', ...params })
    await expect(run('database.getDocument', { collectionName: 'nowhere' })).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
    })
    await expect(run('database.getInTransaction', {})).rejects.toMatchObject({ code: 'INVALID_ACTION' })
    for (const params of [
      { query: '{' },
      { query: '[]' },
      { query: 5 },
      { limit: -1 },
      { order: '"a"' },
      { transactionId: 7 },
    ]) {
      await expect(run('database.getDocument', params)).rejects.toMatchObject({ code: 'INVALID_PARAM' })
    }
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`
    await expect(run('database.getDocument', { query: deep })).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    })
  })
})
