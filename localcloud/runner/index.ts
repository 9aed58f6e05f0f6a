import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Clock } from '../clock'
import { callerEnvironment, type Caller } from '../endpoint/environment'
import type { Outcome } from './instance'
import { Pool } from './pool'
import type { Failure } from './protocol'
import { functionsIn, readDeployment, settingsOf, timersOf, type Deployment, type Timer } from './settings'

export type { Failure, FailureCode } from './protocol'
export type { Timer } from './settings'

/** More processes than cores only take turns. */
const DEFAULT_INSTANCES = Math.max(2, os.availableParallelism())

/** How the runner is set up. */
export interface RunnerOptions {
  /** Folder of bundles: `<function>/{index.js, config.json}`. */
  distDir: string
  /** The environment of every function, as `sdkEnvironment` makes it and whatever else functions read. */
  env: Record<string, string>
  clock: Clock
  /** Path of `cloudbase.json`; null for the platform's default limits. */
  cloudbase?: string | null
  /** By default as many as the machine has cores, and at least two. */
  maxInstancesPerFunction?: number
  /** The bundled `host.ts`; by default `host.js` beside this file. */
  hostFile?: string
  log?: (line: string) => void
}

/** What a call came to. `json` is the answer as text, `result` the same parsed. */
export type CallResult = { ok: true; json: string; readonly result: unknown } | { ok: false; error: Failure }

const STOP_GRACE_MS = 3000

/** Runs the functions of a folder of bundles as the platform does. */
export class Runner {
  private readonly pools = new Map<string, Pool>()
  private readonly deployment: Deployment
  private closed = false

  /** @throws Error when settings or a function's `config.json` are wrong */
  constructor(private readonly options: RunnerOptions) {
    this.deployment = readDeployment(options.cloudbase ?? null)
    for (const fn of functionsIn(options.distDir)) this.pools.set(fn, this.newPool(fn))
  }

  /** Names of the functions, sorted. */
  functions(): string[] {
    return [...this.pools.keys()]
  }

  /** All timers of all functions. @throws Error when a `config.json` is wrong */
  timers(): Timer[] {
    return this.functions().flatMap((fn) => timersOf(this.options.distDir, fn))
  }

  /**
   * Calls a function. Never throws: a crash, a timeout or too much memory is the caller's failure alone.
   * @param fn name
   * @param event any JSON value
   * @param requestId shown with the console lines of the call
   */
  async invoke(
    fn: string,
    event: unknown,
    caller: Caller,
    requestId: string = randomUUID(),
  ): Promise<CallResult> {
    const pool = this.pools.get(fn)
    if (!pool) return { ok: false, error: { code: 'FUNCTION_NOT_FOUND', message: `no function "${fn}"` } }
    if (this.closed) return { ok: false, error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: 'stopping' } }
    const environment = callerEnvironment(caller, this.options.env['TENCENTCLOUD_SECRETKEY'] ?? '')
    const { memory, timeout } = settingsOf(this.deployment, fn)
    const { clock } = this.options
    const outcome = await new Promise<Outcome>((finish) => {
      pool.submit({
        call: {
          id: requestId,
          event: JSON.stringify(event ?? {}),
          caller: environment,
          clockOffset: clock.isTest ? clock.offset : null,
          context: {
            request_id: requestId,
            function_name: fn,
            function_version: '$LATEST',
            namespace: this.options.env['SCF_NAMESPACE'],
            memory_limit_in_mb: memory,
            time_limit_in_ms: timeout * 1000,
            environment: JSON.stringify(environment),
          },
        },
        finish,
      })
    })
    if (!outcome.ok) {
      this.write(fn, requestId, `${outcome.error.code} ${outcome.error.message}`)
      return outcome
    }
    const { json } = outcome
    return {
      ok: true,
      json,
      get result(): unknown {
        const result: unknown = JSON.parse(json)
        return result
      },
    }
  }

  /** Starts one instance of each function. */
  warm(): void {
    for (const pool of this.pools.values()) pool.warm()
  }

  /** Takes no more calls, waits a moment for those in progress, ends every process. */
  async close(): Promise<void> {
    this.closed = true
    await Promise.all([...this.pools.values()].map((pool) => pool.close(STOP_GRACE_MS)))
  }

  private newPool(fn: string): Pool {
    const { distDir, env, maxInstancesPerFunction = DEFAULT_INSTANCES } = this.options
    const { memory, timeout } = settingsOf(this.deployment, fn)
    const hostFile = this.options.hostFile ?? path.join(__dirname, 'host.js')
    if (!fs.existsSync(hostFile))
      throw new Error(`${hostFile} is missing: bundle localcloud/runner/host.ts first`)
    return new Pool({
      fn,
      bundle: path.resolve(distDir, fn, 'index.js'),
      hostFile,
      env: { ...env, TCB_FUNCTION_NAME: fn, SCF_FUNCTIONNAME: fn },
      memory,
      timeout: timeout * 1000,
      maxInstances: maxInstancesPerFunction,
      line: (requestId, text) => this.write(fn, requestId, text),
    })
  }

  private write(fn: string, requestId: string, text: string): void {
    this.options.log?.(`${fn} ${requestId} ${text}`)
  }
}
