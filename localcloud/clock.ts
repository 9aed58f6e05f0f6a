/** Where the local cloud and its functions take the time from: the machine's clock, or a test clock set apart from it. */
export class Clock {
  private shift = 0

  /**
   * @param start start of a test clock in ms since 1970; without it the machine's own clock is used
   */
  constructor(start?: number) {
    this.isTest = start !== undefined
    if (start !== undefined) this.shift = start - Date.now()
  }

  /** Whether the clock may be moved. */
  readonly isTest: boolean

  /** The time in ms since 1970. A test clock ticks with the machine's. */
  now(): number {
    return Date.now() + this.shift
  }

  /** How far a test clock is ahead of the machine's, in ms; 0 without a test clock. */
  get offset(): number {
    return this.shift
  }

  /**
   * Moves a test clock forward; a time already reached leaves it as it is.
   * @param to ms since 1970
   * @throws Error when the clock is the machine's own
   */
  advance(to: number): void {
    this.set(Math.max(this.now(), to))
  }

  /**
   * Sets a test clock, also back: for tests that share a cloud and each begin at their own hour.
   * @param to ms since 1970
   * @throws Error when the clock is the machine's own
   */
  set(to: number): void {
    if (!this.isTest) throw new Error('only a test clock can be moved')
    this.shift = to - Date.now()
  }
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * Reads an ISO 8601 instant with its zone, e.g. `2026-11-24T19:00:00+08:00`.
 * @returns ms since 1970, or null when the text is anything else (also for dates that do not exist)
 */
export function parseInstant(text: string): number | null {
  if (!ISO.test(text)) return null
  const at = Date.parse(text)
  if (Number.isNaN(at)) return null
  // Date.parse rolls 30 February over into March.
  const day = text.slice(0, 10)
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day) ? at : null
}
