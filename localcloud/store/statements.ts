import { duplicateKey, invalidOperator, invalidParam, requestFailed } from './errors'
import { keyOf } from './collection'
import { count, find } from './find'
import { compileProjection } from './projection'
import type { Sort } from './paths'
import type { Change } from './transactions'
import { checkReplacement, compileUpdate, seal, type Update } from './update'
import { clone, decode, decodeDoc, isPlain, newId, own, type Doc } from './values'
import { shown } from './update-path'
import type { View } from './view'

/** The parameters of one action, as they came over the wire. */
export type Params = Record<string, unknown>

/** What a statement works on: the view of its collection, the time for serverDate, and where its writes go. */
export interface Context {
  view: () => View
  now: number
  write: (changes: Change[]) => void
}

/** The platform's answer to one action, without `requestId`. */
export type Reply = Record<string, unknown>

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000

/** `database.getDocument`: default limit 100, at most 1,000. */
export function getDocument(params: Params, context: Context): Reply {
  const limit = Math.min(integer(params.limit, DEFAULT_LIMIT, 'limit') || DEFAULT_LIMIT, MAX_LIMIT)
  const offset = integer(params.offset, 0, 'offset')
  const sort = params.order === undefined ? [] : parseSort(decode(params.order, context.now))
  const project =
    params.projection === undefined ? undefined : compileProjection(decodeDoc(params.projection, context.now))
  const found = find(context.view(), { query: queryOf(params, context), sort, skip: offset, limit })
  const list = found.map(({ doc, text }) => (project ? seal(project(doc)).text : text))
  return { data: { list, limit, offset }, limit, offset }
}

/** `database.insertDocument`: in order, like MongoDB; those before one that fails stay stored. */
export function insertDocument(params: Params, context: Context): Reply {
  if (!Array.isArray(params.data) || params.data.length === 0)
    throw invalidParam('data must be a nonempty array')
  const docs = params.data.map((text: unknown) => {
    const doc = decodeDoc(text, context.now)
    checkReplacement(doc)
    return Object.hasOwn(doc, '_id') ? doc : { _id: newId(), ...doc }
  })
  return { data: { insertedIds: docs.map((doc) => insert(doc, context)) } }
}

/**
 * Stores a new document.
 * @returns its `_id`
 * @throws StoreError E11000 when its `_id` or a unique key is taken
 */
export function insert(doc: Doc, context: Context): unknown {
  const view = context.view()
  const id = keyOf(doc)
  if (view.get(id)) throw duplicateKey(view.collection.name, '_id_', `{ _id: ${shown(doc._id)} }`)
  view.checkUnique(id, doc)
  context.write([{ collection: view.collection.name, id, to: seal(doc) }])
  return doc._id
}

/**
 * `database.modifyDocument`: update operators on one or all that match, or (`merge: false`) the whole document.
 * `updated` is MongoDB's nModified: documents that are really different afterwards.
 */
export function modifyDocument(params: Params, context: Context): Reply {
  const query = queryOf(params, context)
  const data = decodeDoc(params.data, context.now)
  if (params.merge === false) return replace(query, data, params.upsert === true, context)
  if (params.upsert === true) throw invalidOperator('unsupported: upsert together with update operators')
  const { updated } = updateAll(query, compileUpdate(data), params.multi === true ? Infinity : 1, context)
  return { data: { updated, upsert_id: null } }
}

function updateAll(
  query: Doc,
  update: Update,
  limit: number,
  context: Context,
): { updated: number; last: string | null } {
  let updated = 0
  let last: string | null = null
  for (const { id, doc, text } of find(context.view(), { query, sort: [], skip: 0, limit })) {
    const next = seal(update(doc))
    last = next.text
    if (next.text === text) continue
    const view = context.view()
    view.checkUnique(id, next.doc)
    context.write([{ collection: view.collection.name, id, to: next }])
    updated++
  }
  return { updated, last }
}

function replace(query: Doc, data: Doc, upsert: boolean, context: Context): Reply {
  checkReplacement(data)
  const [before] = find(context.view(), { query, sort: [], skip: 0, limit: 1 })
  if (before) {
    if (Object.hasOwn(data, '_id') && keyOf(data) !== before.id) {
      throw requestFailed("the (immutable) field '_id' was found to have been altered")
    }
    const { updated } = updateAll(
      { _id: before.doc._id },
      () => ({ _id: before.doc._id, ...clone(data) }),
      1,
      context,
    )
    return { data: { updated, upsert_id: null } }
  }
  if (!upsert) return { data: { updated: 0, upsert_id: null } }
  const wanted = own(query, '_id')
  const id = Object.hasOwn(data, '_id')
    ? data._id
    : isPlain(wanted) || wanted === undefined
      ? newId()
      : wanted
  return { data: { updated: 0, upsert_id: insert({ _id: id, ...data }, context) } }
}

/** `database.modifyAndReturnDoc`: update operators on the first that matches, and its new state. */
export function modifyAndReturnDoc(params: Params, context: Context): Reply {
  const update = compileUpdate(decodeDoc(params.data, context.now))
  const { updated, last } = updateAll(queryOf(params, context), update, 1, context)
  return { data: { updated, doc: last } }
}

/** `database.removeDocument`: one or all that match. */
export function removeDocument(params: Params, context: Context): Reply {
  const view = context.view()
  const limit = params.multi === true ? Infinity : 1
  const found = find(view, { query: queryOf(params, context), sort: [], skip: 0, limit })
  context.write(found.map(({ id }) => ({ collection: view.collection.name, id, to: null })))
  return { data: { deleted: found.length } }
}

/** `database.calculateDocument`: how many match. */
export function calculateDocument(params: Params, context: Context): Reply {
  return { data: { total: count(context.view(), queryOf(params, context)) } }
}

function queryOf(params: Params, { now }: Context): Doc {
  return params.query === undefined || params.query === '' ? {} : decodeDoc(params.query, now)
}

function integer(value: unknown, fallback: number, name: string): number {
  if (value === undefined || value === null) return fallback
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw invalidParam(`${name} must be an integer >= 0`)
  return value
}

/**
 * A sort as `{field: 1 | -1, …}`, in order.
 * @throws StoreError for another shape
 */
export function parseSort(value: unknown): Sort {
  if (!isPlain(value)) throw invalidParam('order must be an object')
  return Object.keys(value).map((path) => {
    const direction = value[path]
    if (direction !== 1 && direction !== -1)
      throw requestFailed('$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    return [path, direction] as const
  })
}
