/** What a page shows about its data besides the data. */
export interface LiveStatus {
  /** `refused`: the cloud said no, and would say no again. */
  phase: 'loading' | 'ready' | 'error' | 'refused'
  /** Nothing came back because there is no network. */
  offline: boolean
  /** What went wrong, fit to show; empty when nothing did. */
  problem: string
  /** When the data shown was read; null before the first. */
  at: number | null
}

/** What a page gives to keep its data live. */
export interface LiveOptions<T> {
  read(): Promise<T>
  /** Draws the data. */
  show(value: T): void
  /** Draws the state around it. */
  status(status: LiveStatus): void
  /** Says of a failure what to show. */
  explain(error: unknown): { offline: boolean; text: string; refused: boolean }
  now(): number
  /** The last data, for the time without network. */
  cache?: { load(): { value: T; at: number } | null; save(value: T, at: number): void }
  /** Reads again this often while the page is shown, in milliseconds. */
  everyMs?: number
  timers?: {
    start(run: () => void, ms: number): unknown
    stop(handle: unknown): void
  }
}

const realTimers = {
  start: (run: () => void, ms: number): unknown => setTimeout(run, ms),
  stop: (handle: unknown): void => clearTimeout(handle as ReturnType<typeof setTimeout>),
}

/**
 * Keeps a page's data live while it is shown: first what was kept, then what the cloud says, again every few seconds
 * if asked. A failure never takes data away that is already shown, and an answer that comes after a newer one is
 * dropped, so nothing flickers.
 */
export class Live<T> {
  private state: LiveStatus = { phase: 'loading', offline: false, problem: '', at: null }
  private shown = false
  private handle: unknown = null
  private asked = 0
  private taken = 0

  constructor(private readonly options: LiveOptions<T>) {}

  /** The page is visible: shows what is kept and reads anew. */
  start(): Promise<void> {
    this.shown = true
    const kept = this.state.at === null ? (this.options.cache?.load() ?? null) : null
    if (kept) {
      this.options.show(kept.value)
      this.update({ phase: 'ready', at: kept.at })
    }
    return this.refresh()
  }

  /** The page is hidden or gone: reads no more. */
  stop(): void {
    this.shown = false
    this.unschedule()
  }

  /** Reads now; resolves when that is done, whatever came of it. */
  async refresh(): Promise<void> {
    this.unschedule()
    if (this.state.phase === 'error' || this.state.phase === 'refused')
      this.update({ phase: 'loading', problem: '' })
    this.asked += 1
    const turn = this.asked
    try {
      const value = await this.options.read()
      if (turn > this.taken) this.accept(value, turn)
    } catch (error) {
      if (turn === this.asked) this.fail(error)
    }
    if (turn === this.asked) this.schedule()
  }

  /** Takes data that came by another way, e.g. a write's answer; reads that were asked before are dropped. */
  set(value: T): void {
    this.asked += 1
    this.accept(value, this.asked)
    this.schedule()
  }

  private accept(value: T, turn: number): void {
    this.taken = turn
    const at = this.options.now()
    this.options.show(value)
    this.options.cache?.save(value, at)
    this.update({ phase: 'ready', offline: false, problem: '', at })
  }

  private fail(error: unknown): void {
    const { offline, text, refused } = this.options.explain(error)
    const phase = this.state.at !== null ? 'ready' : refused ? 'refused' : 'error'
    this.update({ phase, offline, problem: text })
  }

  private update(change: Partial<LiveStatus>): void {
    this.state = { ...this.state, ...change }
    this.options.status(this.state)
  }

  private schedule(): void {
    this.unschedule()
    if (!this.shown || this.state.phase === 'refused') return
    if (this.options.everyMs === undefined) return
    this.handle = (this.options.timers ?? realTimers).start(() => void this.refresh(), this.options.everyMs)
  }

  private unschedule(): void {
    if (this.handle === null) return
    ;(this.options.timers ?? realTimers).stop(this.handle)
    this.handle = null
  }
}
