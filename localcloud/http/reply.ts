import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A refusal by a door, with its HTTP status, a stable code and words fit to show. */
export class DoorError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'DoorError'
  }
}

/** Answers with JSON text. */
export function sendJson(res: ServerResponse, status: number, json: string, requestId?: string): void {
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
  })
  res.end(json)
}

/** Answers any value as JSON. */
export function sendValue(res: ServerResponse, value: unknown): void {
  sendJson(res, 200, JSON.stringify(value))
}

/** Answers a failure in the form that the functions' own refusals have. */
export function sendError(res: ServerResponse, error: DoorError, requestId: string = randomUUID()): void {
  const { status, code, message } = error
  if (res.headersSent) {
    res.destroy()
    return
  }
  sendJson(res, status, JSON.stringify({ ok: false, code, message, requestId }), requestId)
}
