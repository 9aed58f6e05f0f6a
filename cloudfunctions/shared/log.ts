/** What one log line may say. Never a payload, a name, a phone number or a place: only ids, codes and durations. */
export interface LogLine {
  level: 'info' | 'warn' | 'error'
  event: string
  requestId?: string
  function?: string
  action?: string
  person?: string
  code?: string
  ms?: number
  count?: number
  /** Stack of an unexpected error; stays on the server. */
  stack?: string
}

/** Writes one JSON line; CloudBase collects the console. */
export function log(line: LogLine): void {
  console.log(JSON.stringify(line))
}

/** The stack of whatever was thrown, for the server's log only. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
}
