import { parseGeometry } from './geo'
import { boxAround, boxOf, type Box, type Near } from './geo-query'
import { keysAt } from './paths'
import type { Doc } from './values'

// About 1.1 km: a village is a handful of cells, the township a few hundred.
const CELL = 0.01
const COLUMNS = Math.ceil(360 / CELL)
// A shape over more cells than this is kept apart and is always a candidate.
const MAX_CELLS = 64

/**
 * A 2dsphere index: a grid of cells over longitude and latitude. It answers a superset of the documents in a box; the
 * query's own condition decides. Documents without the field are not in it, as in MongoDB.
 */
export class GeoIndex {
  readonly parts: readonly string[]
  private readonly cells = new Map<number, Set<string>>()
  private readonly wide = new Set<string>()

  constructor(
    readonly name: string,
    readonly path: string,
  ) {
    this.parts = path.split('.')
  }

  /**
   * Checks that the document's geometries can be indexed.
   * @throws StoreError when one is not valid GeoJSON
   */
  check(doc: Doc): void {
    this.boxes(doc)
  }

  add(id: string, doc: Doc): void {
    for (const box of this.boxes(doc)) {
      if (cellCount(box) > MAX_CELLS) this.wide.add(id)
      else for (const cell of cellsOf(box)) this.put(cell, id)
    }
  }

  remove(id: string, doc: Doc): void {
    this.wide.delete(id)
    for (const box of this.boxes(doc)) {
      if (cellCount(box) > MAX_CELLS) continue
      for (const cell of cellsOf(box)) {
        const ids = this.cells.get(cell)
        ids?.delete(id)
        if (ids?.size === 0) this.cells.delete(cell)
      }
    }
  }

  fill(docs: Iterable<readonly [id: string, doc: Doc]>): void {
    this.cells.clear()
    this.wide.clear()
    for (const [id, doc] of docs) this.add(id, doc)
  }

  /** The documents that may have something in the box. */
  search(box: Box): Set<string> {
    const found = new Set(this.wide)
    if (cellCount(box) > this.cells.size) {
      for (const [cell, ids] of this.cells) if (inBox(cell, box)) ids.forEach((id) => found.add(id))
    } else {
      for (const cell of cellsOf(box)) this.cells.get(cell)?.forEach((id) => found.add(id))
    }
    return found
  }

  /**
   * The documents around a point in rings that double in radius: each step gives a superset of those within `radius`
   * metres. The last step reaches `near.max`.
   */
  *rings(near: Near): Generator<{ radius: number; ids: Set<string> }> {
    const whole = Math.PI * 6_400_000
    for (let radius = 1000; radius < Math.min(near.max, whole); radius *= 2) {
      yield { radius, ids: this.search(boxOf({ ...near, max: radius })) }
    }
    yield { radius: near.max, ids: this.search(boxOf({ ...near, max: Math.min(near.max, whole) })) }
  }

  private boxes(doc: Doc): Box[] {
    const values = keysAt(doc, this.parts).keys.filter((value) => value !== null && typeof value !== 'symbol')
    return values.map((value) => boxAround(parseGeometry(value)))
  }

  private put(cell: number, id: string): void {
    const ids = this.cells.get(cell)
    if (ids) ids.add(id)
    else this.cells.set(cell, new Set([id]))
  }
}

function column(lng: number): number {
  return Math.floor((Math.max(-180, Math.min(180, lng)) + 180) / CELL)
}

function row(lat: number): number {
  return Math.floor((Math.max(-90, Math.min(90, lat)) + 90) / CELL)
}

function cellCount(box: Box): number {
  return (column(box.east) - column(box.west) + 1) * (row(box.north) - row(box.south) + 1)
}

function* cellsOf(box: Box): Generator<number> {
  for (let y = row(box.south); y <= row(box.north); y++) {
    for (let x = column(box.west); x <= column(box.east); x++) yield y * (COLUMNS + 1) + x
  }
}

function inBox(cell: number, box: Box): boolean {
  const y = Math.floor(cell / (COLUMNS + 1))
  const x = cell % (COLUMNS + 1)
  return y >= row(box.south) && y <= row(box.north) && x >= column(box.west) && x <= column(box.east)
}
