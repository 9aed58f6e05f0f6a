import { Aggregator } from 'mingo/aggregator'
import { EARTH_RADIUS } from './geo'
import { metres, parseNear } from './geo-query'
import { invalidOperator, invalidParam, requestFailed } from './errors'
import { OPTIONS, checkExpression, guarded } from './expression'
import { find, findNear } from './find'
import { compile } from './match'
import { comparator } from './paths'
import { nearOf } from './planner'
import { parseSort, type Params, type Reply } from './statements'
import { clone, decode, encode, isPlain, own, setOwn, type Doc } from './values'
import type { View } from './view'

/** Gives the view of a collection; throws when there is none. */
type Views = (collection: string) => View

// Left to mingo; `$match`, `$sort`, `$lookup` and `$geoNear` run on this store's own matching, order and indexes.
const MINGO_STAGES = new Set([
  '$addFields',
  '$bucket',
  '$bucketAuto',
  '$count',
  '$group',
  '$project',
  '$replaceRoot',
  '$sample',
  '$sortByCount',
  '$unwind',
])

/**
 * `database.aggregateDocuments`: runs the pipeline; a `$match` (with a `$sort`) at its start uses the indexes.
 * @throws StoreError naming a stage or an operator that does not exist here
 */
export function aggregateDocuments(params: Params, now: number, views: Views, collection: string): Reply {
  if (!Array.isArray(params.stages)) throw invalidParam('stages must be an array')
  const stages = params.stages.map((stage: unknown): [string, unknown] => {
    const key = isPlain(stage) ? own(stage, 'stageKey') : undefined
    if (!isPlain(stage) || typeof key !== 'string')
      throw invalidParam('a stage needs a stageKey and a stageValue')
    return [key, decode(own(stage, 'stageValue'), now)]
  })
  return { data: { list: pipeline(views, collection, stages).map(encode) } }
}

function pipeline(views: Views, collection: string, stages: (readonly [string, unknown])[]): Doc[] {
  const { docs, done } = source(views(collection), stages)
  return stages.slice(done).reduce((result, [name, operand]) => run(views, result, name, operand), docs)
}

// The documents that the pipeline starts from, and how many stages that took in: `$geoNear`, or `$match`, `$sort` and
// a look ahead at `$limit`, as far as they are there.
function source(view: View, stages: (readonly [string, unknown])[]): { docs: Doc[]; done: number } {
  const operandAt = (at: number, name: string) =>
    stages[at]?.[0] === name ? { operand: stages[at][1] } : undefined
  const near = operandAt(0, '$geoNear')
  if (near) return { docs: geoNear(view, near.operand), done: 1 }
  const match = operandAt(0, '$match')
  const query = match ? condition(match.operand) : {}
  const order = operandAt(match ? 1 : 0, '$sort')
  const sort = order ? parseSort(order.operand) : []
  const done = (match ? 1 : 0) + (order ? 1 : 0)
  const most = operandAt(done, '$limit')
  const limit = most ? whole('$limit', most.operand, 1) : Infinity
  return { docs: find(view, { query, sort, skip: 0, limit }).map(({ doc }) => doc), done }
}

function condition(operand: unknown): Doc {
  const query = document('$match', operand)
  if (nearOf(query)) throw requestFailed('$geoNear, $near, and $nearSphere are not allowed in this context')
  return query
}

function run(views: Views, docs: Doc[], name: string, operand: unknown): Doc[] {
  switch (name) {
    case '$match':
      return docs.filter(compile(condition(operand)))
    case '$sort':
      return [...docs].sort(comparator(parseSort(operand)))
    case '$limit':
      return docs.slice(0, whole(name, operand, 1))
    case '$skip':
      return docs.slice(whole(name, operand, 0))
    case '$lookup':
      return lookup(views, docs, document(name, operand))
    case '$geoNear':
      throw requestFailed('$geoNear is only valid as the first stage in a pipeline.')
    default:
  }
  if (!MINGO_STAGES.has(name)) throw invalidOperator(`Unrecognized pipeline stage name: '${name}'`)
  checkExpression(operand)
  return guarded(() => new Aggregator([{ [name]: operand }], OPTIONS).run<Doc>(docs))
}

function document(name: string, operand: unknown): Doc {
  if (!isPlain(operand)) throw requestFailed(`the ${name} specification must be an object`)
  return operand
}

function whole(name: string, value: unknown, least: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    throw requestFailed(`invalid argument to ${name} stage: expected an integer >= ${least}`)
  }
  return value
}

function lookup(views: Views, docs: Doc[], spec: Doc): Doc[] {
  const unknown = Object.keys(spec).find(
    (key) => !['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'].includes(key),
  )
  if (unknown !== undefined) throw requestFailed(`unknown argument to $lookup: ${unknown}`)
  const { from, localField, foreignField, as } = spec
  if (typeof from !== 'string' || typeof as !== 'string') throw requestFailed('$lookup needs from and as')
  if (Object.hasOwn(spec, 'let') || Object.hasOwn(spec, 'pipeline')) {
    throw invalidOperator('unsupported argument to $lookup: let and pipeline')
  }
  if (typeof localField !== 'string' || typeof foreignField !== 'string') {
    throw requestFailed('$lookup needs localField and foreignField')
  }
  const foreign = views(from)
  const parts = localField.split('.')
  return docs.map((doc) => {
    const values = valuesAt(doc, parts)
    const query = { [foreignField]: { $in: values.length > 0 ? values : [null] } }
    const found = find(foreign, { query, sort: [], skip: 0, limit: Infinity })
    return withField(doc, as.split('.'), clone(found.map((item) => item.doc)))
  })
}

// An array stands for its elements, a missing field for null.
function valuesAt(value: unknown, parts: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, parts))
  const [key, ...rest] = parts
  if (key === undefined) return [value ?? null]
  return isPlain(value)
    ? valuesAt(own(value, key), rest)
    : parts.length > 0 && value === undefined
      ? [null]
      : []
}

function withField(doc: Doc, [key = '', ...rest]: string[], value: unknown): Doc {
  const copy = { ...doc }
  const before = own(doc, key)
  setOwn(copy, key, rest.length === 0 ? value : withField(isPlain(before) ? before : {}, rest, value))
  return copy
}

function geoNear(view: View, operand: unknown): Doc[] {
  const spec = document('$geoNear', operand)
  const known = ['near', 'distanceField', 'maxDistance', 'minDistance', 'query', 'spherical', 'limit', 'num']
  const more = ['includeLocs', 'key', 'distanceMultiplier']
  const unknown = Object.keys(spec).find((key) => !known.includes(key) && !more.includes(key))
  if (unknown !== undefined) throw requestFailed(`unknown argument to $geoNear: ${unknown}`)
  const { distanceField, includeLocs, key, spherical } = spec
  if (typeof distanceField !== 'string')
    throw requestFailed('$geoNear requires a distanceField option as a String')
  if (spherical === false) throw requestFailed('$geoNear requires spherical: true with a 2dsphere index')
  const path = typeof key === 'string' ? key : onlyGeoPath(view)
  const near = { ...parseNear('$geoNear', { $geometry: own(spec, 'near') }) }
  near.min = metres(own(spec, 'minDistance'), 0, 'minDistance')
  near.max = Math.min(metres(own(spec, 'maxDistance'), Infinity, 'maxDistance'), EARTH_RADIUS * 4)
  const multiplier = metres(own(spec, 'distanceMultiplier'), 1, 'distanceMultiplier')
  const limit = own(spec, 'limit') ?? own(spec, 'num')
  const matches = compile(document('query', own(spec, 'query') ?? {}))
  const found = findNear(
    view,
    { path, near },
    matches,
    limit === undefined ? Infinity : whole('$geoNear', limit, 1),
  )
  return found.map(({ doc, distance = 0 }) => {
    const result = withField(doc, distanceField.split('.'), distance * multiplier)
    if (typeof includeLocs !== 'string') return result
    return withField(result, includeLocs.split('.'), valuesAt(doc, path.split('.'))[0])
  })
}

function onlyGeoPath(view: View): string {
  const [index, ...others] = view.collection.geoIndexes
  if (!index || others.length > 0) {
    throw requestFailed(
      index
        ? 'There is more than one 2dsphere index; unclear which to use for $geoNear'
        : '$geoNear requires a 2d or 2dsphere index, but none were found',
    )
  }
  return index.path
}
