import { RANK, compareValues, equalValues, rank, toNumber, typeName } from './bson-order'
import { invalidOperator, requestFailed } from './errors'
import { evaluateExpression } from './expression'
import { geoPredicate } from './geo-query'
import { someAt } from './paths'
import { isPlain, makeRegExp, own, type Doc } from './values'

/** Whether a document fulfils a query. */
export type Predicate = (doc: Doc) => boolean

/** A condition on a single value; `whole` is false for an element of the array that stands at the path. */
type Test = (value: unknown, whole: boolean) => boolean

/** A condition on all values at a path. */
type PathTest = (some: (test: Test) => boolean) => boolean

/**
 * Compiles a query with MongoDB's semantics (manual, "Query and Projection Operators"): null matches missing fields,
 * arrays match by themselves and by their elements, comparisons stay within the operand's type. mingo's own query
 * operators differ there (arrays and objects are compared unordered, `$in` and ranges know no null), so they are not used.
 * @throws StoreError naming an operator that is unknown or not supported, or a wrong operand
 */
export function compile(query: Doc): Predicate {
  const predicates = Object.keys(query).map((key) =>
    key.startsWith('$') ? compileLogical(key, query[key]) : compileField(key, query[key]),
  )
  if (predicates.length === 1) return predicates[0] as Predicate
  return (doc) => predicates.every((predicate) => predicate(doc))
}

function compileLogical(key: string, operand: unknown): Predicate {
  if (key === '$expr') return (doc) => truthy(evaluateExpression(operand, doc))
  if (key !== '$and' && key !== '$or' && key !== '$nor') {
    throw invalidOperator(`unknown top level operator: ${key}`)
  }
  if (!Array.isArray(operand) || operand.length === 0) throw requestFailed(`${key} must be a nonempty array`)
  const parts = operand.map((part: unknown) => {
    if (!isPlain(part)) throw requestFailed('$or/$and/$nor entries need to be full objects')
    return compile(part)
  })
  if (key === '$and') return (doc) => parts.every((part) => part(doc))
  if (key === '$or') return (doc) => parts.some((part) => part(doc))
  return (doc) => !parts.some((part) => part(doc))
}

function truthy(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && value !== 0
}

function compileField(path: string, condition: unknown): Predicate {
  const parts = path.split('.')
  const tests = pathTests(condition)
  return (doc) => tests.every((test) => test((visit) => someAt(doc, parts, visit)))
}

/** Whether a condition is made of operators (`{$gt: 1}`) and not a value to be equal to. */
export function isOperators(condition: unknown): condition is Doc {
  return isPlain(condition) && (Object.keys(condition)[0] ?? '').startsWith('$')
}

function pathTests(condition: unknown): PathTest[] {
  if (!isOperators(condition)) return [anyOf(equality(condition))]
  return Object.keys(condition).flatMap((operator) =>
    operator === '$options' && Object.hasOwn(condition, '$regex') ? [] : [pathTest(operator, condition)],
  )
}

function anyOf(test: Test): PathTest {
  return (some) => some(test)
}

function noneOf(test: Test): PathTest {
  return (some) => !some(test)
}

function pathTest(operator: string, condition: Doc): PathTest {
  const operand = own(condition, operator)
  switch (operator) {
    case '$eq':
      return anyOf(equality(operand, true))
    case '$ne':
      if (operand instanceof RegExp) throw requestFailed("Can't have regex as arg to $ne.")
      return noneOf(equality(operand, true))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return anyOf(comparison(operator, operand))
    case '$in':
      return anyOf(membership(operator, operand))
    case '$nin':
      return noneOf(membership(operator, operand))
    case '$exists': {
      const wanted = truthy(operand)
      return (some) => some((value, whole) => whole && value !== undefined) === wanted
    }
    case '$type':
      return anyOf(typeTest(operand))
    case '$size': {
      const size = toNumber(operand)
      if (rank(operand) !== RANK.number || !Number.isInteger(size) || size < 0) {
        throw requestFailed('Failed to parse $size. Expected a non-negative integer')
      }
      return anyOf((value, whole) => whole && Array.isArray(value) && value.length === size)
    }
    case '$mod':
      return anyOf(modulo(operand))
    case '$regex':
      return anyOf(regexTest(operand, own(condition, '$options')))
    case '$all':
      return all(operand)
    case '$elemMatch': {
      const element = elementTest(operand)
      return anyOf((value, whole) => whole && Array.isArray(value) && value.some(element))
    }
    case '$not':
      return negation(operand)
    case '$geoWithin':
    case '$geoIntersects':
    case '$nearSphere':
    case '$near': {
      const inside = geoPredicate(operator, operand)
      return anyOf((value, whole) => whole && inside(value))
    }
    default:
      throw invalidOperator(`unknown operator: ${operator}`)
  }
}

function equality(operand: unknown, literal = false): Test {
  if (operand instanceof RegExp && !literal) return regexTest(operand, undefined)
  refuseOperators(operand)
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined
  return (value) => value !== undefined && equalValues(value, operand)
}

// `{a: {b: 1, $gt: 2}}` is neither a value nor operators: MongoDB refuses it as well.
function refuseOperators(operand: unknown): void {
  if (!isPlain(operand)) return
  const operator = Object.keys(operand).find((key) => key.startsWith('$'))
  if (operator !== undefined) throw invalidOperator(`unknown operator: ${operator}`)
}

function comparison(operator: string, operand: unknown): Test {
  if (operand instanceof RegExp)
    throw requestFailed(`Can't have RegEx as arg to predicate over field with ${operator}.`)
  const bracket = rank(operand)
  const orEqual = operator === '$gte' || operator === '$lte'
  const sign = operator.startsWith('$g') ? 1 : -1
  return (value) => {
    if (rank(value) !== bracket) return false
    if (isNaNValue(value) || isNaNValue(operand)) return orEqual && isNaNValue(value) && isNaNValue(operand)
    const order = compareValues(value, operand) * sign
    return order > 0 || (orEqual && order === 0)
  }
}

function isNaNValue(value: unknown): boolean {
  return typeof value === 'number' && Number.isNaN(value)
}

function membership(operator: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw requestFailed(`${operator} needs an array`)
  const tests = operand.map((item: unknown) => {
    if (isOperators(item)) throw requestFailed(`cannot nest $ under ${operator}`)
    return equality(item)
  })
  return (value, whole) => tests.some((test) => test(value, whole))
}

const TYPE_NUMBERS: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
  [-1]: 'minKey',
}
const KNOWN_TYPES = new Set([...Object.values(TYPE_NUMBERS), 'number'])
const NUMBERS = new Set(['int', 'long', 'double', 'decimal'])

function typeTest(operand: unknown): Test {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((type: unknown) => {
    const name = typeof type === 'number' ? TYPE_NUMBERS[type] : type
    if (typeof name !== 'string' || !KNOWN_TYPES.has(name)) {
      throw requestFailed(`Unknown type name alias: ${String(type)}`)
    }
    return name
  })
  return (value) => {
    if (value === undefined) return false
    const name = typeName(value)
    return wanted.some((type) => type === name || (type === 'number' && NUMBERS.has(name)))
  }
}

function modulo(operand: unknown): Test {
  if (!Array.isArray(operand) || operand.length !== 2 || operand.some((part) => rank(part) !== RANK.number)) {
    throw requestFailed('malformed mod, needs to be an array of two numbers')
  }
  const [divisor = 0, remainder = 0] = operand.map((part: unknown) => Math.trunc(toNumber(part)))
  if (divisor === 0 || Number.isNaN(divisor)) throw requestFailed('divisor cannot be 0')
  return (value) => {
    if (rank(value) !== RANK.number) return false
    const number = toNumber(value)
    // -0 and 0 are the same remainder.
    return Number.isFinite(number) && (Math.trunc(number) % divisor) + 0 === remainder + 0
  }
}

function regexTest(operand: unknown, options: unknown): Test {
  const base = operand instanceof RegExp ? operand : makeRegExp(operand, options ?? '')
  const regex = operand instanceof RegExp && options !== undefined ? makeRegExp(base.source, options) : base
  return (value) => {
    if (typeof value === 'string') return regex.test(value)
    return value instanceof RegExp && equalValues(value, regex)
  }
}

function all(operand: unknown): PathTest {
  if (!Array.isArray(operand)) throw requestFailed('$all needs an array')
  if (operand.length === 0) return () => false
  const tests = operand.map((item: unknown): PathTest => {
    if (!isOperators(item)) return anyOf(equality(item))
    if (!Object.hasOwn(item, '$elemMatch')) throw requestFailed('no $ expressions in $all')
    return pathTest('$elemMatch', item)
  })
  return (some) => tests.every((test) => test(some))
}

/**
 * The condition of `$elemMatch` (and of `$pull`) on one element: operators apply to the element itself, anything else
 * is a query on the element as a document.
 */
export function elementTest(operand: unknown): (element: unknown) => boolean {
  if (!isPlain(operand)) throw requestFailed('$elemMatch needs an Object')
  const first = Object.keys(operand)[0] ?? ''
  if (first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const tests = pathTests(operand)
    return (element) => tests.every((test) => test((visit) => visit(element, true)))
  }
  const matches = compile(operand)
  return (element) => isPlain(element) && matches(element)
}

function negation(operand: unknown): PathTest {
  if (operand instanceof RegExp) return noneOf(regexTest(operand, undefined))
  if (!isOperators(operand)) throw requestFailed('$not needs a regex or a document')
  const tests = pathTests(operand)
  return (some) => !tests.every((test) => test(some))
}
