import { duplicateKey, requestFailed } from './errors'
import { GeoIndex } from './geo-index'
import { KeyIndex, type IndexSpec } from './key-index'
import { idKey, type Doc } from './values'

/** One state of a document: `doc` and its EJSON `text`, or null once it is removed; `previous` while a snapshot may need it. */
export interface Version {
  readonly doc: Doc | null
  readonly text: string
  /** The number of the commit that made it. */
  readonly commit: number
  previous: Version | undefined
}

/** A collection in memory: the current documents in the order of their insertion, with their indexes. */
export class Collection {
  readonly docs = new Map<string, Version>()
  readonly indexes: KeyIndex[] = [new KeyIndex('_id_', [['_id', 1]], true)]
  readonly geoIndexes: GeoIndex[] = []
  private readonly declared = new Map<string, string>()

  constructor(readonly name: string) {}

  /** The documents as they are now. */
  *current(): Generator<readonly [id: string, doc: Doc]> {
    for (const [id, version] of this.docs) if (version.doc) yield [id, version.doc]
  }

  /** Builds all indexes anew, after documents were put into `docs` directly. */
  reindex(): void {
    for (const index of this.indexes) this.build(index)
    for (const index of this.geoIndexes) index.fill(this.current())
  }

  /**
   * Declares an index; declaring it again does nothing.
   * @throws Error for an index that is not possible, or a unique one that the documents violate
   */
  declare(spec: IndexSpec): void {
    const text = JSON.stringify([spec.fields, spec.unique === true])
    const before = this.declared.get(spec.name)
    if (before === text) return
    if (before !== undefined)
      throw new Error(`index ${this.name}.${spec.name} is declared twice, differently`)
    const fields = Object.entries(spec.fields)
    const geo = fields.find(([, kind]) => kind === '2dsphere')
    if (geo) {
      if (fields.length > 1 || spec.unique) {
        throw new Error(`index ${this.name}.${spec.name}: a 2dsphere index has one field and is not unique`)
      }
      const index = new GeoIndex(spec.name, geo[0])
      index.fill(this.current())
      this.geoIndexes.push(index)
    } else {
      const ordered = fields.flatMap(([path, kind]) => (kind === '2dsphere' ? [] : [[path, kind] as const]))
      const index = new KeyIndex(spec.name, ordered, spec.unique === true)
      this.build(index)
      this.indexes.push(index)
    }
    this.declared.set(spec.name, text)
  }

  /**
   * Makes a version the current one and brings the indexes up to date.
   * @param keep whether an open snapshot may still need the version before
   */
  put(id: string, version: Version, keep: boolean): void {
    const before = this.docs.get(id)
    if (before?.doc) {
      for (const index of this.indexes) index.remove(id, before.doc)
      for (const index of this.geoIndexes) index.remove(id, before.doc)
    }
    if (version.doc) {
      for (const index of this.indexes) index.add(id, version.doc)
      for (const index of this.geoIndexes) index.add(id, version.doc)
    }
    if (keep) version.previous = before
    // A document inserted again after its removal counts as new in natural order.
    if (before && !before.doc) this.docs.delete(id)
    if (version.doc || keep) this.docs.set(id, version)
    else this.docs.delete(id)
  }

  /**
   * Checks that a document's values can be indexed at all.
   * @throws StoreError as MongoDB: parallel arrays, no geometry
   */
  checkIndexable(doc: Doc): void {
    for (const index of this.indexes) index.keysOf(doc)
    for (const index of this.geoIndexes) index.check(doc)
  }

  private build(index: KeyIndex): void {
    index.fill(this.current())
    if (!index.unique) return
    for (const [id, doc] of this.current()) {
      for (const key of index.keysOf(doc).keys) {
        for (const holder of index.holders(key)) {
          if (holder !== id) throw duplicateKey(this.name, index.name, index.describe(key))
        }
      }
    }
  }
}

/**
 * The key of a document that is about to be stored.
 * @throws StoreError when it has no `_id` that could be one
 */
export function keyOf(doc: Doc): string {
  if (!Object.hasOwn(doc, '_id') || doc._id === null) throw requestFailed('a document needs an _id')
  return idKey(doc._id)
}
