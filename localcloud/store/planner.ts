import { RANK, rank } from './bson-order'
import type { Collection } from './collection'
import type { GeoIndex } from './geo-index'
import { parseNear, searchBox, type Box, type Near } from './geo-query'
import { WHOLE, type KeyIndex } from './key-index'
import { isOperators } from './match'
import type { Sort } from './paths'
import { TypeEdge, type Cut } from './sorted-index'
import { isPlain, own, type Doc } from './values'

/** How the candidates of a query are found; its own condition still has to hold for each of them. */
export type Plan =
  | { kind: 'scan' }
  | { kind: 'index'; index: KeyIndex; ranges: (readonly [Cut, Cut])[]; ordered: boolean; reverse: boolean }
  | { kind: 'geo'; index: GeoIndex; box: Box }

/** One end of a range of values. */
interface End {
  value: unknown
  inclusive: boolean
}

/** What a query says of one path, as far as an index can use it: `$eq`/`$in` values and ends of a range. */
interface Bounds {
  values: unknown[] | undefined
  low: End | undefined
  high: End | undefined
}

// More combinations of `$in` values than this are left to the filter.
const MAX_RANGES = 1000

/**
 * Chooses the index for a query and its sort: the one with the longest run of fields bound by equality, then one with a
 * range, then one that spares the sorting. Without any the collection is scanned.
 */
export function plan(collection: Collection, query: Doc, sort: Sort): Plan {
  const conditions = conjunction(query)
  const bounds = new Map<string, Bounds>()
  for (const [path, condition] of conditions) addBounds(bounds, path, condition)
  let best: Plan = { kind: 'scan' }
  let bestScore = 0
  for (const index of collection.indexes) {
    const { candidate, score } = consider(index, bounds, sort)
    if (score > bestScore) {
      best = candidate
      bestScore = score
    }
  }
  const geo = bestScore < 4 ? planGeo(collection, conditions) : undefined
  return geo ?? best
}

// Every condition that all results fulfil: the query's own fields and those inside `$and`.
function conjunction(query: Doc): [path: string, condition: unknown][] {
  return Object.keys(query).flatMap((key): [string, unknown][] => {
    const value = query[key]
    if (key === '$and' && Array.isArray(value))
      return value.flatMap((part) => (isPlain(part) ? conjunction(part) : []))
    return key.startsWith('$') ? [] : [[key, value]]
  })
}

function addBounds(all: Map<string, Bounds>, path: string, condition: unknown): void {
  const bounds = all.get(path) ?? { values: undefined, low: undefined, high: undefined }
  all.set(path, bounds)
  if (!isOperators(condition)) {
    if (indexable(condition)) bounds.values ??= [condition]
    return
  }
  for (const operator of Object.keys(condition)) {
    const operand = condition[operator]
    if (operator === '$in') {
      if (Array.isArray(operand) && operand.every(indexable)) bounds.values ??= operand
    } else if (!indexable(operand) || typeof operand === 'undefined') {
      continue
    } else if (operator === '$eq') {
      bounds.values = [operand]
    } else if (operand === null) {
      continue
    } else if (operator === '$gt' || operator === '$gte') {
      bounds.low ??= { value: operand, inclusive: operator === '$gte' }
    } else if (operator === '$lt' || operator === '$lte') {
      bounds.high ??= { value: operand, inclusive: operator === '$lte' }
    }
  }
}

// Arrays match by themselves and by element, regular expressions by pattern: an index key answers neither.
function indexable(value: unknown): boolean {
  const type = rank(value)
  return type !== RANK.array && type !== RANK.regex && !isOperators(value)
}

function consider(
  index: KeyIndex,
  bounds: Map<string, Bounds>,
  sort: Sort,
): { candidate: Plan; score: number } {
  let prefixes: unknown[][] = [[]]
  let score = 0
  let at = 0
  // The keys of one document's arrays cannot be bound together: {$gt: 1, $lt: 3} may hold for different elements.
  const most = index.multikey ? 1 : index.fields.length
  const constant = new Set<string>()
  for (; at < most; at++) {
    const values = bounds.get(index.fields[at]?.path ?? '')?.values
    if (!values || prefixes.length * values.length > MAX_RANGES) break
    prefixes = prefixes.flatMap((prefix) =>
      values.map((value) => [...prefix, value === undefined ? null : value]),
    )
    if (values.length === 1) constant.add(index.fields[at]?.path ?? '')
    score += 4
  }
  const field = at < most ? index.fields[at] : undefined
  const range = field && bounds.get(field.path)
  const ranged = range?.low !== undefined || range?.high !== undefined
  if (ranged) score += 2
  const ranges =
    field && range && ranged
      ? prefixes.map((prefix) => rangeCuts(prefix, range, field.direction, index.multikey))
      : prefixes.map((prefix) => (prefix.length ? around(prefix) : WHOLE))
  const order = index.multikey || ranges.length !== 1 ? undefined : orderOf(index, at, constant, sort)
  if (order !== undefined && sort.length > 0) score += 1
  return {
    candidate: { kind: 'index', index, ranges, ordered: order !== undefined, reverse: order ?? false },
    score: score + (index.unique && at === index.fields.length && score > 0 ? 100 : 0),
  }
}

function around(values: readonly unknown[]): readonly [Cut, Cut] {
  return [
    { values, side: -1 },
    { values, side: 1 },
  ]
}

function rangeCuts(
  prefix: unknown[],
  { low, high }: Bounds,
  direction: 1 | -1,
  single: boolean,
): readonly [Cut, Cut] {
  const type = rank((low ?? high)?.value)
  const upper = low && single ? undefined : high
  const from = low
    ? { values: [...prefix, low.value], inner: low.inclusive }
    : { values: [...prefix, new TypeEdge(type, false)], inner: true }
  const to = upper
    ? { values: [...prefix, upper.value], inner: upper.inclusive }
    : { values: [...prefix, new TypeEdge(type, true)], inner: true }
  const [start, end] = direction === 1 ? [from, to] : [to, from]
  return [
    { values: start.values, side: start.inner ? -1 : 1 },
    { values: end.values, side: end.inner ? 1 : -1 },
  ]
}

// Whether the index gives the sort's order: false as it is, true when read from the end, undefined when it does not.
function orderOf(
  index: KeyIndex,
  bound: number,
  constant: ReadonlySet<string>,
  sort: Sort,
): boolean | undefined {
  let at = 0
  let reverse: boolean | undefined
  for (const [path, direction] of sort) {
    if (constant.has(path)) continue
    while (at < bound && constant.has(index.fields[at]?.path ?? '')) at++
    const field = index.fields[at++]
    if (field?.path !== path) return undefined
    const against = field.direction !== direction
    if (reverse !== undefined && reverse !== against) return undefined
    reverse = against
  }
  return reverse ?? false
}

function planGeo(collection: Collection, conditions: [string, unknown][]): Plan | undefined {
  for (const [path, condition] of conditions) {
    const index = collection.geoIndexes.find((candidate) => candidate.path === path)
    if (!index || !isOperators(condition)) continue
    const operator = Object.keys(condition).find((key) => key === '$geoWithin' || key === '$geoIntersects')
    if (operator) return { kind: 'geo', index, box: searchBox(operator, own(condition, operator)) }
  }
  return undefined
}

/** The nearest-first condition of a query, if it has one: it sorts by distance and needs a 2dsphere index. */
export function nearOf(query: Doc): { path: string; near: Near } | undefined {
  for (const [path, condition] of conjunction(query)) {
    if (!isOperators(condition)) continue
    for (const operator of ['$nearSphere', '$near']) {
      if (Object.hasOwn(condition, operator))
        return { path, near: parseNear(operator, own(condition, operator)) }
    }
  }
  return undefined
}
