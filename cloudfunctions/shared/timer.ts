import * as cloud from 'wx-server-sdk'
import { collectionOf, command, DuplicateKeyError, openDb, type Db } from './db'
import { newRequestId } from './ids'
import { log, stackOf } from './log'
import { Refusal, refusal } from './refusal'
import type { Reply } from './serve'
import { townshipSettings, type Township } from './township'
import type { Instant } from './values'

/** What a job is given. */
export interface JobContext {
  now: Instant
  township: Township
  db: Db
}

/** One piece of work of a timer: does what is due and answers how much that was. Safe to run late, twice or at once. */
export type Job = (context: JobContext) => Promise<number>

/** Who holds the right to run, and until when. */
export interface LeaseRecord {
  _id: string
  until: Instant
}

/** The collection of leases. */
export const LEASES = collectionOf<LeaseRecord>('leases')

const LEASE_MS = 55_000

/**
 * Makes a timer function's `main` of its jobs. A lease lets one firing work while others answer at once; jobs are
 * exactly-once by themselves, so a lease that runs out early costs work, never correctness. A failing job is logged
 * and does not keep the others from running. Clients cannot call it.
 */
export function timer(name: string, jobs: Record<string, Job>): (event: unknown) => Promise<Reply> {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  return async (event) => {
    const requestId = newRequestId()
    const now = Date.now()
    try {
      if (!isTimer(event)) throw refusal('FORBIDDEN')
      const db = openDb()
      if (!(await takeLease(db, name, now))) return { ok: true, data: { held: true }, requestId }
      const township = await townshipSettings(db, now)
      const done: Record<string, number> = {}
      for (const [job, run] of Object.entries(jobs)) {
        try {
          done[job] = await run({ now, township, db })
          log({ level: 'info', event: 'job', requestId, function: name, action: job, count: done[job] })
        } catch (error) {
          log({ level: 'error', event: 'job', requestId, function: name, action: job, stack: stackOf(error) })
        }
      }
      await db.of(LEASES).update(name, { until: now })
      return { ok: true, data: done, requestId }
    } catch (error) {
      const known = error instanceof Refusal ? error : refusal('INTERNAL')
      log({
        level: 'error',
        event: 'timer',
        requestId,
        function: name,
        code: known.code,
        stack: stackOf(error),
      })
      return { ok: false, code: known.code, message: known.message, requestId }
    }
  }
}

/** Whether the platform's timer calls: no client, no other function, and an event that says so. */
function isTimer(event: unknown): boolean {
  const { OPENID, SOURCE } = cloud.getWXContext()
  const type: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, 'Type') : undefined
  return type === 'Timer' && !OPENID && !SOURCE
}

async function takeLease(db: Db, name: string, now: Instant): Promise<boolean> {
  const until = now + LEASE_MS
  if (await db.of(LEASES).updateAndReturn({ _id: name, until: command().lte(now) }, { until })) return true
  try {
    await db.of(LEASES).add({ _id: name, until })
    return true
  } catch (error) {
    if (error instanceof DuplicateKeyError) return false
    throw error
  }
}
