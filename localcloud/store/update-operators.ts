import { RANK, compareValues, equalValues, rank, toNumber, typeName } from './bson-order'
import { requestFailed } from './errors'
import { elementTest, isOperators } from './match'
import { comparator } from './paths'
import { put, shown, slotAt, unset, updatePath, valueAt } from './update-path'
import { clone, isPlain, own, type Doc } from './values'

/** Applies one operator to one path of a document that may be changed in place. */
export type Operator = (doc: Doc, parts: readonly string[], operand: unknown) => void

// Array.isArray says `any[]` of an unknown value.
function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value)
}

function isNumber(value: unknown): boolean {
  return rank(value) === RANK.number
}

function arithmetic(
  name: '$inc' | '$mul',
  verb: string,
  combine: (a: number, b: number) => number,
): Operator {
  return (doc, parts, operand) => {
    const path = parts.join('.')
    if (!isNumber(operand))
      throw requestFailed(`Cannot ${verb} with non-numeric argument: {${path}: ${shown(operand)}}`)
    const before = valueAt(doc, parts)
    if (before !== undefined && !isNumber(before)) {
      throw requestFailed(
        `Cannot apply ${name} to a value of non-numeric type. {_id: ${shown(doc._id)}} has the field '${parts[parts.length - 1] ?? ''}' of non-numeric type ${typeName(before)}`,
      )
    }
    put(slotAt(doc, parts), combine(before === undefined ? 0 : toNumber(before), toNumber(operand)))
  }
}

function extreme(sign: 1 | -1): Operator {
  return (doc, parts, operand) => {
    const before = valueAt(doc, parts)
    if (before === undefined || compareValues(operand, before) * sign > 0)
      put(slotAt(doc, parts), clone(operand))
  }
}

function push(doc: Doc, parts: readonly string[], operand: unknown): void {
  const before = valueAt(doc, parts)
  if (before !== undefined && !isArray(before)) {
    throw requestFailed(
      `The field '${parts.join('.')}' must be an array but is of type ${typeName(before)} in document {_id: ${shown(doc._id)}}`,
    )
  }
  const items: unknown[] = [...(before ?? [])]
  if (!isPlain(operand) || !Object.hasOwn(operand, '$each')) {
    put(slotAt(doc, parts), [...items, clone(operand)])
    return
  }
  const unknown = Object.keys(operand).find((key) => !['$each', '$position', '$slice', '$sort'].includes(key))
  if (unknown !== undefined) throw requestFailed(`Unrecognized clause in $push: ${unknown}`)
  const each = eachOf('$push', operand)
  const position = integer(own(operand, '$position'), items.length, '$position')
  items.splice(position, 0, ...clone(each))
  sortItems(items, own(operand, '$sort'))
  const slice = own(operand, '$slice')
  const most = integer(slice, Infinity, '$slice')
  const kept = most >= 0 ? items.slice(0, most) : items.slice(most)
  put(slotAt(doc, parts), kept)
}

function eachOf(name: string, operand: Doc): unknown[] {
  const each = own(operand, '$each')
  if (!Array.isArray(each)) {
    throw requestFailed(
      `The argument to $each in ${name} must be an array but it was of type ${typeName(each)}`,
    )
  }
  return each
}

function integer(value: unknown, fallback: number, name: string): number {
  if (value === undefined) return fallback
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw requestFailed(
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
    )
  }
  return value
}

function sortItems(items: unknown[], sort: unknown): void {
  if (sort === undefined) return
  if (sort === 1 || sort === -1) {
    items.sort((a, b) => compareValues(a, b) * sort)
    return
  }
  if (!isPlain(sort))
    throw requestFailed('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}')
  const compare = comparator(
    Object.keys(sort).map((path) => {
      if (sort[path] !== 1 && sort[path] !== -1)
        throw requestFailed('The $sort element value must be either 1 or -1')
      return [path, sort[path]] as const
    }),
  )
  items.sort((a, b) => compare(isPlain(a) ? a : {}, isPlain(b) ? b : {}))
}

function addToSet(doc: Doc, parts: readonly string[], operand: unknown): void {
  const before = valueAt(doc, parts)
  if (before !== undefined && !isArray(before)) {
    throw requestFailed(
      `Cannot apply $addToSet to non-array field. Field named '${parts[parts.length - 1] ?? ''}' has non-array type ${typeName(before)}`,
    )
  }
  const added = isPlain(operand) && Object.hasOwn(operand, '$each') ? eachOf('$addToSet', operand) : [operand]
  const items: unknown[] = [...(before ?? [])]
  for (const item of added) if (!items.some((held) => equalValues(held, item))) items.push(clone(item))
  put(slotAt(doc, parts), items)
}

function pop(doc: Doc, parts: readonly string[], operand: unknown): void {
  if (operand !== 1 && operand !== -1) throw requestFailed(`$pop expects 1 or -1, found: ${shown(operand)}`)
  const before = arrayAt(
    doc,
    parts,
    (type) => `Path '${parts.join('.')}' contains an element of non-array type '${type}'`,
  )
  if (before) put(slotAt(doc, parts), operand === 1 ? before.slice(0, -1) : before.slice(1))
}

function arrayAt(
  doc: Doc,
  parts: readonly string[],
  message: (type: string) => string,
): unknown[] | undefined {
  const before = valueAt(doc, parts)
  if (before === undefined) return undefined
  if (!isArray(before)) throw requestFailed(message(typeName(before)))
  return before
}

function pull(doc: Doc, parts: readonly string[], operand: unknown): void {
  const before = arrayAt(doc, parts, () => 'Cannot apply $pull to a non-array value')
  if (!before) return
  const goes = pullTest(operand)
  put(
    slotAt(doc, parts),
    before.filter((item) => !goes(item)),
  )
}

function pullTest(operand: unknown): (item: unknown) => boolean {
  if (operand instanceof RegExp) return elementTest({ $regex: operand })
  if (isPlain(operand) && !isOperators(operand) && Object.keys(operand).length === 0) return isPlain
  return isPlain(operand) ? elementTest(operand) : (item) => equalValues(item, operand)
}

function pullAll(doc: Doc, parts: readonly string[], operand: unknown): void {
  if (!Array.isArray(operand)) {
    throw requestFailed(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  }
  const before = arrayAt(doc, parts, () => 'Cannot apply $pull to a non-array value')
  if (!before) return
  put(
    slotAt(doc, parts),
    before.filter((item) => !operand.some((goes) => equalValues(goes, item))),
  )
}

function rename(doc: Doc, parts: readonly string[], operand: unknown): void {
  if (typeof operand !== 'string') throw requestFailed("The 'to' field for $rename must be a string")
  const target = updatePath(operand)
  const value = valueAt(doc, parts)
  if (value === undefined) return
  if (Array.isArray(valueAt(doc, parts.slice(0, -1)))) {
    throw requestFailed(`The source field cannot be an array element, '${parts.join('.')}'`)
  }
  unset(doc, parts)
  put(slotAt(doc, target), value)
}

function bit(doc: Doc, parts: readonly string[], operand: unknown): void {
  const before = valueAt(doc, parts)
  if (before !== undefined && typeName(before) !== 'int') {
    throw requestFailed(`Cannot apply $bit to a value of non-integral type: ${typeName(before)}`)
  }
  let value = before === undefined ? 0 : toNumber(before)
  for (const [name, mask] of Object.entries(isPlain(operand) ? operand : {})) {
    if (typeof mask !== 'number' || typeName(mask) !== 'int')
      throw requestFailed('The $bit modifier field must be an Integer')
    if (name === 'and') value &= mask
    else if (name === 'or') value |= mask
    else if (name === 'xor') value ^= mask
    else throw requestFailed(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`)
  }
  put(slotAt(doc, parts), value)
}

/** The update operators that the SDK can send, by name (manual, "Update Operators"). */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$set', (doc, parts, operand) => put(slotAt(doc, parts), clone(operand))],
  ['$unset', (doc, parts) => unset(doc, parts)],
  ['$inc', arithmetic('$inc', 'increment', (a, b) => a + b)],
  ['$mul', arithmetic('$mul', 'multiply', (a, b) => a * b)],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$rename', rename],
  ['$push', push],
  ['$pop', pop],
  ['$pull', pull],
  ['$pullAll', pullAll],
  ['$addToSet', addToSet],
  ['$bit', bit],
])
