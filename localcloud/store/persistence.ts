import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from '../crc32'
import Database from 'libsql'
import { lock, unlock } from './lock'

/** The layout of the data file; a file with a greater number was written by a newer release and is refused. */
export const SCHEMA_VERSION = 1

/** One document as it stands on the disk: `id` is the store's key of its `_id`, `body` its canonical EJSON. */
export interface Row {
  collection: string
  id: string
  body: string
}

/** A change to be made durable; without a body the document is removed. */
export interface RowChange {
  collection: string
  id: string
  body: string | null
}

type Db = InstanceType<typeof Database>

/**
 * The data file: SQLite through libsql, write-ahead log with `synchronous = NORMAL`. What a transaction of SQLite has
 * committed survives the end of this process at any moment (`kill -9`); against a power failure only the last moments
 * may be lost, never the file's consistency. A second process on the same data is refused.
 */
export class Persistence {
  private readonly upsert
  private readonly remove
  private readonly addCollection

  private constructor(
    private readonly db: Db,
    private readonly file: string,
    private readonly lockFile: string,
  ) {
    this.upsert = db.prepare<[string, string, string, number]>(
      `INSERT INTO documents (collection, id, body, crc) VALUES (?, ?, ?, ?)
       ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body, crc = excluded.crc`,
    )
    this.remove = db.prepare<[string, string]>('DELETE FROM documents WHERE collection = ? AND id = ?')
    this.addCollection = db.prepare<[string]>('INSERT OR IGNORE INTO collections (name) VALUES (?)')
  }

  /**
   * Opens the data file in a directory, making both when they are missing.
   * @throws Error with a text for the operator: damaged, in use, or written by a newer release
   */
  static open(dir: string): Persistence {
    mkdirSync(dir, { recursive: true })
    const file = join(dir, 'store.sqlite')
    const lockFile = join(dir, 'store.lock')
    if (!lock(lockFile)) throw new DataFileError(`${file} is in use by another process.`)
    let db: Db | undefined
    try {
      if (!existsSync(file)) create(file)
      else if (statSync(file).size === 0) throw damaged(file, 'the file is empty')
      db = new Database(file)
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = NORMAL')
      // What is deleted is overwritten, so that a deleted person's data is not left in the places that became free.
      db.pragma('secure_delete = ON')
      checkVersion(db, file)
      const check = JSON.stringify(db.pragma('quick_check(1)'))
      if (!check.includes('"ok"')) throw damaged(file, check)
      return new Persistence(db, file, lockFile)
    } catch (error) {
      db?.close()
      unlock(lockFile)
      throw explain(file, error)
    }
  }

  /**
   * Everything in the file, in the order in which the documents were first stored.
   * @throws Error when a document is not what was written
   */
  read(): { collections: string[]; rows: Row[] } {
    const { file } = this
    try {
      const names = this.db.prepare('SELECT name FROM collections').all() as { name: string }[]
      const rows = this.db
        .prepare('SELECT collection, id, body, crc FROM documents ORDER BY seq')
        .all() as (Row & {
        crc: number
      })[]
      const bad = rows.find(({ collection, id, body, crc }) => crc32(`${collection}\n${id}\n${body}`) !== crc)
      if (bad) throw damaged(file, `document ${bad.collection}/${bad.id} does not match its checksum`)
      return { collections: names.map(({ name }) => name), rows }
    } catch (error) {
      throw explain(file, error)
    }
  }

  /** Writes collections and changes in one transaction of SQLite; when it returns they are durable. */
  write(collections: Iterable<string>, changes: Iterable<RowChange>): void {
    this.db.exec('BEGIN IMMEDIATE')
    try {
      for (const name of collections) this.addCollection.run(name)
      for (const { collection, id, body } of changes) {
        if (body === null) this.remove.run(collection, id)
        else this.upsert.run(collection, id, body, crc32(`${collection}\n${id}\n${body}`))
      }
      this.db.exec('COMMIT')
    } catch (error) {
      if (this.db.inTransaction) this.db.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.db.close()
    unlock(this.lockFile)
  }
}

// Made under another name and renamed, so that a file under the final name is never half made.
function create(file: string): void {
  const draft = `${file}.new`
  rmSync(draft, { force: true })
  const db = new Database(draft)
  db.exec(`
    CREATE TABLE schema_version (version INTEGER NOT NULL);
    INSERT INTO schema_version (version) VALUES (${SCHEMA_VERSION});
    CREATE TABLE collections (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE documents (
      seq INTEGER PRIMARY KEY,
      collection TEXT NOT NULL,
      id TEXT NOT NULL,
      body TEXT NOT NULL,
      crc INTEGER NOT NULL,
      UNIQUE (collection, id)
    );`)
  db.close()
  renameSync(draft, file)
}

function checkVersion(db: Db, file: string): void {
  const row = db.prepare('SELECT version FROM schema_version').all()[0] as { version?: unknown } | undefined
  const version = row?.version
  if (typeof version !== 'number') throw damaged(file, 'it has no schema version')
  if (version > SCHEMA_VERSION) {
    throw new DataFileError(
      `${file} was written by a newer release (schema version ${version}, this release knows ${SCHEMA_VERSION}).`,
    )
  }
}

/** The data file cannot be used; the message says why and what to do. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError'
}

function damaged(file: string, what: string): DataFileError {
  return new DataFileError(
    `${file} is damaged: ${what}. Nothing was changed. Restore a copy of the data directory, or start with another --data directory.`,
  )
}

function explain(file: string, error: unknown): Error {
  if (error instanceof DataFileError) return error
  return damaged(file, error instanceof Error ? error.message : String(error))
}
