import { aggregateDocuments } from './aggregate'
import { Collection } from './collection'
import { StoreError, invalidParam } from './errors'
import { Journal } from './journal'
import type { IndexSpec } from './key-index'
import { Persistence, type RowChange } from './persistence'
import * as statements from './statements'
import type { Context, Params, Reply } from './statements'
import { Transactions, type Change } from './transactions'
import { checkReplacement } from './update'
import { clone, decodeDoc, isPlain, newId } from './values'

export { StoreError } from './errors'
export { DataFileError } from './persistence'
export type { IndexSpec } from './key-index'

/** Where a store keeps its data and takes the time from. */
export interface StoreOptions {
  /** The directory of the data file; null keeps everything in memory. */
  dir: string | null
  /** The time of serverDate, in ms since 1970. */
  now: () => number
  /** Real time in ms, from any start, for the life of transactions; the machine's by default. */
  elapsed?: () => number
}

type Statement = (params: Params, context: Context) => Reply

const STATEMENTS = new Map<string, Statement>([
  ['database.getDocument', statements.getDocument],
  ['database.insertDocument', statements.insertDocument],
  ['database.modifyDocument', statements.modifyDocument],
  ['database.modifyAndReturnDoc', statements.modifyAndReturnDoc],
  ['database.removeDocument', statements.removeDocument],
  ['database.calculateDocument', statements.calculateDocument],
])

/** The database of the local cloud: what CloudBase's does for the SDK's `database.*` actions. */
export class Store {
  private readonly collections = new Map<string, Collection>()
  private readonly transactions: Transactions
  private readonly journal: Journal
  private readonly now: () => number

  private constructor(persistence: Persistence | null, { now, elapsed }: StoreOptions) {
    this.now = now
    this.journal = new Journal(persistence)
    this.transactions = new Transactions(this.collections, elapsed ?? (() => performance.now()))
    if (persistence) this.restore(persistence)
  }

  /**
   * Opens the store with all that its directory holds.
   * @throws DataFileError when the file is damaged, in use, or written by a newer release
   */
  static open(options: StoreOptions): Store {
    return new Store(options.dir === null ? null : Persistence.open(options.dir), options)
  }

  /**
   * Creates collections and their indexes where they are missing.
   * @throws Error when an index is not possible or the stored documents violate a unique one
   */
  ensure(collections: Record<string, { indexes: IndexSpec[] }>): void {
    for (const [name, { indexes }] of Object.entries(collections)) {
      const collection = this.collections.get(name) ?? this.create(name)
      for (const index of indexes) collection.declare(index)
    }
    this.journal.flush()
  }

  /**
   * Runs one action of the wire protocol; resolves when its writes, and all that it read, are durable.
   * @returns the platform's answer without `requestId`
   * @throws StoreError
   */
  async execute(action: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    let reply: Reply
    try {
      reply = this.run(action, params)
    } catch (error) {
      // Documents stored before a statement failed are part of what the caller may rely on.
      await this.journal.settled()
      throw error
    }
    await this.journal.settled()
    return reply
  }

  /**
   * Stores many documents at once, durable when it returns.
   * @param docs plain documents, dates as Date; one without `_id` gets a new one
   * @throws StoreError as an insert would; the documents before it stay
   */
  load(collection: string, docs: object[]): void {
    for (const doc of docs) {
      if (!isPlain(doc)) throw invalidParam('documents must be plain objects')
      checkReplacement(doc)
      const copy = Object.hasOwn(doc, '_id') ? clone(doc) : { _id: newId(), ...clone(doc) }
      statements.insert(copy, this.context(collection, undefined))
    }
    this.journal.flush()
  }

  /** Writes what is waiting and releases the data file. */
  close(): void {
    this.journal.close()
  }

  private run(action: string, params: Params): Reply {
    const transactionId = textOf(params.transactionId, 'transactionId')
    switch (action) {
      case 'database.startTransaction':
        return { transactionId: this.transactions.begin() }
      case 'database.commitTransaction':
        this.record(this.transactions.commit(transactionId ?? ''))
        return {}
      case 'database.abortTransaction':
        this.transactions.abort(transactionId ?? '')
        return {}
      case 'database.addCollection':
        return this.addCollection(nameOf(params))
      case 'database.aggregateDocuments':
        // The SDK sends no transaction id with it: an aggregation never runs inside a transaction.
        return aggregateDocuments(
          params,
          this.now(),
          (name) => this.transactions.view(name, undefined),
          nameOf(params),
        )
      default:
    }
    const statement = STATEMENTS.get(action)
    if (!statement) throw new StoreError('INVALID_ACTION', `unsupported action: ${action}`)
    try {
      return statement(params, this.context(nameOf(params), transactionId))
    } catch (error) {
      // As in MongoDB, an error ends the transaction that it happens in.
      if (transactionId !== undefined) this.transactions.end(transactionId)
      throw error
    }
  }

  private context(collection: string, transactionId: string | undefined): Context {
    return {
      now: this.now(),
      view: () => this.transactions.view(collection, transactionId),
      write: (changes) => this.record(this.transactions.write(changes, transactionId)),
    }
  }

  private record(changes: readonly Change[]): void {
    this.journal.add(
      changes.map(({ collection, id, to }): RowChange => ({ collection, id, body: to?.text ?? null })),
    )
  }

  private addCollection(name: string): Reply {
    if (!/^[A-Za-z_][\w-]{0,63}$/.test(name)) throw invalidParam(`invalid collection name: ${name}`)
    if (this.collections.has(name)) {
      throw new StoreError('DATABASE_COLLECTION_ALREADY_EXIST', `[ResourceExist] Table exist: ${name}.`)
    }
    this.create(name)
    return {}
  }

  private create(name: string): Collection {
    const collection = new Collection(name)
    this.collections.set(name, collection)
    this.journal.addCollection(name)
    return collection
  }

  private restore(persistence: Persistence): void {
    const { collections, rows } = persistence.read()
    for (const name of collections) this.collections.set(name, new Collection(name))
    for (const { collection, id, body } of rows) {
      const doc = decodeDoc(body, 0)
      this.collections.get(collection)?.docs.set(id, { doc, text: body, commit: 0, previous: undefined })
    }
    for (const collection of this.collections.values()) collection.reindex()
  }
}

function nameOf(params: Params): string {
  const name = textOf(params.collectionName, 'collectionName')
  if (name === undefined || name === '') throw invalidParam('Collection name is required')
  return name
}

function textOf(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw invalidParam(`${name} must be a string`)
  return value
}
