import { distanceTo } from './geo'
import type { GeoIndex } from './geo-index'
import { geometryOrNull, type Near } from './geo-query'
import { requestFailed } from './errors'
import { compile, type Predicate } from './match'
import { comparator, someAt, type Sort } from './paths'
import { nearOf, plan, type Plan } from './planner'
import type { Doc } from './values'
import type { Seen, View } from './view'

/** What to find; `limit` Infinity for all. */
export interface FindSpec {
  query: Doc
  sort: Sort
  skip: number
  limit: number
}

/** A found document with its key, and its distance in metres where the query was by nearness. */
export interface Found extends Seen {
  readonly id: string
  readonly distance?: number
}

/**
 * The documents of a view that match, in the sort's order; without one nearest first, or as they come.
 * @throws StoreError for a query that MongoDB would refuse or an operator that is not supported
 */
export function find(view: View, { query, sort, skip, limit }: FindSpec): Found[] {
  const matches = compile(query)
  const wanted = skip + limit
  const near = nearOf(query)
  if (near) {
    const found = findNear(view, near, matches, sort.length > 0 ? Infinity : wanted)
    return sort.length > 0 ? sorted(found, sort).slice(skip, wanted) : found.slice(skip, wanted)
  }
  const chosen = plan(view.collection, query, sort)
  const ordered = sort.length === 0 || (chosen.kind === 'index' && chosen.ordered)
  const found: Found[] = []
  if (wanted > 0) {
    for (const id of candidates(view, chosen)) {
      if (view.dirty.has(id)) continue
      const seen = view.get(id)
      if (
        seen &&
        matches(seen.doc) &&
        found.push({ id, doc: seen.doc, text: seen.text }) >= wanted &&
        ordered
      )
        break
    }
  }
  const changed = dirtyMatches(view, matches)
  found.push(...changed)
  if (sort.length > 0 && (!ordered || changed.length > 0)) return sorted(found, sort).slice(skip, wanted)
  return found.slice(skip, wanted)
}

/** The documents that match, counted. */
export function count(view: View, query: Doc): number {
  return find(view, { query, sort: [], skip: 0, limit: Infinity }).length
}

function dirtyMatches(view: View, matches: Predicate): Found[] {
  const found: Found[] = []
  for (const id of view.dirty) {
    const seen = view.get(id)
    if (seen && matches(seen.doc)) found.push({ id, doc: seen.doc, text: seen.text })
  }
  return found
}

function sorted(found: Found[], sort: Sort): Found[] {
  const compare = comparator(sort)
  return found.sort((a, b) => compare(a.doc, b.doc))
}

function* candidates(view: View, chosen: Plan): Generator<string> {
  if (chosen.kind === 'scan') {
    yield* view.ids()
  } else if (chosen.kind === 'geo') {
    yield* chosen.index.search(chosen.box)
  } else {
    // Several ranges, or several keys of one document, may name it more than once.
    const several = chosen.ranges.length > 1 || chosen.index.multikey
    const seen = new Set<string>()
    for (const [from, to] of chosen.ranges) {
      for (const { id } of chosen.index.scan(from, to, chosen.reverse)) {
        if (several) {
          if (seen.has(id)) continue
          seen.add(id)
        }
        yield id
      }
    }
  }
}

/**
 * The matching documents nearest first, at most `limit` of them.
 * @throws StoreError when the path has no 2dsphere index, as MongoDB demands one
 */
export function findNear(
  view: View,
  { path, near }: { path: string; near: Near },
  matches: Predicate,
  limit: number,
): Found[] {
  const index = view.collection.geoIndexes.find((candidate) => candidate.path === path)
  if (!index) throw requestFailed(`unable to find index for $geoNear query: ${path}`)
  const reached = new Map<string, Found | null>()
  const visit = (id: string) => {
    if (!reached.has(id)) reached.set(id, measured(view, index, id, near, matches))
  }
  view.dirty.forEach(visit)
  for (const { radius, ids } of index.rings(near)) {
    ids.forEach(visit)
    const found = [...reached.values()].filter(
      (item) => item !== null && (item.distance ?? 0) <= radius,
    ) as Found[]
    if (found.length >= limit || radius === near.max) {
      return found.sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0)).slice(0, limit)
    }
  }
  return []
}

function measured(view: View, index: GeoIndex, id: string, near: Near, matches: Predicate): Found | null {
  const seen = view.get(id)
  if (!seen || !matches(seen.doc)) return null
  let distance = Infinity
  someAt(seen.doc, index.parts, (value) => {
    const geometry = geometryOrNull(value)
    if (geometry) distance = Math.min(distance, distanceTo(geometry, near.center))
    return false
  })
  return distance >= near.min && distance <= near.max
    ? { id, doc: seen.doc, text: seen.text, distance }
    : null
}
