import { database, type Doc } from './database'

const BEFORE: Doc = {
  _id: 'd',
  n: 5,
  s: 'x',
  list: [3, 1, 2],
  o: { a: 1 },
  docs: [{ x: 1 }, { x: 2 }],
  nil: null,
}

// Each row: an update and what it makes of BEFORE (manual, "Update Operators").
const UPDATES: [update: Doc, changed: Doc][] = [
  [{ $set: { 'o.b': 2, 'new.deep': 1 } }, { o: { a: 1, b: 2 }, new: { deep: 1 } }],
  [{ $set: { 'list.0': 9 } }, { list: [9, 1, 2] }],
  [{ $set: { 'list.5': 9 } }, { list: [3, 1, 2, null, null, 9] }],
  [{ $set: { 'docs.1.x': 7 } }, { docs: [{ x: 1 }, { x: 7 }] }],
  [{ $set: { o: {} } }, { o: {} }],
  [{ $unset: { s: '', 'o.a': '', gone: '' } }, { s: undefined, o: {} }],
  [{ $unset: { 'list.1': '' } }, { list: [3, null, 2] }],
  [{ $inc: { n: -2, fresh: 1 } }, { n: 3, fresh: 1 }],
  [{ $mul: { n: 1.5, fresh: 4 } }, { n: 7.5, fresh: 0 }],
  [{ $min: { n: 3, fresh: 2 } }, { n: 3, fresh: 2 }],
  [{ $max: { n: 3, s: 'y' } }, { s: 'y' }],
  [{ $rename: { s: 'o.t', gone: 'other' } }, { s: undefined, o: { a: 1, t: 'x' } }],
  [{ $push: { list: 4, fresh: { a: 1 } } }, { list: [3, 1, 2, 4], fresh: [{ a: 1 }] }],
  [{ $push: { list: { $each: [9, 8], $position: 1 } } }, { list: [3, 9, 8, 1, 2] }],
  [{ $push: { list: { $each: [0], $position: -1 } } }, { list: [3, 1, 0, 2] }],
  [{ $push: { list: { $each: [0], $sort: -1, $slice: 2 } } }, { list: [3, 2] }],
  [{ $push: { docs: { $each: [{ x: 5 }], $sort: { x: -1 }, $slice: -2 } } }, { docs: [{ x: 2 }, { x: 1 }] }],
  [{ $pop: { list: 1 } }, { list: [3, 1] }],
  [{ $pop: { list: -1, gone: 1 } }, { list: [1, 2] }],
  [{ $pull: { list: { $gte: 2 }, docs: { x: 1 } } }, { list: [1], docs: [{ x: 2 }] }],
  [{ $pull: { list: 3 } }, { list: [1, 2] }],
  [{ $pullAll: { list: [1, 2] } }, { list: [3] }],
  [{ $addToSet: { list: 3, fresh: 'a' } }, { fresh: ['a'] }],
  [{ $addToSet: { list: { $each: [3, 4, 4] }, docs: { x: 1 } } }, { list: [3, 1, 2, 4] }],
  [{ $bit: { n: { and: 6, or: 8 } } }, { n: 12 }],
]

describe('update operators', () => {
  it.each(UPDATES)('%j', async (update, changed) => {
    const db = database()
    await db.insert([BEFORE])
    expect(await db.update({ _id: 'd' }, update)).toBe(1)
    const expected = Object.fromEntries(
      Object.entries({ ...BEFORE, ...changed }).filter(([, value]) => value !== undefined),
    )
    expect(await db.find({})).toEqual([expected])
  })

  it.each<[update: Doc]>([
    [{ $set: { n: 5 } }],
    [{ $unset: { gone: '' } }],
    [{ $max: { n: 1 } }],
    [{ $addToSet: { list: 1 } }],
    [{}],
  ])('counts a document that %j leaves as it was as not updated', async (update) => {
    const db = database()
    await db.insert([BEFORE])
    expect(await db.update({ _id: 'd' }, update)).toBe(0)
    expect(await db.find({})).toEqual([BEFORE])
  })

  // MongoDB's own error texts.
  it.each<[update: Doc, message: string]>([
    [
      { $inc: { s: 1 } },
      `Cannot apply $inc to a value of non-numeric type. {_id: "d"} has the field 's' of non-numeric type string`,
    ],
    [{ $inc: { n: 'one' } }, 'Cannot increment with non-numeric argument: {n: "one"}'],
    [{ $inc: { nil: 1 } }, 'of non-numeric type null'],
    [{ $mul: { s: 2 } }, 'Cannot apply $mul to a value of non-numeric type'],
    [{ $push: { s: 1 } }, `The field 's' must be an array but is of type string in document {_id: "d"}`],
    [
      { $addToSet: { n: 1 } },
      `Cannot apply $addToSet to non-array field. Field named 'n' has non-array type int`,
    ],
    [{ $pop: { n: 1 } }, `Path 'n' contains an element of non-array type 'int'`],
    [{ $pop: { list: 2 } }, '$pop expects 1 or -1'],
    [{ $pull: { n: 1 } }, 'Cannot apply $pull to a non-array value'],
    [{ $pullAll: { list: 1 } }, '$pullAll requires an array argument'],
    [{ $set: { 's.t': 1 } }, `Cannot create field 't' in element {s: "x"}`],
    [{ $set: { 'list.x': 1 } }, "Cannot create field 'x' in element {list:"],
    [{ $set: { _id: 'e' } }, `would modify the immutable field '_id'`],
    [{ $set: { n: 1 }, $inc: { n: 1 } }, `Updating the path 'n' would create a conflict at 'n'`],
    [{ $set: { o: 1, 'o.a': 1 } }, `Updating the path 'o.a' would create a conflict at 'o'`],
    [{ $foo: { n: 1 } }, 'Unknown modifier: $foo'],
    [{ $set: { 'docs.$.x': 1 } }, `unsupported positional operator or dollar field '$'`],
    [{ n: 1 }, 'Unknown modifier: n'],
  ])('%j is refused and changes nothing', async (update, message) => {
    const db = database()
    await db.insert([BEFORE])
    // The harmless part comes first, and is not done either.
    await expect(db.update({ _id: 'd' }, { $max: { harmless: 1 }, ...update })).rejects.toThrow(message)
    expect(await db.find({})).toEqual([BEFORE])
  })
})

describe('statements that write', () => {
  it('changes one or all that match', async () => {
    const db = database()
    await db.insert([1, 2, 3].map((n) => ({ _id: n, n, s: 'x' })))
    expect(await db.update({ s: 'x' }, { $set: { one: true } })).toBe(1)
    expect(await db.updateMany({ n: { $gte: 2 } }, { $set: { s: 'y' } })).toBe(2)
    expect(await db.remove({ s: 'y' }, { multi: false })).toBe(1)
    expect(await db.remove({})).toBe(2)
  })

  it('replaces or creates a whole document', async () => {
    const db = database()
    expect(await db.set('a', { n: 1 })).toEqual({ updated: 0, upsert_id: 'a' })
    expect(await db.set('a', { m: 2 })).toEqual({ updated: 1, upsert_id: null })
    expect(await db.set('a', { m: 2 })).toEqual({ updated: 0, upsert_id: null })
    expect(await db.find({})).toEqual([{ _id: 'a', m: 2 }])
    await expect(db.set('a', { $inc: { m: 1 } })).rejects.toThrow('$inc')
  })

  it('answers the new state of the first that matches', async () => {
    const db = database()
    await db.insert([{ _id: 1, n: 1 }])
    expect(await db.updateAndReturn({ n: 1 }, { $inc: { n: 1 } })).toEqual({
      updated: 1,
      doc: { _id: 1, n: 2 },
    })
    expect(await db.updateAndReturn({ n: 1 }, { $inc: { n: 1 } })).toEqual({ updated: 0, doc: null })
  })

  it('makes 32-digit ids, takes given ones, and keeps the documents before one that fails', async () => {
    const db = database()
    const [id] = await db.insert([{ n: 1 }])
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    await expect(db.insert([{ _id: 'x' }, { _id: 'x' }, { _id: 'y' }])).rejects.toThrow(
      'E11000 duplicate key error collection: things index: _id_ dup key: { _id: "x" }',
    )
    expect(await db.count({})).toBe(2)
    await expect(db.insert([{ _id: [1] }])).rejects.toThrow('_id')
  })

  it('creates a collection once', async () => {
    const { store } = database()
    await store.execute('database.addCollection', { collectionName: 'more' })
    await expect(store.execute('database.addCollection', { collectionName: 'more' })).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_ALREADY_EXIST',
    })
    await expect(store.execute('database.addCollection', { collectionName: '../x' })).rejects.toMatchObject({
      code: 'INVALID_PARAM',
    })
  })
})

describe('unique indexes', () => {
  const unique = () => database([{ name: 'pair', fields: { a: 1, b: -1 }, unique: true }])

  it('refuse a second holder on insert, update and replacement', async () => {
    const db = unique()
    await db.insert([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
    ])
    const duplicate = {
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringMatching(/^E11000 .* index: pair dup key: \{ a: 1, b: 1 \}/) as string,
    }
    await expect(db.insert([{ a: 1, b: 1 }])).rejects.toMatchObject(duplicate)
    await expect(db.update({ _id: 2 }, { $set: { b: 1 } })).rejects.toMatchObject(duplicate)
    await expect(db.set(2, { a: 1, b: 1 })).rejects.toMatchObject(duplicate)
    expect(await db.update({ _id: 1 }, { $set: { c: 1 } })).toBe(1)
    await db.remove({ _id: 1 })
    expect(await db.update({ _id: 2 }, { $set: { b: 1 } })).toBe(1)
  })

  it('count missing fields as null, once', async () => {
    const db = unique()
    await db.insert([{ a: 1 }])
    await expect(db.insert([{ a: 1, b: null }])).rejects.toThrow('dup key: { a: 1, b: null }')
  })

  it('hold every element of an array', async () => {
    const db = database([{ name: 'tags', fields: { tags: 1 }, unique: true }])
    await db.insert([{ tags: ['a', 'b', 'a'] }])
    await expect(db.insert([{ tags: ['c', 'b'] }])).rejects.toThrow('E11000')
    await expect(unique().insert([{ a: [1], b: [2] }])).rejects.toThrow('cannot index parallel arrays')
  })

  it('are not made over documents that violate them', async () => {
    const db = database()
    await db.insert([{ a: 1 }, { a: 1 }])
    expect(() =>
      db.store.ensure({ things: { indexes: [{ name: 'a', fields: { a: 1 }, unique: true }] } }),
    ).toThrow('E11000')
  })
})
