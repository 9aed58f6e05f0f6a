import { EMPTY_ARRAY, compareValues } from './bson-order'
import { isPlain, own, type Doc } from './values'

/** Sees one value that a path leads to; `whole` is false for the elements of an array at the path's end. True ends the walk. */
export type Visit = (value: unknown, whole: boolean) => boolean

/**
 * Shows `visit` every value that a dotted path leads to, as MongoDB's matching does: through arrays of documents, by
 * numeric parts into arrays, at the end the array and each of its elements. `undefined` stands for a missing field.
 * @returns whether `visit` said true to one of them
 */
export function someAt(doc: Doc, parts: readonly string[], visit: Visit): boolean {
  return walk(doc, parts, 0, visit)
}

function walk(object: Doc, parts: readonly string[], at: number, visit: Visit): boolean {
  return into(own(object, parts[at] ?? ''), parts, at + 1, visit)
}

function into(value: unknown, parts: readonly string[], at: number, visit: Visit): boolean {
  if (at === parts.length) return leaf(value, visit)
  if (Array.isArray(value)) {
    const part = parts[at] ?? ''
    if (isIndex(part) && Number(part) < value.length && into(value[Number(part)], parts, at + 1, visit))
      return true
    return value.some((item) => isPlain(item) && walk(item, parts, at, visit))
  }
  return isPlain(value) ? walk(value, parts, at, visit) : visit(undefined, true)
}

function leaf(value: unknown, visit: Visit): boolean {
  if (visit(value, true)) return true
  return Array.isArray(value) && value.some((item) => visit(item, false))
}

/** Whether a path's part may be an array's index: digits without a leading zero. */
export function isIndex(part: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(part)
}

/** The keys that an index holds for one field of a document, and whether an array made them several. */
export interface FieldKeys {
  keys: unknown[]
  multikey: boolean
}

/** `singleKeyAt` met an array: `keysAt` tells the keys. */
export const SEVERAL_KEYS = Symbol('several keys')

/** The only index key of a path that leads through no array; quicker than `keysAt`. */
export function singleKeyAt(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc
  for (const part of parts) {
    if (Array.isArray(value)) return SEVERAL_KEYS
    value = isPlain(value) ? own(value, part) : null
  }
  if (Array.isArray(value)) return SEVERAL_KEYS
  return value === undefined ? null : value
}

/**
 * The index keys of a dotted path: one per array element, null for a missing field, `EMPTY_ARRAY` for an empty array.
 * Every value that a query could match at the path is among them.
 */
export function keysAt(doc: Doc, parts: readonly string[]): FieldKeys {
  const found: FieldKeys = { keys: [], multikey: false }
  collect(doc, parts, 0, found)
  if (found.keys.length > 1) found.keys = distinct(found.keys)
  return found
}

function collect(value: unknown, parts: readonly string[], at: number, found: FieldKeys): void {
  if (Array.isArray(value)) {
    found.multikey = true
    if (value.length === 0) found.keys.push(EMPTY_ARRAY)
    const part = parts[at] ?? ''
    if (at < parts.length && isIndex(part) && Number(part) < value.length) {
      collect(value[Number(part)], parts, at + 1, found)
    }
    for (const item of value) {
      if (at === parts.length) found.keys.push(item)
      else if (isPlain(item)) collect(item, parts, at, found)
      else found.keys.push(null)
    }
  } else if (at === parts.length) {
    found.keys.push(value === undefined ? null : value)
  } else if (isPlain(value)) {
    collect(own(value, parts[at] ?? ''), parts, at + 1, found)
  } else {
    found.keys.push(null)
  }
}

function distinct(keys: unknown[]): unknown[] {
  const sorted = [...keys].sort(compareValues)
  return sorted.filter((key, i) => i === 0 || compareValues(sorted[i - 1], key) !== 0)
}

/** The value that a document is sorted by: of an array its smallest element ascending, its greatest descending. */
export function sortKey(doc: Doc, parts: readonly string[], direction: 1 | -1): unknown {
  const single = singleKeyAt(doc, parts)
  if (single !== SEVERAL_KEYS) return single
  const { keys } = keysAt(doc, parts)
  return keys.reduce((best, key) => (compareValues(key, best) * direction < 0 ? key : best), keys[0])
}

/** Sort keys in order: path and direction. */
export type Sort = readonly (readonly [path: string, direction: 1 | -1])[]

/** A comparison of documents by several sort keys. */
export function comparator(sort: Sort): (a: Doc, b: Doc) => number {
  const keys = sort.map(([path, direction]) => ({ parts: path.split('.'), direction }))
  return (a, b) => {
    for (const { parts, direction } of keys) {
      const order = compareValues(sortKey(a, parts, direction), sortKey(b, parts, direction)) * direction
      if (order !== 0) return order
    }
    return 0
  }
}
