import type { Collection, Version } from './collection'
import { collectionNotExist, transactionConflict, transactionNotExist } from './errors'
import { newId } from './values'
import { View, type Overlay, type Seen } from './view'

/** How long a transaction may stay open, in ms; the platform's limit. */
export const TRANSACTION_LIFE = 30_000

/** One written document: what a commit makes of it, null when it removes it. */
export interface Change {
  collection: string
  id: string
  to: Seen | null
}

interface Transaction {
  readonly endsAt: number
  /** The last commit that it sees, fixed by its first statement. */
  snapshot: number | undefined
  readonly overlays: Map<string, Overlay>
}

interface Superseded {
  collection: Collection
  id: string
  version: Version
}

/**
 * The committed state of all collections, and the open transactions over it. Commits are numbered; a transaction reads
 * as of its snapshot, keeps its writes to itself, and commits only if nobody committed one of its documents since:
 * first committer wins. Old versions are kept only for snapshots that are open.
 */
export class Transactions {
  private commits = 0
  private readonly open = new Map<string, Transaction>()
  private readonly superseded: Superseded[] = []

  /**
   * @param elapsed real time in ms, from any start; the life of a transaction does not follow the test clock
   */
  constructor(
    private readonly collections: ReadonlyMap<string, Collection>,
    private readonly elapsed: () => number,
  ) {}

  begin(): string {
    this.expire()
    const id = newId()
    this.open.set(id, { endsAt: this.elapsed() + TRANSACTION_LIFE, snapshot: undefined, overlays: new Map() })
    return id
  }

  abort(id: string): void {
    this.get(id)
    this.end(id)
  }

  /** Forgets a transaction, if it is open: after an error in it, as MongoDB does. */
  end(id: string): void {
    if (this.open.delete(id)) this.prune()
  }

  /** What a statement sees of a collection, inside the transaction or, without one, committed and current. */
  view(name: string, transactionId: string | undefined): View {
    const collection = this.collections.get(name)
    if (!collection) throw collectionNotExist(name)
    if (transactionId === undefined) return new View(collection, undefined)
    const transaction = this.get(transactionId)
    const snapshot = (transaction.snapshot ??= this.commits)
    const overlay = transaction.overlays.get(name)
    const dirty = new Set(overlay?.keys())
    for (let i = this.superseded.length - 1; i >= 0; i--) {
      const change = this.superseded[i]
      if (!change || change.version.commit <= snapshot) break
      if (change.collection === collection) dirty.add(change.id)
    }
    return new View(collection, overlay, dirty, snapshot)
  }

  /**
   * Writes documents: at once, or inside the transaction.
   * @returns the changes that became current and have to be made durable
   * @throws StoreError conflict, which ends the transaction
   */
  write(changes: Change[], transactionId: string | undefined): Change[] {
    if (transactionId === undefined) return this.apply(changes)
    const transaction = this.get(transactionId)
    for (const change of changes) {
      this.checkFirst(change, transaction, transactionId)
      const overlay = transaction.overlays.get(change.collection) ?? new Map<string, Seen | null>()
      overlay.set(change.id, change.to)
      transaction.overlays.set(change.collection, overlay)
    }
    return []
  }

  /**
   * Commits a transaction: all its writes, or none.
   * @returns the changes that have to be made durable
   * @throws StoreError conflict when one of its documents, or a unique key that it took, was committed since
   */
  commit(id: string): Change[] {
    const transaction = this.get(id)
    const changes = [...transaction.overlays].flatMap(([collection, overlay]) =>
      [...overlay].map(([key, to]): Change => ({ collection, id: key, to })),
    )
    for (const change of changes) {
      this.checkFirst(change, transaction, id)
      this.checkKeys(change, transaction, id)
    }
    this.open.delete(id)
    const applied = this.apply(changes)
    this.prune()
    return applied
  }

  private get(id: string): Transaction {
    const transaction = this.open.get(id)
    if (transaction && transaction.endsAt > this.elapsed()) return transaction
    this.end(id)
    throw transactionNotExist()
  }

  private expire(): void {
    const now = this.elapsed()
    for (const [id, transaction] of this.open) if (transaction.endsAt <= now) this.end(id)
  }

  private checkFirst(change: Change, transaction: Transaction, id: string): void {
    const version = this.collections.get(change.collection)?.docs.get(change.id)
    if (version && version.commit > (transaction.snapshot ?? this.commits)) {
      this.end(id)
      throw transactionConflict()
    }
  }

  private checkKeys(
    { collection: name, id, to }: Change,
    transaction: Transaction,
    transactionId: string,
  ): void {
    const collection = this.collections.get(name)
    if (!to || !collection) return
    const overlay = transaction.overlays.get(name)
    for (const index of collection.indexes) {
      if (!index.unique || index.name === '_id_') continue
      for (const key of index.keysOf(to.doc).keys) {
        for (const holder of index.holders(key)) {
          if (holder === id || overlay?.has(holder)) continue
          this.end(transactionId)
          throw transactionConflict()
        }
      }
    }
  }

  private apply(changes: Change[]): Change[] {
    if (changes.length === 0) return changes
    const commit = ++this.commits
    const keep = this.open.size > 0
    for (const { collection: name, id, to } of changes) {
      const collection = this.collections.get(name)
      if (!collection) throw collectionNotExist(name)
      const version: Version = { doc: to?.doc ?? null, text: to?.text ?? '', commit, previous: undefined }
      collection.put(id, version, keep)
      if (keep) this.superseded.push({ collection, id, version })
    }
    return changes
  }

  // What no open snapshot can see any more is dropped: earlier versions, and the traces of removed documents.
  private prune(): void {
    let oldest = this.commits
    for (const { snapshot } of this.open.values()) oldest = Math.min(oldest, snapshot ?? oldest)
    let done = 0
    for (const { collection, id, version } of this.superseded) {
      if (version.commit > oldest) break
      version.previous = undefined
      if (!version.doc && collection.docs.get(id) === version) collection.docs.delete(id)
      done++
    }
    this.superseded.splice(0, done)
  }
}
