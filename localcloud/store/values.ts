import { randomBytes } from 'node:crypto'
import { BSONRegExp, EJSON, ObjectId } from 'bson'
import { invalidParam, requestFailed } from './errors'

/** A document or an embedded object: own keys only, values as `decode` gives them. */
export type Doc = Record<string, unknown>

/** Whether a value is a plain embedded object, not an array, date, id or another BSON type. */
export function isPlain(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === Object.prototype || proto === null
}

/** An own field of an object; never one that it inherits, so that `__proto__` and `constructor` are ordinary names. */
export function own(object: Doc, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Sets an own field; also when it is called `__proto__`. */
export function setOwn(object: Doc, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    object[key] = value
  }
}

// Guards the engine's recursions; MongoDB's own limit is 100 levels as well.
const MAX_DEPTH = 100

/**
 * Reads one EJSON text of the wire, canonical or relaxed. Numbers become JavaScript numbers where they fit exactly,
 * the SDK's `{$tcb_server_date: {offset}}` (its serverDate) becomes the date `now + offset`.
 * @throws StoreError INVALID_PARAM when it is not EJSON
 */
export function decode(text: unknown, now: number): unknown {
  if (typeof text !== 'string') throw invalidParam('expected an EJSON string')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw invalidParam('not valid EJSON')
  }
  return fromJson(json, now, 0)
}

/** As `decode`, and it has to be an object. */
export function decodeDoc(text: unknown, now: number): Doc {
  const value = decode(text, now)
  if (!isPlain(value)) throw invalidParam('expected an EJSON object')
  return value
}

function fromJson(json: unknown, now: number, depth: number): unknown {
  if (depth > MAX_DEPTH) throw requestFailed('BSONObj exceeds the maximum nested depth of 100')
  if (Array.isArray(json)) return json.map((item) => fromJson(item, now, depth + 1))
  if (typeof json !== 'object' || json === null) return json
  const object = json as Doc
  const keys = Object.keys(object)
  const first = keys[0]
  if (first?.startsWith('$')) {
    const scalar = special(object, first, keys.length, now)
    if (scalar !== undefined) return scalar
  }
  const result: Doc = {}
  for (const key of keys) setOwn(result, key, fromJson(object[key], now, depth + 1))
  return result
}

const REST_OF_EJSON = new Set([
  '$binary',
  '$uuid',
  '$timestamp',
  '$minKey',
  '$maxKey',
  '$numberDecimal',
  '$symbol',
])

// `$regex`, `$type` and the like are query operators too: only the unmistakable wrappers are read as values.
function special(object: Doc, key: string, size: number, now: number): unknown {
  if (size !== 1) return undefined
  const value = object[key]
  switch (key) {
    case '$numberInt':
    case '$numberDouble':
      return Number(value)
    case '$numberLong': {
      const number = Number(value)
      return Number.isSafeInteger(number) ? number : restOfEjson(object)
    }
    case '$date':
      return toDate(value)
    case '$oid':
      if (typeof value !== 'string' || !/^[0-9a-f]{24}$/i.test(value)) throw invalidParam('invalid ObjectId')
      return new ObjectId(value)
    case '$regularExpression':
      return toRegExp(value)
    case '$tcb_server_date': {
      const offset = isPlain(value) ? Number(fromJson(own(value, 'offset') ?? 0, now, 0)) : NaN
      if (!Number.isFinite(offset)) throw invalidParam('invalid serverDate offset')
      return new Date(now + offset)
    }
    case '$undefined':
      return null
    default:
      return REST_OF_EJSON.has(key) ? restOfEjson(object) : undefined
  }
}

function restOfEjson(object: Doc): unknown {
  try {
    return own(EJSON.deserialize({ v: object }, { relaxed: false }) as Doc, 'v')
  } catch (error) {
    throw invalidParam(error instanceof Error ? error.message : 'not valid EJSON')
  }
}

function toDate(value: unknown): Date {
  const inner = isPlain(value) ? own(value, '$numberLong') : value
  const date = new Date(isPlain(value) ? Number(inner) : typeof inner === 'number' ? inner : String(inner))
  if (Number.isNaN(date.getTime())) throw invalidParam('invalid date')
  return date
}

function toRegExp(value: unknown): RegExp {
  if (!isPlain(value)) throw invalidParam('invalid regular expression')
  return makeRegExp(own(value, 'pattern'), own(value, 'options') ?? '')
}

/**
 * A JavaScript regular expression for MongoDB's pattern and options (`i`, `m`, `s`, `u`).
 * @throws StoreError for another option, or a pattern that JavaScript cannot read
 */
export function makeRegExp(pattern: unknown, options: unknown): RegExp {
  if (typeof pattern !== 'string' || typeof options !== 'string')
    throw invalidParam('invalid regular expression')
  const unsupported = /[^imsu]/.exec(options)
  if (unsupported) throw requestFailed(`invalid flag in regex options: ${unsupported[0]}`)
  try {
    return new RegExp(pattern, options)
  } catch {
    throw requestFailed(`Regular expression is invalid: ${pattern}`)
  }
}

/** The canonical EJSON text of a value, as it goes over the wire and to the disk. */
export function encode(value: unknown): string {
  return EJSON.stringify(value, replaceRegExp, undefined, { relaxed: false })
}

function replaceRegExp(_key: string, value: unknown): unknown {
  return value instanceof RegExp ? new BSONRegExp(value.source, [...value.flags].sort().join('')) : value
}

/** A copy that shares nothing that can change with the original. */
export function clone<T>(value: T): T
export function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => clone(item))
  if (!isPlain(value)) return value
  const result: Doc = {}
  for (const key of Object.keys(value)) setOwn(result, key, clone(value[key]))
  return result
}

/** A new document id in the platform's form: 32 hexadecimal digits. */
export function newId(): string {
  return randomBytes(16).toString('hex')
}

/**
 * The text under which a document's `_id` is kept: two ids have the same key exactly when MongoDB holds them equal.
 * @throws StoreError for a type that cannot be an `_id`
 */
export function idKey(id: unknown): string {
  if (typeof id === 'string') return `s${id}`
  if (typeof id === 'number') return `n${id === 0 ? 0 : id}`
  if (Array.isArray(id)) throw requestFailed("The '_id' value cannot be of type array")
  if (id instanceof RegExp) throw requestFailed("The '_id' value cannot be of type regex")
  return `e${encode({ id })}`
}
