import type { IncomingMessage } from 'node:http'
import { readBody } from '../endpoint/body'
import { EndpointError } from '../endpoint/errors'
import { DoorError } from './reply'

const BODY_MS = 30_000
const OPENID = /^[\x21-\x7e]{1,128}$/

/**
 * Reads a request's body.
 * @param limit bytes
 * @throws DoorError 413 when it is larger, 408 when it does not arrive; RequestAborted when the client goes away
 */
export async function bodyOf(req: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await readBody(req, limit, BODY_MS)
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    if (error.code === 'EXCEED_REQUEST_SIZE_LIMIT')
      throw new DoorError(413, 'TOO_LARGE', '内容太大，无法提交')
    throw new DoorError(408, 'TIMEOUT', '提交超时，请重试')
  }
}

/**
 * Reads a JSON object from a request's body.
 * @throws DoorError 400 when it is anything else, and as `bodyOf`
 */
export async function objectOf(req: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  const body = await bodyOf(req, limit)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new DoorError(400, 'BAD_JSON', '请求不是有效的 JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DoorError(400, 'BAD_JSON', '请求应为 JSON 对象')
  }
  return value as Record<string, unknown>
}

/**
 * The WeChat user that a door's caller stands for, from the header `x-openid`; undefined without it.
 * @throws DoorError 400 on an impossible openid
 */
export function openidOf(req: IncomingMessage): string | undefined {
  const header = req.headers['x-openid']
  if (header === undefined || header === '') return undefined
  if (typeof header !== 'string' || !OPENID.test(header)) {
    throw new DoorError(400, 'BAD_OPENID', '用户身份无效')
  }
  return header
}

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

/**
 * Refuses requests that a foreign web page sends through the visitor's browser.
 * @throws DoorError 403 unless Host, and Origin if there is one, name this machine
 */
export function requireLocal(req: IncomingMessage): void {
  const { host = '', origin } = req.headers
  const originHost = origin === undefined ? host : origin.replace(/^https?:\/\//, '')
  if (!LOOPBACK.test(host) || !LOOPBACK.test(originHost)) {
    throw new DoorError(403, 'FOREIGN_ORIGIN', '只接受本机的请求')
  }
}
