import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { startLocalCloud, type LocalCloud } from '../main'
import type { Bench } from './context'
import { figuresOf, type Figure, type Goal } from './figure'
import { Meter } from './meter'
import { STEPS, type Found, type Step } from './trip-steps'

/** An evening on which the demo township has people on duty. */
const EVENING = '2026-11-25T19:10:00+08:00'
/** Every action reads who calls it. */
const IDENTITY_READ = 1

const LISTS = new Set(['shifts.list', 'help.nearby', 'help.mine', 'help.watch', 'account.inbox'])
const figure = figuresOf('trips')

/** Something without effect, so that an instance is warm and knows the township's settings. */
const WARM_UP: Record<string, string> = { shifts: 'list', help: 'mine', account: 'me' }

/** How many database actions each action of the product costs, counted where the endpoint hands them to the store. */
export async function measureTrips({ projectDir, outDir }: Bench): Promise<Figure[]> {
  const cloud = await startLocalCloud({
    port: 0,
    data: null,
    seed: 'demo',
    now: EVENING,
    preview: false,
    distDir: path.join(outDir, 'functions'),
    cloudbase: path.join(projectDir, 'cloudfunctions', 'cloudbase.json'),
    maxInstancesPerFunction: 1,
    quiet: true,
  })
  try {
    const meter = new Meter(cloud)
    const found: Found = { shiftId: '', personId: '', helpId: '', messageId: '' }
    const figures: Figure[] = []
    for (const step of STEPS) {
      await call(cloud, step.by, step.fn, WARM_UP[step.fn] ?? '', {})
      meter.take()
      const data = await call(cloud, step.by, step.fn, step.action, payloadOf(step, found))
      const { trips } = meter.take()
      Object.assign(found, step.keep?.(data))
      if (step.isScene !== true) figures.push(figureOf(step, trips))
    }
    return figures
  } finally {
    await cloud.close()
  }
}

function payloadOf({ payload, isRead }: Step, found: Found): object {
  return { ...payload?.(found), ...(isRead === true ? {} : { requestKey: randomUUID() }) }
}

function figureOf({ fn, action, as = '' }: Step, trips: number): Figure {
  const name = `${fn}.${action}`
  const row = as === '' ? name : `${name} ${as}`
  const atMost = (limit: number): Goal => ({ of: 'value', bound: 'at most', limit })
  if (LISTS.has(name))
    return figure(`${row}, beyond the identity read`, trips - IDENTITY_READ, '', { goal: atMost(2) })
  return figure(row, trips, '', { goal: name === 'shifts.claim' ? atMost(7) : null })
}

async function call(
  { url }: LocalCloud,
  openid: string,
  fn: string,
  action: string,
  payload: object,
): Promise<unknown> {
  const response = await fetch(`${url}/call/${fn}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': openid },
    body: JSON.stringify({ action, payload }),
  })
  const reply = (await response.json()) as { ok: boolean; code?: string; data?: unknown }
  if (!reply.ok) throw new Error(`${fn}.${action} by ${openid}: ${reply.code}`)
  return reply.data
}
