import { equalValues } from './bson-order'
import type { Collection, Version } from './collection'
import { duplicateKey } from './errors'
import type { Doc } from './values'

/** A document as a statement sees it. */
export interface Seen {
  readonly doc: Doc
  readonly text: string
}

/** What a transaction has written to one collection: its own state of each document, null where it removed it. */
export type Overlay = Map<string, Seen | null>

const NOTHING: ReadonlySet<string> = new Set()

/** A collection as one statement sees it: the current documents, or a snapshot with a transaction's own writes over it. */
export class View {
  /**
   * @param dirty documents for which the indexes do not tell what this view sees
   * @param snapshot the last commit that is seen; undefined for everything committed
   */
  constructor(
    readonly collection: Collection,
    private readonly overlay: Overlay | undefined,
    readonly dirty: ReadonlySet<string> = NOTHING,
    private readonly snapshot: number | undefined = undefined,
  ) {}

  /** The document with this key, if this view sees one. */
  get(id: string): Seen | undefined {
    const written = this.overlay?.get(id)
    if (written !== undefined) return written ?? undefined
    let version: Version | undefined = this.collection.docs.get(id)
    if (this.snapshot !== undefined) {
      while (version && version.commit > this.snapshot) version = version.previous
    }
    return version?.doc ? (version as Seen) : undefined
  }

  /** The keys of all documents that this view may see, in the order of insertion. */
  *ids(): Generator<string> {
    for (const id of this.collection.docs.keys()) yield id
    for (const id of this.overlay?.keys() ?? []) if (!this.collection.docs.has(id)) yield id
  }

  /**
   * Checks a document that is to be stored under `id` against every unique index, as this view sees it.
   * @throws StoreError E11000, or that the document cannot be indexed
   */
  checkUnique(id: string, doc: Doc): void {
    this.collection.checkIndexable(doc)
    for (const index of this.collection.indexes) {
      if (!index.unique || index.name === '_id_') continue
      for (const key of index.keysOf(doc).keys) {
        for (const other of [...index.holders(key), ...this.dirty]) {
          const seen = other === id ? undefined : this.get(other)
          if (seen && index.keysOf(seen.doc).keys.some((held) => equalValues(held, key))) {
            throw duplicateKey(this.collection.name, index.name, index.describe(key))
          }
        }
      }
    }
  }
}
