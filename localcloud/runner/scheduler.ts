import type { Clock } from '../clock'
import { nextFiring } from './cron'
import type { CallResult, Runner, Timer } from './index'

/** A timer that was fired. */
export interface Firing {
  function: string
  timer: string
  /** The time it was due, ISO 8601. */
  at: string
  ok: boolean
}

/** Runs something while no client's call is in progress. */
export type Exclusive = (work: () => void) => Promise<void>

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Longest jump of which every single due time is fired. */
const EXACT_JUMP = 6 * HOUR
/** Longest jump that is taken in steps of an hour; a longer one goes by days. */
const HOURLY_JUMP = 31 * DAY

/**
 * Fires the timers: by themselves with the machine's clock; with a test clock only when it is moved, so that what a
 * test sees does not depend on how fast the machine is.
 */
export class Scheduler {
  private readonly timers: Timer[]
  /** Due times up to here are done with. */
  private done: number
  private alarm: NodeJS.Timeout | undefined
  private moving: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly runner: Pick<Runner, 'invoke' | 'timers'>,
    private readonly clock: Clock,
  ) {
    this.timers = runner.timers()
    this.done = clock.now()
  }

  /** Starts firing by the machine's clock; does nothing with a test clock. */
  start(): void {
    if (!this.clock.isTest) this.setAlarm()
  }

  /** Stops firing by itself. */
  stop(): void {
    clearTimeout(this.alarm)
  }

  /**
   * Moves the test clock and fires what falls due on the way, in order, each awaited. Up to 6 hours every due time is
   * fired; a longer jump goes in steps of an hour (beyond 31 days, of a day), and each timer fires at most once in a
   * step, at its last due time there: timers have to stand being late anyway.
   * @param to ms since 1970
   * @param exclusive how to move the clock so that no call sees it jump
   * @returns what was fired, or null when the clock is already past `to`
   */
  moveTo(to: number, exclusive: Exclusive): Promise<Firing[] | null> {
    const move = this.moving.then(() => this.move(to, exclusive))
    this.moving = move.catch(() => undefined)
    return move
  }

  private async move(to: number, exclusive: Exclusive): Promise<Firing[] | null> {
    const now = this.clock.now()
    if (to < now) return null
    // The clock was set back: what was done then is yet to come.
    this.done = Math.min(this.done, now)
    const fired: Firing[] = []
    for (const { timer, at } of this.plan(to, to - now)) {
      await exclusive(() => this.clock.advance(at))
      fired.push(await this.fire(timer, at))
      this.done = at
    }
    await exclusive(() => this.clock.advance(to))
    this.done = to
    return fired
  }

  private plan(to: number, length: number): { timer: Timer; at: number }[] {
    const step = length <= EXACT_JUMP ? 0 : length <= HOURLY_JUMP ? HOUR : DAY
    const plan = this.timers.flatMap((timer) =>
      dueTimes(timer, this.done, to, step).map((at) => ({ timer, at })),
    )
    return plan.sort((a, b) => a.at - b.at)
  }

  private async fire(timer: Timer, at: number): Promise<Firing> {
    const time = new Date(at).toISOString()
    const event = { Type: 'Timer', TriggerName: timer.name, Time: time, Message: '' }
    const result: CallResult = await this.runner.invoke(timer.fn, event, {})
    return { function: timer.fn, timer: timer.name, at: time, ok: result.ok }
  }

  private setAlarm(): void {
    const firsts = this.timers.map((timer) => nextFiring(timer.cron, this.done) ?? Infinity)
    const next = Math.min(...firsts)
    if (next === Infinity) return
    // A timer of more than 24 days would fire at once, and a laptop that slept wakes late: look again each minute.
    const wait = Math.min(Math.max(next - this.clock.now(), 0), 60_000)
    this.alarm = setTimeout(() => {
      const now = this.clock.now()
      for (const timer of this.timers) {
        const at = dueTimes(timer, this.done, now, Infinity)[0]
        if (at !== undefined) void this.fire(timer, at)
      }
      this.done = Math.max(this.done, now)
      this.setAlarm()
    }, wait)
  }
}

/** Due times in (after, to]; with a step, only the last one of each step. */
function dueTimes(timer: Timer, after: number, to: number, step: number): number[] {
  const times: number[] = []
  let at = nextFiring(timer.cron, after)
  while (at !== null && at <= to) {
    const previous = times.at(-1)
    const sameStep =
      step > 0 &&
      previous !== undefined &&
      Math.floor((previous - after) / step) === Math.floor((at - after) / step)
    if (sameStep) times.pop()
    times.push(at)
    at = nextFiring(timer.cron, at)
  }
  return times
}
