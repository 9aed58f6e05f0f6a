import { invalidOperator, requestFailed } from './errors'
import { isIndex } from './paths'
import { encode, isPlain, own, setOwn, type Doc } from './values'

/** The object or array that holds a path's last part. */
export interface Slot {
  holder: Doc | unknown[]
  key: string
}

// A far index would fill the array with nulls up to it; MongoDB's limit is the same.
const MAX_BACKFILL = 1_500_000

/**
 * Splits a dotted path of an update.
 * @throws StoreError for an empty part or a positional operator, which is not supported
 */
export function updatePath(path: string): string[] {
  const parts = path.split('.')
  if (parts.some((part) => part === '')) {
    throw requestFailed(`The update path '${path}' contains an empty field name, which is not allowed.`)
  }
  const positional = parts.find((part) => part.startsWith('$'))
  if (positional !== undefined) {
    throw invalidOperator(`unsupported positional operator or dollar field '${positional}' in '${path}'`)
  }
  return parts
}

/** The value at a path of an update, without looking into all elements of arrays: `a.0.b` only. */
export function valueAt(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc
  for (const part of parts) value = child(value, part)
  return value
}

function child(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return isIndex(part) ? (value as unknown[])[Number(part)] : undefined
  return isPlain(value) ? own(value, part) : undefined
}

/**
 * The place of a path in a document, making the objects on the way.
 * @throws StoreError when a value on the way can hold no field
 */
export function slotAt(doc: Doc, parts: readonly string[]): Slot {
  let holder: Doc | unknown[] = doc
  for (let at = 0; ; at++) {
    const key = parts[at] ?? ''
    if (Array.isArray(holder) && !isIndex(key)) throw cannotCreate(key, parts[at - 1] ?? '', holder)
    if (at === parts.length - 1) return { holder, key }
    let next = child(holder, key)
    if (next === undefined) {
      next = {}
      put({ holder, key }, next)
    }
    if (!isPlain(next) && !Array.isArray(next)) throw cannotCreate(parts[at + 1] ?? '', key, next)
    holder = next
  }
}

function cannotCreate(field: string, name: string, value: unknown): Error {
  return requestFailed(`Cannot create field '${field}' in element {${name}: ${shown(value)}}`)
}

/** A value as MongoDB's error texts print it, shortened. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'string' || typeof value === 'number'
      ? JSON.stringify(value)
      : encode({ v: value }).slice(5, -1)
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}

/** Sets the value at a place; an array is filled with nulls up to it. */
export function put({ holder, key }: Slot, value: unknown): void {
  if (!Array.isArray(holder)) {
    setOwn(holder, key, value)
    return
  }
  const index = Number(key)
  if (index - holder.length > MAX_BACKFILL) throw requestFailed("can't backfill more than 1500000 elements")
  while (holder.length < index) holder.push(null)
  holder[index] = value
}

/** Removes what is at a path; in an array it leaves null, as MongoDB does. */
export function unset(doc: Doc, parts: readonly string[]): void {
  const holder = valueAt(doc, parts.slice(0, -1))
  const key = parts[parts.length - 1] ?? ''
  if (Array.isArray(holder)) {
    if (isIndex(key) && Number(key) < holder.length) holder[Number(key)] = null
  } else if (isPlain(holder)) {
    delete holder[key]
  }
}
