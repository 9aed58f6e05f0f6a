/** What the runner sends to a function's process. */
export interface CallMessage {
  id: string
  /** The event as JSON text. */
  event: string
  /** The caller, as environment variables that exist for this call only. */
  caller: Record<string, string>
  /** How far the test clock is ahead of the machine's, in ms; null without a test clock. */
  clockOffset: number | null
  /** The platform's `context` argument. */
  context: Record<string, unknown>
}

/** What a function's process sends back. */
export type HostMessage =
  | { type: 'ready' }
  /** The bundle could not be loaded; the process ends. */
  | { type: 'broken'; message: string }
  /** The answer, as JSON text. */
  | { type: 'done'; id: string; result: string }
  /** `last`: the process ends after this. */
  | { type: 'failed'; id: string; failure: Failure; last: boolean }
  /** One console line. */
  | { type: 'line'; id: string; text: string }
  /** Something left over from an earlier call broke: the process takes no further calls. */
  | { type: 'retire' }

/** Why a call has no answer. */
export interface Failure {
  code: FailureCode
  /** For the log and for developers; what people are shown is chosen by the code. */
  message: string
}

/** The platform's names for a call without an answer. */
export type FailureCode =
  | 'FUNCTION_NOT_FOUND'
  | 'FUNCTIONS_EXECUTE_FAIL'
  | 'FUNCTIONS_TIME_LIMIT_EXCEEDED'
  | 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED'
  | 'FUNCTIONS_RESULT_SIZE_EXCEED_LIMIT'

/** Largest answer of a function, in bytes of JSON (the platform's limit, 6 MB). */
export const MAX_RESULT_BYTES = 6 * 1024 * 1024

/** What the platform counts as memory before a function has done anything: Node itself, in MB. */
export const NODE_BASELINE_MB = 64
