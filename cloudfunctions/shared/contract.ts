import * as z from 'zod'
import type { Actions } from './action'
import { KIT_REFUSALS } from './refusal'

/** One action as `npm run contract` prints it. */
export interface ContractLine {
  function: string
  action: string
  kind: 'read' | 'write' | 'report'
  allow: readonly string[]
  input: unknown
  refusals: string[]
}

/** The contract of functions: their actions with JSON Schema of the input and every code they may refuse with. */
export function contractOf(functions: Record<string, Actions>): ContractLine[] {
  return Object.entries(functions).flatMap(([name, actions]) =>
    Object.entries(actions).map(([verb, action]) => ({
      function: name,
      action: verb,
      kind: action.kind,
      allow: action.allow.who,
      input: z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' }),
      refusals: [...(action.refusals ?? []), ...Object.keys(KIT_REFUSALS)],
    })),
  )
}
