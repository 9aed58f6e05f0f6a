/** Chosen places by question id. */
export type Choices = Record<string, number[]>

/** What a queue of answers is made with. */
export interface AnswerQueueOptions {
  /** Gives answers to the cloud. */
  send(answers: { questionId: string; choice: number[] }[]): Promise<void>
  /** Keeps what is not sent yet over the mini-program's end. */
  store: { load(): Choices; save(unsent: Choices): void }
  /** Whether the cloud takes no answers any more, however often one tries. */
  isFinal(error: unknown): boolean
  /** The cloud takes no answers any more. */
  closed(): void
  /** What people are told: how many answers are not there yet, and whether sending failed. */
  status(state: { unsent: number; failed: boolean }): void
  timers?: {
    start(run: () => void, ms: number): unknown
    stop(handle: unknown): void
  }
}

const RETRY = 5000

/** The most answers that the cloud takes at once. */
const BATCH = 60

const realTimers = {
  start: (run: () => void, ms: number): unknown => setTimeout(run, ms),
  stop: (handle: unknown): void => clearTimeout(handle as ReturnType<typeof setTimeout>),
}

/**
 * Answers on their way to the cloud. Each is kept on the phone until the cloud has it; one sending at a time, in which
 * a question's newest answer counts; what fails is tried again.
 */
export class AnswerQueue {
  private readonly unsent: Map<string, number[]>
  private running: Promise<boolean> | null = null
  private retry: unknown = null
  private ended = false

  constructor(private readonly options: AnswerQueueOptions) {
    this.unsent = new Map(Object.entries(options.store.load()))
  }

  /** Answers that the cloud does not have yet. */
  get waiting(): Choices {
    return Object.fromEntries(this.unsent)
  }

  /** Takes an answer, keeps it and sends it. */
  put(questionId: string, choice: number[]): void {
    if (this.ended) return
    this.unsent.set(questionId, choice)
    this.keep()
    void this.flush()
  }

  /** Sends what is there; true when the cloud has everything. */
  flush(): Promise<boolean> {
    this.running ??= this.sendAll().finally(() => {
      this.running = null
    })
    return this.running
  }

  /** Tries no more by itself; what is unsent stays on the phone. */
  stop(): void {
    this.unschedule()
  }

  private async sendAll(): Promise<boolean> {
    this.unschedule()
    while (this.unsent.size > 0 && !this.ended) {
      const batch = [...this.unsent].slice(0, BATCH)
      this.options.status({ unsent: this.unsent.size, failed: false })
      try {
        await this.options.send(batch.map(([questionId, choice]) => ({ questionId, choice })))
      } catch (error) {
        this.fail(error)
        return false
      }
      // An answer that was changed meanwhile is another array, and still to be sent.
      for (const [id, choice] of batch) if (this.unsent.get(id) === choice) this.unsent.delete(id)
      this.keep()
    }
    this.options.status({ unsent: this.unsent.size, failed: false })
    return true
  }

  private fail(error: unknown): void {
    if (this.options.isFinal(error)) {
      this.ended = true
      this.unsent.clear()
      this.keep()
      this.options.closed()
      return
    }
    this.options.status({ unsent: this.unsent.size, failed: true })
    this.retry = (this.options.timers ?? realTimers).start(() => void this.flush(), RETRY)
  }

  private unschedule(): void {
    if (this.retry === null) return
    ;(this.options.timers ?? realTimers).stop(this.retry)
    this.retry = null
  }

  private keep(): void {
    this.options.store.save(this.waiting)
  }
}
