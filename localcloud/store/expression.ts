import { Context, ProcessingMode, evalExpr } from 'mingo/core'
import * as accumulators from 'mingo/operators/accumulator'
import * as expressions from 'mingo/operators/expression'
import * as stages from 'mingo/operators/pipeline'
import { invalidOperator, requestFailed, StoreError } from './errors'
import { isPlain, type Doc } from './values'

/** mingo's operators for aggregation; scripts (`$function`, `$accumulator`, `$where`) are never run. */
export const CONTEXT = Context.init({ accumulator: accumulators, expression: expressions, pipeline: stages })

/** How mingo is run here: without scripts, and without touching the stored documents that it is given. */
export const OPTIONS = {
  idKey: '_id',
  context: CONTEXT,
  processingMode: ProcessingMode.CLONE_INPUT,
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
}

const KNOWN = new Set([...Object.keys(accumulators), ...Object.keys(expressions)])
const SCRIPTS = new Set(['$function', '$accumulator'])

/**
 * Refuses by name an operator in an aggregation expression that does not exist here, before any document is looked at.
 * @throws StoreError with MongoDB's text
 */
export function checkExpression(expression: unknown): void {
  if (Array.isArray(expression)) {
    expression.forEach(checkExpression)
    return
  }
  if (!isPlain(expression)) return
  for (const key of Object.keys(expression)) {
    if (key === '$literal') continue
    if (key.startsWith('$') && (!KNOWN.has(key) || SCRIPTS.has(key))) {
      throw invalidOperator(`Unrecognized expression '${key}'`)
    }
    checkExpression(expression[key])
  }
}

/** The value of an aggregation expression (`$expr`) for a document. */
export function evaluateExpression(expression: unknown, doc: Doc): unknown {
  checkExpression(expression)
  return guarded(() => evalExpr(doc, expression, OPTIONS))
}

/** Runs mingo and gives its errors the platform's code. */
export function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw requestFailed(error instanceof Error ? error.message : 'aggregation failed')
  }
}
