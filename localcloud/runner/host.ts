/**
 * Runs inside a function's own process: loads the bundle, then answers one call at a time.
 * Arguments: path of the bundle, memory limit in MB.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import { format } from 'node:util'
import {
  MAX_RESULT_BYTES,
  NODE_BASELINE_MB,
  type CallMessage,
  type Failure,
  type HostMessage,
} from './protocol'
import { setClockOffset } from './shifted-date'

type Main = (event: unknown, context: Record<string, unknown>) => unknown

// The SDKs read some twenty variables at each request, and each read of the real environment is a call into the system.
process.env = Object.assign(Object.create(null) as NodeJS.ProcessEnv, process.env)

const MEMORY_CHECK_MS = 100
const MB = 1024 * 1024

const bundle = process.argv[2] ?? ''
const memoryLimit = Number(process.argv[3]) * MB
/** The call that a piece of asynchronous work belongs to. */
const origin = new AsyncLocalStorage<string>()
let current: string | null = null

function send(message: HostMessage, then?: () => void): void {
  if (!process.connected) return
  process.send?.(message, undefined, undefined, then)
}

/** Ends the process once the message is out. */
function leaveWith(message: HostMessage): void {
  current = null
  send(message, () => process.exit(1))
}

for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  console[level] = (...parts: unknown[]) => {
    for (const text of format(...parts).split('\n'))
      send({ type: 'line', id: origin.getStore() ?? current ?? '', text })
  }
}

function onStray(error: unknown): void {
  console.error(error)
  const culprit = origin.getStore()
  if (current === null || (culprit !== undefined && culprit !== current)) {
    // Not the fault of whoever is being served now: that call may finish.
    send({ type: 'retire' })
    return
  }
  fail(current, { code: 'FUNCTIONS_EXECUTE_FAIL', message: describe(error) })
}

function fail(id: string, failure: Failure): void {
  leaveWith({ type: 'failed', id, failure, last: true })
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : format(error)
}

function memoryFailure(): Failure | null {
  const { heapUsed, external } = process.memoryUsage()
  const used = heapUsed + external + NODE_BASELINE_MB * MB
  if (used <= memoryLimit) return null
  return {
    code: 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED',
    message: `${Math.round(used / MB)} MB used, the limit is ${memoryLimit / MB} MB`,
  }
}

async function answer(main: Main, call: CallMessage): Promise<HostMessage> {
  const { id } = call
  let result: string | undefined
  try {
    const value: unknown = await main(JSON.parse(call.event), call.context)
    result = JSON.stringify(value)
  } catch (error) {
    return {
      type: 'failed',
      id,
      failure: { code: 'FUNCTIONS_EXECUTE_FAIL', message: describe(error) },
      last: false,
    }
  }
  const bytes = Buffer.byteLength(result ?? 'null')
  if (bytes <= MAX_RESULT_BYTES) return { type: 'done', id, result: result ?? 'null' }
  return {
    type: 'failed',
    id,
    failure: { code: 'FUNCTIONS_RESULT_SIZE_EXCEED_LIMIT', message: `the result has ${bytes} bytes` },
    last: false,
  }
}

async function serve(main: Main, call: CallMessage): Promise<void> {
  current = call.id
  setClockOffset(call.clockOffset)
  Object.assign(process.env, call.caller)
  const reply = await origin.run(call.id, () => answer(main, call))
  for (const key of Object.keys(call.caller)) Reflect.deleteProperty(process.env, key)
  const overdrawn = memoryFailure()
  if (overdrawn) fail(call.id, overdrawn)
  else send(reply)
  current = null
}

function load(): Main {
  const loaded: unknown = createRequire(bundle)(bundle)
  const main: unknown =
    typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'main') : undefined
  if (typeof main !== 'function') throw new Error('the bundle exports no function "main"')
  return (event, context) => Reflect.apply(main, loaded, [event, context]) as unknown
}

process.on('uncaughtException', onStray)
process.on('unhandledRejection', onStray)
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group of processes; the runner decides when this one ends.
process.on('SIGINT', () => undefined)

setInterval(() => {
  const overdrawn = current === null ? null : memoryFailure()
  if (overdrawn && current !== null) fail(current, overdrawn)
}, MEMORY_CHECK_MS).unref()

try {
  const main = load()
  process.on('message', (call: CallMessage) => void serve(main, call))
  send({ type: 'ready' })
} catch (error) {
  leaveWith({ type: 'broken', message: describe(error) })
}
