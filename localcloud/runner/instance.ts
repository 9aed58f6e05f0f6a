import { fork, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { NODE_BASELINE_MB, type CallMessage, type Failure, type HostMessage } from './protocol'

/** What a call comes to: the answer as JSON text, or why there is none. */
export type Outcome = { ok: true; json: string } | { ok: false; error: Failure }

/** A call waiting for or occupying an instance. */
export interface Job {
  call: CallMessage
  finish(outcome: Outcome): void
}

/** How an instance is started. */
export interface InstanceOptions {
  fn: string
  bundle: string
  hostFile: string
  env: Record<string, string>
  /** MB */
  memory: number
  /** ms */
  timeout: number
  line(requestId: string, text: string): void
  /** It can take a call. */
  onIdle(instance: Instance): void
  /** It takes no further calls. `unborn` says why it never became ready. */
  onGone(instance: Instance, unborn: Failure | null): void
}

const LOAD_TIMEOUT_MS = 20_000
const YOUNG_GENERATION_MB = 32
const SMALLEST_HEAP_MB = 16
const OUT_OF_MEMORY = /heap out of memory|Reached heap limit|invalid (array|size|string|table size)/i

/**
 * One process that runs a function's bundle, one call at a time. A process of its own, because a single large
 * allocation in a worker thread aborts the whole program, whatever `resourceLimits` says.
 */
export class Instance {
  private readonly child: ChildProcess
  private job: Job | null = null
  private clockwatch: NodeJS.Timeout
  private ready = false
  private gone = false
  private retiring = false
  /** Why the process is being ended, when the runner knows before it happens. */
  private sentence: Failure | null = null
  private sawOutOfMemory = false

  constructor(private readonly options: InstanceOptions) {
    const { memory, hostFile, bundle, env } = options
    const heap = Math.max(SMALLEST_HEAP_MB, Math.floor(memory - NODE_BASELINE_MB - YOUNG_GENERATION_MB))
    this.child = fork(hostFile, [bundle, String(memory)], {
      env,
      execArgv: [`--max-old-space-size=${heap}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.clockwatch = setTimeout(() => {
      this.kill({ code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', message: 'the bundle took too long to load' })
    }, LOAD_TIMEOUT_MS)
    this.child.on('message', (message: HostMessage) => this.receive(message))
    this.child.on('error', (error) => this.end({ code: 'FUNCTIONS_EXECUTE_FAIL', message: error.message }))
    this.child.on('close', (code, signal) => this.end(this.sentence ?? this.verdict(code, signal)))
    for (const stream of [this.child.stdout, this.child.stderr]) if (stream) this.follow(stream)
  }

  /** Gives it a call; only when it said it is idle. */
  run(job: Job): void {
    this.job = job
    const { timeout } = this.options
    this.clockwatch = setTimeout(() => {
      this.kill({
        code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
        message: `no answer within ${timeout / 1000} seconds`,
      })
    }, timeout)
    this.child.send(job.call, (error) => {
      if (error) this.kill({ code: 'FUNCTIONS_EXECUTE_FAIL', message: error.message })
    })
  }

  /** Ends it at once; a call in progress fails for the given reason. */
  kill(reason: Failure): void {
    this.sentence ??= reason
    this.child.kill('SIGKILL')
  }

  private receive(message: HostMessage): void {
    switch (message.type) {
      case 'ready':
        clearTimeout(this.clockwatch)
        this.ready = true
        this.options.onIdle(this)
        break
      case 'broken':
        this.sentence ??= { code: 'FUNCTIONS_EXECUTE_FAIL', message: message.message }
        break
      case 'line':
        this.options.line(message.id, message.text)
        break
      case 'retire':
        this.retiring = true
        if (!this.job) this.leave()
        break
      case 'done':
        this.settle(message.id, { ok: true, json: message.result }, this.retiring)
        break
      case 'failed':
        this.settle(message.id, { ok: false, error: message.failure }, message.last || this.retiring)
        break
    }
  }

  private settle(id: string, outcome: Outcome, last: boolean): void {
    const { job } = this
    if (job?.call.id !== id) return
    clearTimeout(this.clockwatch)
    this.job = null
    job.finish(outcome)
    if (last) this.leave()
    else this.options.onIdle(this)
  }

  private leave(): void {
    this.end(null)
    this.child.kill('SIGKILL')
  }

  private end(failure: Failure | null): void {
    if (this.gone) return
    this.gone = true
    clearTimeout(this.clockwatch)
    const { job } = this
    this.job = null
    const reason = failure ?? { code: 'FUNCTIONS_EXECUTE_FAIL', message: 'the process ended' }
    job?.finish({ ok: false, error: reason })
    this.options.onGone(this, this.ready ? null : reason)
  }

  private verdict(code: number | null, signal: NodeJS.Signals | null): Failure {
    const how = signal === null ? `exit code ${code}` : signal
    return this.sawOutOfMemory
      ? { code: 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED', message: `out of memory (${how})` }
      : { code: 'FUNCTIONS_EXECUTE_FAIL', message: `the process ended during the call (${how})` }
  }

  private follow(stream: Readable): void {
    createInterface({ input: stream }).on('line', (text) => {
      if (OUT_OF_MEMORY.test(text)) this.sawOutOfMemory = true
      this.options.line(this.job?.call.id ?? '', text)
    })
  }
}
