import path from 'node:path'
import * as cloudbase from '@cloudbase/node-sdk'
import deployment from '../../cloudfunctions/cloudbase.json'
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from '../../localcloud/main'
import { builtFunctions, builtHost, PROJECT } from './built'

/** A function's reply, as a client sees it. */
export type Reply =
  | { ok: true; data: unknown; requestId: string }
  | { ok: false; code: string; message: string; requestId: string }

/** The document database of the SDK. */
export type SdkDatabase = ReturnType<ReturnType<typeof cloudbase.init>['database']>

/** A local cloud of a test, with the product's functions and an empty database in memory. */
export interface TestCloud extends LocalCloud {
  /** Calls a function as a WeChat user; null for nobody. Answers refusals too; throws when there is no reply at all. */
  call(openid: string | null, fn: string, action: string, payload?: unknown): Promise<Reply>
  /** As `call`, for actions that must succeed: answers their data, throws on a refusal. */
  must<T>(openid: string, fn: string, action: string, payload?: unknown): Promise<T>
  /** Calls a function with a whole event of one's own making. */
  callRaw(openid: string | null, fn: string, event: object): Promise<Reply>
  /** Moves the test clock to an instant in ms and fires the timers due on the way. */
  clockTo(at: number): Promise<unknown>
  /** Moves the test clock to an instant in ms, while the platform's timers sleep. */
  moveClockOnly(at: number): void
  /** Fires a function's timer now, as a platform that is late, doubled or impatient would. */
  fireTimer(fn: string): Promise<unknown>
  /** Begins anew: an instant in ms, and these records and no others. */
  reset(at: number, records: Record<string, readonly object[]>): Promise<void>
  /** The real node-sdk on this cloud's database, with an administrator's rights. */
  db: SdkDatabase
}

/** Start of the test clock unless a test says otherwise: a Wednesday morning in Beijing. */
export const TEST_NOW = '2026-11-25T10:00:00+08:00'

/** What a test may set; `now: null` takes the machine's clock. */
export type TestCloudOptions = Partial<Omit<LocalCloudOptions, 'now'>> & { now?: string | null }

/** Starts a local cloud in this process on a free port, with a test clock and the product's functions. */
export async function startTestCloud({
  now = TEST_NOW,
  ...options
}: TestCloudOptions = {}): Promise<TestCloud> {
  const cloud = await startLocalCloud({
    port: 0,
    data: null,
    seed: 'empty',
    ...(now === null ? {} : { now }),
    preview: false,
    distDir: options.distDir ?? (await builtFunctions()),
    cloudbase: path.join(PROJECT, 'cloudfunctions', 'cloudbase.json'),
    hostFile: await builtHost(),
    quiet: true,
    ...options,
  })
  const callRaw: TestCloud['callRaw'] = async (openid, fn, event) => {
    const response = await fetch(`${cloud.url}/call/${fn}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(openid === null ? {} : { 'x-openid': openid }) },
      body: JSON.stringify(event),
    })
    return (await response.json()) as Reply
  }
  const call: TestCloud['call'] = (openid, fn, action, payload = {}) =>
    callRaw(openid, fn, { action, payload })
  return {
    ...cloud,
    call,
    callRaw,
    async must<T>(openid: string, fn: string, action: string, payload?: unknown): Promise<T> {
      const reply = await call(openid, fn, action, payload)
      if (!reply.ok) throw new Error(`${fn}.${action}: ${reply.code} ${reply.message}`)
      return reply.data as T
    },
    async reset(at, records) {
      cloud.clock.set(at)
      for (const collectionName of Object.keys(deployment.collections)) {
        const everything = { collectionName, queryType: 'WHERE', multi: true, query: '{}' }
        await cloud.store.execute('database.removeDocument', everything)
        cloud.store.load(collectionName, [...(records[collectionName] ?? [])])
      }
    },
    moveClockOnly: (at) => cloud.clock.advance(at),
    fireTimer: (fn) =>
      cloud.runner.invoke(fn, { Type: 'Timer', TriggerName: 'minute', Time: '', Message: '' }, {}),
    async clockTo(at) {
      const response = await fetch(`${cloud.url}/clock`, {
        method: 'POST',
        body: JSON.stringify({ to: new Date(at).toISOString() }),
      })
      if (!response.ok) throw new Error(`/clock: ${response.status} ${await response.text()}`)
      const reply: unknown = await response.json()
      return reply
    },
    db: sdkDatabase(cloud.sdkEnv),
  }
}

/**
 * The node-sdk as a function would have it. It reads its environment at each request, so this process takes it on;
 * a test process talks to one local cloud at a time.
 */
function sdkDatabase(env: Record<string, string>): SdkDatabase {
  Object.assign(process.env, env)
  return cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV }).database()
}
