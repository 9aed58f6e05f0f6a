import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { isPlain, type Doc } from './values'

/**
 * MongoDB's order of types (manual, "Comparison/Sort Order"): minKey, undefined (which only an index knows: the key of
 * an empty array), null and missing, numbers, strings, objects, arrays, binary, ObjectId, booleans, dates, timestamps,
 * regular expressions, maxKey.
 */
export const RANK = {
  minKey: -1,
  undefined: 0,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  maxKey: 127,
} as const

/** The index key of an empty array: before null. */
export const EMPTY_ARRAY = Symbol('empty array')

/** The place of a value's type in MongoDB's order; a missing value counts as null. */
export function rank(value: unknown): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return RANK.number
    case 'string':
      return RANK.string
    case 'boolean':
      return RANK.bool
    case 'undefined':
      return RANK.null
    case 'symbol':
      return RANK.undefined
    default:
  }
  if (value === null) return RANK.null
  if (Array.isArray(value)) return RANK.array
  if (value instanceof Date) return RANK.date
  if (isPlain(value)) return RANK.object
  if (value instanceof ObjectId) return RANK.objectId
  if (value instanceof RegExp) return RANK.regex
  if (value instanceof Timestamp) return RANK.timestamp
  if (value instanceof Long || value instanceof Decimal128) return RANK.number
  if (value instanceof Binary) return RANK.binary
  if (value instanceof MinKey) return RANK.minKey
  if (value instanceof MaxKey) return RANK.maxKey
  return RANK.object
}

/** Compares two values of any types in MongoDB's order: negative, 0 or positive. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  const rankA = rank(a)
  const rankB = rank(b)
  if (rankA !== rankB) return rankA - rankB
  switch (rankA) {
    case RANK.number:
      return compareNumbers(a, b)
    case RANK.object:
      return compareObjects(a as Doc, b as Doc)
    case RANK.array:
      return compareArrays(a as unknown[], b as unknown[])
    case RANK.bool:
      return Number(a) - Number(b)
    case RANK.date:
      return Math.sign((a as Date).getTime() - (b as Date).getTime())
    case RANK.objectId:
      return compareStrings((a as ObjectId).toHexString(), (b as ObjectId).toHexString())
    case RANK.timestamp:
      return (a as Timestamp).compare(b as Timestamp)
    case RANK.binary:
      return compareBinaries(a as Binary, b as Binary)
    case RANK.regex:
      return compareRegExps(a as RegExp, b as RegExp)
    default:
      return 0
  }
}

/** Whether two values are equal as MongoDB sees it: same type bracket, same value, objects with the same key order. */
export function equalValues(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0
}

// JavaScript orders by UTF-16 code units, MongoDB by UTF-8 bytes: they differ where surrogates meet U+E000..U+FFFF.
function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointOrder(x) - codePointOrder(y)
  }
  return a.length - b.length
}

function codePointOrder(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}

function compareNumbers(a: unknown, b: unknown): number {
  if (a instanceof Long && b instanceof Long) return a.compare(b)
  const x = toNumber(a)
  const y = toNumber(b)
  // NaN is the smallest number and equal to itself.
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1
  if (Number.isNaN(y)) return 1
  return x < y ? -1 : x > y ? 1 : 0
}

/** A BSON number of any width as a JavaScript number. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (value instanceof Long) return value.toNumber()
  return Number(String(value))
}

function compareArrays(a: unknown[], b: unknown[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

// Field by field in stored order: first the types, then the names, then the values (manual, "Comparison/Sort Order").
function compareObjects(a: Doc, b: Doc): number {
  const keysA = Object.keys(a)
  const keysB = Object.keys(b)
  const length = Math.min(keysA.length, keysB.length)
  for (let i = 0; i < length; i++) {
    const keyA = keysA[i] ?? ''
    const keyB = keysB[i] ?? ''
    const order =
      rank(a[keyA]) - rank(b[keyB]) || compareStrings(keyA, keyB) || compareValues(a[keyA], b[keyB])
    if (order !== 0) return order
  }
  return keysA.length - keysB.length
}

function compareBinaries(a: Binary, b: Binary): number {
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value())
}

function compareRegExps(a: RegExp, b: RegExp): number {
  return compareStrings(a.source, b.source) || compareStrings(a.flags, b.flags)
}

const TYPE_NAMES = new Map<number, string>([
  [RANK.minKey, 'minKey'],
  [RANK.null, 'null'],
  [RANK.string, 'string'],
  [RANK.object, 'object'],
  [RANK.array, 'array'],
  [RANK.binary, 'binData'],
  [RANK.objectId, 'objectId'],
  [RANK.bool, 'bool'],
  [RANK.date, 'date'],
  [RANK.timestamp, 'timestamp'],
  [RANK.regex, 'regex'],
  [RANK.maxKey, 'maxKey'],
])

/** MongoDB's name of a value's BSON type, as in `$type` and in its error texts. A whole JavaScript number is an int or a long. */
export function typeName(value: unknown): string {
  if (value instanceof Decimal128) return 'decimal'
  if (value instanceof Long) return 'long'
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'double'
    if (Math.abs(value) < 2 ** 31 || value === -(2 ** 31)) return 'int'
    return Number.isSafeInteger(value) ? 'long' : 'double'
  }
  return TYPE_NAMES.get(rank(value)) ?? 'null'
}
