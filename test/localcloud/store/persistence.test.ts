import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'libsql'
import { ObjectId } from 'bson'
import { DataFileError, Store } from '../../../localcloud/store'
import { NOW, database, type Database, type Doc } from './database'

describe('persistence', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'store-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  const open = (): Database =>
    database([{ name: 'n', fields: { n: 1 }, unique: true }], Store.open({ dir, now: () => NOW }))
  const file = () => join(dir, 'store.sqlite')
  const filled = async (count: number) => {
    const db = open()
    await db.insert(
      Array.from({ length: count }, (_, n) => ({ _id: `d${n}`, n, text: `第${n}号${'义警'.repeat(50)}` })),
    )
    db.store.close()
  }

  it('has after reopening what was acknowledged: types, order, removals, collections, commits', async () => {
    const docs: Doc[] = [
      { _id: 'z', n: 1, at: new Date(NOW), big: 2 ** 40, half: 0.5, nil: null, list: [1, { a: 'x' }] },
      { _id: 7, n: 2, oid: new ObjectId('0123456789abcdef01234567'), yes: true, text: '石室 \u{1f600}"\\' },
    ]
    const db = open()
    await db.insert([...docs, { _id: 'gone', n: 3 }])
    await db.remove({ _id: 'gone' })
    await db.store.execute('database.addCollection', { collectionName: 'empty' })
    const tx = await db.begin()
    await db.insert([{ _id: 'tx', n: 4 }], tx)
    await db.update({ _id: 7 }, { $set: { n: 5 } }, tx)
    await db.commit(tx)
    const lost = await db.begin()
    await db.insert([{ _id: 'lost', n: 6 }], lost)
    db.store.close()

    const again = open()
    expect(await again.find({})).toEqual([docs[0], { ...docs[1], n: 5 }, { _id: 'tx', n: 4 }])
    expect(await again.find({ n: 5 })).toHaveLength(1)
    await expect(again.insert([{ n: 5 }])).rejects.toThrow('E11000')
    expect(
      (await again.store.execute('database.getDocument', { collectionName: 'empty' })).data,
    ).toMatchObject({ list: [] })
    again.store.close()
  })

  it('writes all statements of one turn in one transaction', async () => {
    const db = open()
    await Promise.all(Array.from({ length: 300 }, (_, n) => db.insert([{ _id: n, n }])))
    const loaded = Array.from({ length: 50 }, (_, n) => ({ n: 1000 + n, at: new Date(n) }))
    db.store.load('things', loaded)
    db.store.close()
    const again = open()
    expect(await again.count({})).toBe(350)
    expect(await again.find({ n: 1001 }, { projection: { _id: 0 } })).toEqual([loaded[1]])
    again.store.close()
  })

  it('is refused to a second process, and to a second store of this one', () => {
    const db = open()
    expect(() => open()).toThrow('in use by another process')
    db.store.close()
    // Process 1 is always alive.
    writeFileSync(join(dir, 'store.lock'), '1')
    expect(() => open()).toThrow('in use by another process')
    writeFileSync(join(dir, 'store.lock'), '999999999')
    open().store.close()
  })

  it('refuses a file of a newer release and leaves it as it is', async () => {
    await filled(1)
    const sqlite = new Sqlite(file())
    sqlite.exec('UPDATE schema_version SET version = 99; PRAGMA wal_checkpoint(TRUNCATE)')
    sqlite.close()
    const before = readFileSync(file())
    expect(() => open()).toThrow(/newer release \(schema version 99/)
    expect(readFileSync(file()).equals(before)).toBe(true)
  })

  it.each<[what: string, damage: (path: string) => void]>([
    ['is empty', (path) => truncateSync(path, 0)],
    ['is cut off', (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2 / 4096) * 4096)],
    [
      'is something else',
      (path) => writeFileSync(path, 'not a database, but long enough to be one'.repeat(500)),
    ],
    [
      'has lost its beginning',
      (path) => writeFileSync(path, Buffer.concat([Buffer.alloc(100), readFileSync(path).subarray(100)])),
    ],
    ['has a page of zeros', (path) => zero(path, 3 * 4096, 4096)],
    ['has one wrong letter in a document', (path) => replaceAll(path, '第42号', '第43号')],
    ['has one wrong digit in a number', (path) => replaceAll(path, '"$numberInt":"17"', '"$numberInt":"71"')],
  ])('a data file that %s is a clear error', async (_what, damage) => {
    await filled(200)
    damage(file())
    copyFileSync(file(), join(dir, 'copy'))
    let error: unknown
    try {
      open().store.close()
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(DataFileError)
    expect(String(error)).toMatch(/store\.sqlite is damaged: .*Restore a copy/)
    expect(readFileSync(file()).equals(readFileSync(join(dir, 'copy')))).toBe(true)
  })

  it('refuses everything once the disk did not take a write', async () => {
    const db = open()
    await db.insert([{ _id: 'kept', n: 1 }])
    const other = new Sqlite(file())
    other.exec('DROP TABLE documents')
    other.close()
    await expect(db.insert([{ _id: 'lost', n: 2 }])).rejects.toThrow('storage failed')
    await expect(db.count({})).rejects.toThrow('storage failed')
    expect(() => db.store.close()).toThrow('storage failed')
  })
})

function zero(path: string, at: number, length: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0, at, at + length)
  writeFileSync(path, bytes)
}

// Everywhere: SQLite leaves old copies of rows in the unused parts of its pages.
function replaceAll(path: string, from: string, to: string): void {
  const bytes = readFileSync(path)
  let at = bytes.indexOf(from)
  if (at < 0) throw new Error(`${from} is not in the file`)
  for (; at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at)
  writeFileSync(path, bytes)
}
