import { encode, type Doc } from './values'
import { requestFailed } from './errors'
import { SEVERAL_KEYS, keysAt, singleKeyAt } from './paths'
import { SortedIndex, type Cut, type Entry } from './sorted-index'

/** An index as `cloudbase.json` declares it. */
export interface IndexSpec {
  name: string
  fields: Record<string, 1 | -1 | '2dsphere'>
  unique?: boolean
}

/** One field of an ordered index. */
export interface KeyField {
  path: string
  parts: readonly string[]
  direction: 1 | -1
}

/** Everything in an index. */
export const WHOLE: readonly [Cut, Cut] = [
  { values: [], side: -1 },
  { values: [], side: 1 },
]

/**
 * An ordered index over one or more fields, unique or not. As in MongoDB a missing field counts as null, also for
 * uniqueness: of a unique, not sparse index only one document may lack the field. There are no sparse indexes.
 */
export class KeyIndex {
  readonly fields: readonly KeyField[]
  private readonly sorted: SortedIndex
  private multikeyDocs = 0

  constructor(
    readonly name: string,
    fields: readonly (readonly [path: string, direction: 1 | -1])[],
    readonly unique: boolean,
  ) {
    this.fields = fields.map(([path, direction]) => ({ path, parts: path.split('.'), direction }))
    this.sorted = new SortedIndex(this.fields.map(({ direction }) => direction))
  }

  /** Whether some document has several keys, so that the index's order is not the documents'. */
  get multikey(): boolean {
    return this.multikeyDocs > 0
  }

  /**
   * The keys of a document.
   * @throws StoreError when two of the fields are arrays
   */
  keysOf(doc: Doc): { keys: readonly unknown[][]; multikey: boolean } {
    const key: unknown[] = []
    for (const { parts } of this.fields) {
      const value = singleKeyAt(doc, parts)
      if (value === SEVERAL_KEYS) return this.severalKeysOf(doc)
      key.push(value)
    }
    return { keys: [key], multikey: false }
  }

  private severalKeysOf(doc: Doc): { keys: readonly unknown[][]; multikey: boolean } {
    const fields = this.fields.map(({ parts }) => keysAt(doc, parts))
    const arrays = this.fields.filter((_, i) => fields[i]?.multikey)
    if (arrays.length > 1 && !sharePrefix(arrays)) {
      throw requestFailed(`cannot index parallel arrays [${arrays.map(({ path }) => path).join('] [')}]`)
    }
    let keys: unknown[][] = [[]]
    for (const field of fields) keys = keys.flatMap((key) => field.keys.map((value) => [...key, value]))
    return { keys, multikey: arrays.length > 0 }
  }

  add(id: string, doc: Doc): void {
    const { keys, multikey } = this.keysOf(doc)
    for (const key of keys) this.sorted.insert({ key, id })
    if (multikey) this.multikeyDocs++
  }

  remove(id: string, doc: Doc): void {
    const { keys, multikey } = this.keysOf(doc)
    for (const key of keys) this.sorted.remove({ key, id })
    if (multikey) this.multikeyDocs--
  }

  /** Builds the index anew over all documents. */
  fill(docs: Iterable<readonly [id: string, doc: Doc]>): void {
    const entries: Entry[] = []
    this.multikeyDocs = 0
    for (const [id, doc] of docs) {
      const { keys, multikey } = this.keysOf(doc)
      for (const key of keys) entries.push({ key, id })
      if (multikey) this.multikeyDocs++
    }
    this.sorted.fill(entries)
  }

  scan(from: Cut, to: Cut, reverse = false): Generator<Entry> {
    return this.sorted.scan(from, to, reverse)
  }

  /** The documents that have exactly this key. */
  *holders(key: readonly unknown[]): Generator<string> {
    for (const { id } of this.sorted.scan({ values: key, side: -1 }, { values: key, side: 1 }, false))
      yield id
  }

  /** A key as MongoDB prints it in a duplicate key error. */
  describe(key: readonly unknown[]): string {
    const parts = this.fields.map(({ path }, i) => `${path}: ${encodeShort(key[i])}`)
    return `{ ${parts.join(', ')} }`
  }
}

// `a.b` and `a.c` of one array of documents are not parallel: their keys are paired in every combination, which finds
// all that MongoDB's would and is filtered afterwards.
function sharePrefix(fields: readonly KeyField[]): boolean {
  const first = fields[0]?.parts[0]
  return fields.every(({ parts }) => parts[0] === first)
}

function encodeShort(value: unknown): string {
  if (typeof value === 'symbol') return 'undefined'
  return typeof value === 'string' || typeof value === 'number'
    ? JSON.stringify(value)
    : encode({ v: value }).slice(5, -1)
}
