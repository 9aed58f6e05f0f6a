import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import { parseInstant } from '../clock'
import type { Endpoint } from '../endpoint'
import { RequestAborted } from '../endpoint/errors'
import type { Scheduler } from '../runner/scheduler'
import { callDoor, triggerDoor, type CallContext } from './calls'
import { temporaryUrlDoor, uploadDoor, type UploadRule } from './files'
import type { DemoPerson } from './people'
import { DoorError, sendError, sendValue } from './reply'
import { objectOf, requireLocal } from './request'
import { sendFile } from './static'

/** What the doors need. */
export interface DoorContext extends CallContext {
  clock: Clock
  scheduler: Scheduler
  endpoint: Endpoint
  uploads: UploadRule
  /** Null without a demo township. */
  people: (() => Promise<DemoPerson[]>) | null
  /** Folder of the preview; null without one. */
  staticDir: string | null
  log(line: string): void
}

const MAX_CLOCK_BODY = 10 * 1024
/** Longest move of the clock at once, in ms. */
const MAX_JUMP = 400 * 86_400_000

/**
 * Answers every request of the local cloud's HTTP server. Never rejects: what goes wrong is an answer, and what is
 * this program's own fault is logged and answered `INTERNAL`.
 */
export function doors(context: DoorContext): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    answer(context, req, res).catch((error: unknown) => {
      if (error instanceof RequestAborted) return
      if (!(error instanceof DoorError)) {
        context.log(
          `door ${req.method} ${req.url}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
        )
      }
      sendError(res, error instanceof DoorError ? error : new DoorError(500, 'INTERNAL', '服务出错了'))
    })
  }
}

async function answer(context: DoorContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = urlOf(req)
  const [, door = '', name = '', rest] = url.pathname.split('/')
  const isRead = req.method === 'GET' || req.method === 'HEAD'
  if (!isRead && door !== 'admin' && door !== 'files') requireLocal(req)
  switch (door) {
    case 'call':
      if (rest !== undefined) break
      only(req, 'POST')
      return callDoor(context, req, res, functionName(name))
    case 'http':
      return triggerDoor(context, req, res, functionName(name), url)
    case 'clock':
      only(req, 'POST')
      return clockDoor(context, req, res)
    case 'upload':
      only(req, 'POST')
      return uploadDoor(context.endpoint, context.uploads, req, res, url)
    case 'tempurl':
      only(req, 'GET')
      return temporaryUrlDoor(context.endpoint, res, url)
    case 'healthz':
      return sendValue(res, { ok: true, now: isoNow(context.clock), testClock: context.clock.isTest })
    case 'outbox':
      return sendValue(res, context.endpoint.outbox)
    case 'people':
      if (!context.people) throw new DoorError(404, 'NO_DEMO', '没有演示数据')
      return sendValue(res, await context.people())
  }
  if (await context.endpoint.handle(req, res)) return
  const { staticDir } = context
  if (isRead && staticDir !== null && (await sendFile(res, staticDir, url.pathname, req.method === 'HEAD')))
    return
  throw new DoorError(404, 'NOT_FOUND', '没有这个地址')
}

async function clockDoor(context: DoorContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { clock, scheduler, gate } = context
  if (!clock.isTest) throw new DoorError(409, 'NO_TEST_CLOCK', '启动时未加 --now，时钟不能调整')
  const { to } = await objectOf(req, MAX_CLOCK_BODY)
  const at = typeof to === 'string' ? parseInstant(to) : null
  if (at === null)
    throw new DoorError(400, 'BAD_INSTANT', 'to 应为带时区的 ISO 时间，例如 2026-11-24T19:00:00+08:00')
  if (at - clock.now() > MAX_JUMP) throw new DoorError(400, 'TOO_FAR', '一次最多前进 400 天')
  const fired = await scheduler.moveTo(at, (work) => gate.exclusive(work))
  if (!fired) throw new DoorError(400, 'CLOCK_BACKWARDS', '时钟只能向前调')
  sendValue(res, { now: isoNow(clock), fired })
}

function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

function urlOf(req: IncomingMessage): URL {
  try {
    return new URL(`http://127.0.0.1${req.url?.startsWith('/') ? req.url : '/'}`)
  } catch {
    throw new DoorError(400, 'BAD_URL', '地址无效')
  }
}

function functionName(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new DoorError(400, 'BAD_URL', '地址无效')
  }
}

function only(req: IncomingMessage, method: string): void {
  if (req.method !== method) throw new DoorError(405, 'METHOD_NOT_ALLOWED', `这个地址只接受 ${method}`)
}
