import * as cloudbase from '@cloudbase/node-sdk'
import { refusal } from './refusal'
import type { Point } from './values'

/** A record of a collection. */
export interface Doc {
  _id: string
}

/** A collection's name with the type of its records. */
export interface CollectionOf<T extends Doc> {
  readonly name: string
  /** Type only; never set. */
  readonly record?: T
}

/** Declares a collection; its indexes and rules stand in `cloudbase.json`. */
export function collectionOf<T extends Doc>(name: string): CollectionOf<T> {
  return { name }
}

/** A condition or a change for the SDK; built with `command()` in `store.ts` files only. */
export type Condition = Record<string, unknown>

/** What a find may narrow. `limit` is at most 1,000 on the platform. */
export interface FindOptions {
  orderBy?: readonly [field: string, direction: 'asc' | 'desc']
  /** Order of those that are equal by `orderBy`. */
  thenBy?: readonly [field: string, direction: 'asc' | 'desc']
  limit: number
  skip?: number
}

/**
 * What is safe on a collection inside a transaction. The SDK silently runs `where().update`, `remove`, `count` and
 * `aggregate` outside it, so they are not here.
 */
export interface TxTable<T extends Doc> {
  get(id: string): Promise<T | null>
  find(where: Condition, options: FindOptions): Promise<T[]>
  /** @throws DuplicateKeyError */
  add(docs: T | readonly T[]): Promise<void>
  /** Replaces or creates the whole record. */
  put(doc: T): Promise<void>
  /** Changes one record; false when there is none. Objects are replaced whole, not merged. */
  update(id: string, change: Condition): Promise<boolean>
  /** Changes the first record that matches and answers it as it then is; null when none matches. */
  updateAndReturn(where: Condition, change: Condition): Promise<T | null>
  remove(id: string): Promise<boolean>
}

/** Everything on a collection, outside any transaction. */
export interface Table<T extends Doc> extends TxTable<T> {
  count(where: Condition): Promise<number>
  /** Changes every record that matches; answers how many. */
  updateWhere(where: Condition, change: Condition): Promise<number>
  removeWhere(where: Condition): Promise<number>
}

/** The database outside transactions. */
export interface Db {
  of<T extends Doc>(collection: CollectionOf<T>): Table<T>
}

/** The database inside one transaction: a snapshot, all or nothing, first committer wins. */
export interface Tx {
  of<T extends Doc>(collection: CollectionOf<T>): TxTable<T>
}

/** A unique index already holds the value. */
export class DuplicateKeyError extends Error {}

/** How often a transaction is tried before the caller is asked to try again. */
export const TRANSACTION_ATTEMPTS = 12

const CONFLICT = 'DATABASE_TRANSACTION_CONFLICT'
const BACKOFF_MS = 8
const MAX_BACKOFF_MS = 400

/** The SDK's operators, as it types them. */
type Command = ReturnType<ReturnType<typeof cloudbase.init>['database']>['command']

/** What is used of the SDK's queries, whose own declarations say `any` where it matters. */
interface SdkQuery {
  where(query: object): SdkQuery
  orderBy(field: string, direction: 'asc' | 'desc'): SdkQuery
  limit(count: number): SdkQuery
  skip(count: number): SdkQuery
  get(): Promise<{ data: unknown }>
  count(): Promise<{ total?: number }>
  update(change: object): Promise<{ updated?: number }>
  updateAndReturn(change: object): Promise<{ doc?: unknown }>
  remove(): Promise<{ deleted?: number | string }>
}

interface SdkCollection extends SdkQuery {
  add(docs: object): Promise<unknown>
  doc(id: string): { set(fields: object): Promise<unknown>; remove(): Promise<{ deleted?: number | string }> }
}

interface SdkTransaction {
  collection(name: string): SdkCollection
  commit(): Promise<unknown>
  rollback(reason: undefined): Promise<unknown>
}

interface SdkDb {
  command: Command
  Geo: { Point: new (lng: number, lat: number) => object }
  collection(name: string): SdkCollection
  startTransaction(): Promise<SdkTransaction>
}

let database: SdkDb | undefined

function sdk(): SdkDb {
  database ??= cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV, timeout: 5000 }).database()
  return database
}

/** The SDK's query and update operators (`db.command`). */
export function command(): Command {
  return sdk().command
}

/** A point as the SDK's geo operators want it; stored points are plain GeoJSON (`toGeo`). */
export function geoPoint(point: Point): object {
  return new (sdk().Geo.Point)(point.lng, point.lat)
}

/** The database of the current environment. */
export function openDb(): Db {
  return { of: <T extends Doc>({ name }: CollectionOf<T>) => new SdkTable<T>(() => sdk().collection(name)) }
}

/**
 * Runs `run` in a transaction and commits it. Write conflicts are tried again with jitter, up to
 * `TRANSACTION_ATTEMPTS` times: the SDK's own retry sees only those found at commit.
 * @throws Refusal BUSY when conflicts do not end; whatever `run` throws, with nothing written
 */
export async function transact<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(run)
    } catch (error) {
      if (!isConflict(error)) throw error
      if (attempt >= TRANSACTION_ATTEMPTS) throw refusal('BUSY')
      await pause(Math.random() * Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** attempt))
    }
  }
}

async function attemptOnce<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  const transaction = await reaching(() => sdk().startTransaction())
  const tx: Tx = {
    of: <D extends Doc>({ name }: CollectionOf<D>) => new SdkTable<D>(() => transaction.collection(name)),
  }
  let result: T
  try {
    result = await run(tx)
  } catch (error) {
    // The platform ends a transaction by itself after 30 s; that an abort is lost costs nothing else.
    await transaction.rollback(undefined).catch(() => undefined)
    throw error
  }
  await reaching(() => transaction.commit())
  return result
}

/** Whether an error is a lost race between transactions, to be tried again from the start. */
export function isConflict(error: unknown): boolean {
  return codeOf(error) === CONFLICT
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : ''
}

/** Codes that mean "the database could not be reached", not "the statement was wrong". */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'CONN_ERROR',
  'SYS_ERR',
  'TIMEOUT',
])

/** Gives the SDK's errors the names that the rest of the kit knows. */
async function reaching<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Error && /E11000|duplicate key/i.test(error.message)) {
      throw new DuplicateKeyError(error.message, { cause: error })
    }
    if (UNREACHABLE.has(codeOf(error))) throw refusal('UNAVAILABLE')
    throw error
  }
}

class SdkTable<T extends Doc> implements Table<T> {
  constructor(private readonly collection: () => SdkCollection) {}

  async get(id: string): Promise<T | null> {
    return (await this.find({ _id: id }, { limit: 1 }))[0] ?? null
  }

  async find(where: Condition, options: FindOptions): Promise<T[]> {
    let query = this.collection().where(complete(where)).limit(options.limit)
    if (options.orderBy) query = query.orderBy(options.orderBy[0], options.orderBy[1])
    if (options.thenBy) query = query.orderBy(options.thenBy[0], options.thenBy[1])
    if (options.skip !== undefined) query = query.skip(options.skip)
    const { data } = await reaching(() => query.get())
    return data as T[]
  }

  async add(docs: T | readonly T[]): Promise<void> {
    const list: readonly T[] = Array.isArray(docs) ? docs : [docs]
    if (list.length === 0) return
    await reaching(() => this.collection().add(complete([...list])))
  }

  async put(doc: T): Promise<void> {
    const { _id, ...fields } = doc
    await reaching(() => this.collection().doc(_id).set(complete(fields)))
  }

  async update(id: string, change: Condition): Promise<boolean> {
    return (await this.updateAndReturn({ _id: id }, change)) !== null
  }

  async updateAndReturn(where: Condition, change: Condition): Promise<T | null> {
    const { doc } = await reaching(() =>
      this.collection().where(complete(where)).updateAndReturn(replacing(change)),
    )
    return (doc as T | null | undefined) ?? null
  }

  async remove(id: string): Promise<boolean> {
    const { deleted } = await reaching(() => this.collection().doc(id).remove())
    return Number(deleted ?? 0) === 1
  }

  async count(where: Condition): Promise<number> {
    const { total } = await reaching(() => this.collection().where(complete(where)).count())
    return total ?? 0
  }

  async updateWhere(where: Condition, change: Condition): Promise<number> {
    const { updated } = await reaching(() =>
      this.collection().where(complete(where)).update(replacing(change)),
    )
    return updated ?? 0
  }

  async removeWhere(where: Condition): Promise<number> {
    const { deleted } = await reaching(() => this.collection().where(complete(where)).remove())
    return Number(deleted ?? 0)
  }
}

/**
 * Passes a condition or a record on only if no field is undefined: the SDK drops such fields, and a dropped condition
 * matches everything.
 * @throws TypeError naming the field
 */
function complete<V extends object>(value: V): V {
  const visit = (part: unknown, path: string): void => {
    if (part === undefined) throw new TypeError(`undefined at ${path}`)
    if (!isPlain(part)) return
    for (const [key, inner] of Object.entries(part)) visit(inner, `${path}.${key}`)
  }
  visit(value, 'query')
  return value
}

/** Makes plain objects in a change replace the stored object; bare, the SDK would merge them field by field. */
function replacing(change: Condition): Condition {
  const whole: Condition = {}
  for (const [field, value] of Object.entries(complete(change))) {
    whole[field] = isPlain(value) && !Array.isArray(value) ? command().set(value) : value
  }
  return whole
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || Array.isArray(value)
}
