import { equalValues } from './bson-order'
import { invalidOperator, requestFailed } from './errors'
import { OPERATORS, type Operator } from './update-operators'
import { updatePath, valueAt } from './update-path'
import { clone, encode, isPlain, type Doc } from './values'
import type { Seen } from './view'

/** Makes the new state of a document; the old one is not touched. */
export type Update = (doc: Doc) => Doc

interface Step {
  operator: Operator
  parts: string[]
  operand: unknown
}

/**
 * Compiles an update of operators (`{$set: …, $inc: …}`) with MongoDB's semantics and errors.
 * @throws StoreError naming an unknown operator, or paths that contradict each other
 */
export function compileUpdate(update: Doc): Update {
  const steps: Step[] = []
  const paths: string[] = []
  for (const name of Object.keys(update)) {
    if (!name.startsWith('$')) {
      throw requestFailed(
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update`,
      )
    }
    const operator = OPERATORS.get(name)
    if (!operator) throw invalidOperator(`Unknown modifier: ${name}`)
    const fields = update[name]
    if (!isPlain(fields)) {
      throw requestFailed(`Modifiers operate on fields but we found another type for ${name}`)
    }
    for (const path of Object.keys(fields)) {
      steps.push({ operator, parts: updatePath(path), operand: fields[path] })
      paths.push(path)
      if (name === '$rename') paths.push(String(fields[path]))
    }
  }
  refuseConflicts(paths)
  return (doc) => {
    const next = clone(doc)
    for (const { operator, parts, operand } of steps) operator(next, parts, operand)
    if (!equalValues(valueAt(next, ['_id']), doc._id)) {
      throw requestFailed("Performing an update on the path '_id' would modify the immutable field '_id'")
    }
    return next
  }
}

function refuseConflicts(paths: readonly string[]): void {
  const sorted = [...paths].sort()
  const seen = new Set<string>()
  for (const path of sorted) {
    const parts = path.split('.')
    for (let length = 1; length <= parts.length; length++) {
      const prefix = parts.slice(0, length).join('.')
      if (seen.has(prefix))
        throw requestFailed(`Updating the path '${path}' would create a conflict at '${prefix}'`)
    }
    seen.add(path)
  }
}

/**
 * A document to be stored whole.
 * @throws StoreError when its top level has `$` fields
 */
export function checkReplacement(doc: Doc): void {
  const dollar = Object.keys(doc).find((key) => key.startsWith('$'))
  if (dollar !== undefined) {
    throw requestFailed(`The dollar ($) prefixed field '${dollar}' in '${dollar}' is not valid for storage.`)
  }
}

/** A document together with its text. */
export function seal(doc: Doc): Seen {
  return { doc, text: encode(doc) }
}
