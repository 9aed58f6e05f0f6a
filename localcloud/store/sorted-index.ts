import { compareValues, rank } from './bson-order'

/** One key of an index with the document that has it. */
export interface Entry {
  key: readonly unknown[]
  id: string
}

/** One end of a type's bracket: before its first value or after its last. */
export class TypeEdge {
  constructor(
    readonly rank: number,
    readonly after: boolean,
  ) {}
}

/** A place in an index: just before (`-1`) or just after (`1`) all entries that begin with `values`. */
export interface Cut {
  values: readonly unknown[]
  side: -1 | 1
}

// Chunks split when they reach this size: an insert moves at most so many references.
const CHUNK = 512

/**
 * Index entries in order: a list of sorted chunks, found by binary search, so that inserting, removing and finding
 * are logarithmic but for the shifting inside one chunk.
 */
export class SortedIndex {
  private chunks: Entry[][] = []
  private count = 0

  /** @param directions 1 or -1 for each field of the key */
  constructor(private readonly directions: readonly (1 | -1)[]) {}

  get size(): number {
    return this.count
  }

  /** Replaces everything at once; quicker than inserting one by one. */
  fill(entries: Entry[]): void {
    entries.sort((a, b) => this.compareEntries(a, b))
    this.chunks = []
    for (let at = 0; at < entries.length; at += CHUNK / 2) this.chunks.push(entries.slice(at, at + CHUNK / 2))
    this.count = entries.length
  }

  insert(entry: Entry): void {
    const at = Math.min(this.chunkFor(entry), this.chunks.length - 1)
    const chunk = this.chunks[at]
    this.count++
    if (!chunk) {
      this.chunks.push([entry])
      return
    }
    chunk.splice(
      lowest(chunk.length, (i) => this.compareAt(chunk, i, entry) >= 0),
      0,
      entry,
    )
    if (chunk.length > CHUNK) this.chunks.splice(at + 1, 0, chunk.splice(CHUNK / 2))
  }

  remove(entry: Entry): void {
    const at = this.chunkFor(entry)
    const chunk = this.chunks[at]
    if (!chunk) return
    const place = lowest(chunk.length, (i) => this.compareAt(chunk, i, entry) >= 0)
    const found = chunk[place]
    if (!found || this.compareEntries(found, entry) !== 0) return
    chunk.splice(place, 1)
    this.count--
    if (chunk.length === 0) this.chunks.splice(at, 1)
  }

  /** The entries between two cuts, in index order or from the end. The index may not change while they are read. */
  *scan(from: Cut, to: Cut, reverse: boolean): Generator<Entry> {
    const start = this.position(from)
    const end = this.position(to)
    if (!reverse) {
      for (let c = start.chunk; c <= end.chunk && c < this.chunks.length; c++) {
        const chunk = this.chunks[c] ?? []
        const last = c === end.chunk ? end.place : chunk.length
        for (let i = c === start.chunk ? start.place : 0; i < last; i++) yield chunk[i] as Entry
      }
      return
    }
    for (let c = Math.min(end.chunk, this.chunks.length - 1); c >= start.chunk; c--) {
      const chunk = this.chunks[c] ?? []
      const first = c === start.chunk ? start.place : 0
      for (let i = (c === end.chunk ? end.place : chunk.length) - 1; i >= first; i--) yield chunk[i] as Entry
    }
  }

  private position(cut: Cut): { chunk: number; place: number } {
    const { chunks } = this
    const chunk = lowest(chunks.length, (c) => {
      const entries = chunks[c] ?? []
      return this.compareToCut(entries[entries.length - 1], cut) > 0
    })
    const entries = chunks[chunk] ?? []
    return { chunk, place: lowest(entries.length, (i) => this.compareToCut(entries[i], cut) > 0) }
  }

  private chunkFor(entry: Entry): number {
    return lowest(this.chunks.length, (c) => {
      const chunk = this.chunks[c] ?? []
      return this.compareAt(chunk, chunk.length - 1, entry) >= 0
    })
  }

  private compareAt(chunk: readonly Entry[], at: number, entry: Entry): number {
    return this.compareEntries(chunk[at] as Entry, entry)
  }

  private compareEntries(a: Entry, b: Entry): number {
    for (let i = 0; i < this.directions.length; i++) {
      const order = compareValues(a.key[i], b.key[i])
      if (order !== 0) return order * (this.directions[i] ?? 1)
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
  }

  private compareToCut(entry: Entry | undefined, cut: Cut): number {
    for (let i = 0; i < cut.values.length; i++) {
      const order = compareToBound(entry?.key[i], cut.values[i])
      if (order !== 0) return order * (this.directions[i] ?? 1)
    }
    return -cut.side
  }
}

function compareToBound(value: unknown, bound: unknown): number {
  if (!(bound instanceof TypeEdge)) return compareValues(value, bound)
  return rank(value) - bound.rank || (bound.after ? -1 : 1)
}

// The lowest number below `size` for which `holds`, which is false up to some point and true from there on.
function lowest(size: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
