import { Instance, type InstanceOptions, type Job } from './instance'

/** How a function's pool is set up. */
export type PoolOptions = Omit<InstanceOptions, 'onIdle' | 'onGone'> & { maxInstances: number }

/** The instances of one function: they grow with load up to a limit, stay warm, and calls beyond it wait in order. */
export class Pool {
  private readonly instances = new Set<Instance>()
  private readonly idle: Instance[] = []
  private readonly waiting: Job[] = []
  private starting = 0
  private drained: (() => void) | null = null

  constructor(private readonly options: PoolOptions) {}

  /** Runs a call on the next free instance. */
  submit(job: Job): void {
    this.waiting.push(job)
    this.pump()
  }

  /** Starts an instance when there is none, so that the first caller need not wait for it. */
  warm(): void {
    if (this.instances.size === 0) this.start()
  }

  /** Waits for the calls in progress, at most `graceMs`, then ends every instance. */
  async close(graceMs: number): Promise<void> {
    if (this.busy > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs)
        this.drained = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    const reason = { code: 'FUNCTIONS_EXECUTE_FAIL', message: 'the local cloud is stopping' } as const
    for (const job of this.waiting.splice(0)) job.finish({ ok: false, error: reason })
    for (const instance of this.instances) instance.kill(reason)
  }

  private get busy(): number {
    return this.waiting.length + this.instances.size - this.idle.length - this.starting
  }

  private pump(): void {
    while (this.waiting.length > 0 && this.idle.length > 0) {
      // The one used last is the warmest.
      const instance = this.idle.pop()
      const job = this.waiting.shift()
      if (instance && job) instance.run(job)
    }
    while (this.waiting.length > this.starting && this.instances.size < this.options.maxInstances)
      this.start()
    if (this.busy === 0) this.drained?.()
  }

  private start(): void {
    this.starting++
    let born = false
    const instance = new Instance({
      ...this.options,
      onIdle: (self) => {
        if (!born) this.starting--
        born = true
        this.idle.push(self)
        this.pump()
      },
      onGone: (self, unborn) => {
        if (!born) this.starting--
        this.instances.delete(self)
        const at = this.idle.indexOf(self)
        if (at >= 0) this.idle.splice(at, 1)
        // Only the caller for whom it was started meets a bundle that does not load.
        if (unborn) this.waiting.shift()?.finish({ ok: false, error: unborn })
        this.pump()
      },
    })
    this.instances.add(instance)
  }
}
