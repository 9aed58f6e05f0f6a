import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LOCAL_APPID } from '../endpoint/environment'
import type { Failure, FailureCode, Runner } from '../runner'
import type { Gate } from './gate'
import { DoorError, sendError, sendJson } from './reply'
import { bodyOf, objectOf, openidOf } from './request'

/** What the doors to functions need. */
export interface CallContext {
  runner: Runner
  gate: Gate
}

/** The platform's limit for the event of a call, in bytes. */
const MAX_EVENT = 100 * 1024
/** The platform's limit for the body of an HTTP trigger, in bytes. */
const MAX_HTTP_BODY = 6 * 1024 * 1024

const WORDS: Record<FailureCode, string> = {
  FUNCTION_NOT_FOUND: '没有这个服务',
  FUNCTIONS_EXECUTE_FAIL: '服务出错了，请稍后再试',
  FUNCTIONS_TIME_LIMIT_EXCEEDED: '服务处理超时，请稍后再试',
  FUNCTIONS_MEMORY_LIMIT_EXCEEDED: '服务内存不足，请稍后再试',
  FUNCTIONS_RESULT_SIZE_EXCEED_LIMIT: '返回的内容太大',
}

/** `POST /call/<function>`: runs it as the WeChat user of `x-openid` and answers its reply. */
export async function callDoor(
  { runner, gate }: CallContext,
  req: IncomingMessage,
  res: ServerResponse,
  fn: string,
): Promise<void> {
  const requestId = randomUUID()
  const openid = openidOf(req)
  const body = await objectOf(req, MAX_EVENT)
  // The platform puts the caller into the event, over whatever the client wrote there.
  const event = { ...body, userInfo: { appId: LOCAL_APPID, openId: openid } }
  const caller = { ...(openid === undefined ? {} : { openid }), source: 'wx_client' }
  const result = await gate.pass(() => runner.invoke(fn, event, caller, requestId))
  if (result.ok) sendJson(res, 200, result.json, requestId)
  else sendError(res, asDoorError(result.error), requestId)
}

/**
 * `ANY /http/<function>/…`: the HTTP trigger with the platform's integration event and answer
 * (docs.cloudbase.net, HTTP access service). Carries no WeChat identity.
 */
export async function triggerDoor(
  { runner, gate }: CallContext,
  req: IncomingMessage,
  res: ServerResponse,
  fn: string,
  url: URL,
): Promise<void> {
  const requestId = randomUUID()
  const body = await bodyOf(req, MAX_HTTP_BODY)
  const isText = /^(text\/|application\/(json|xml|x-www-form-urlencoded|javascript))|\+json|^$/i.test(
    req.headers['content-type'] ?? '',
  )
  const event = {
    path: url.pathname.slice(`/http/${encodeURIComponent(fn)}`.length) || '/',
    httpMethod: req.method,
    headers: req.headers,
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: { requestId, appId: LOCAL_APPID },
    body: body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  }
  const result = await gate.pass(() => runner.invoke(fn, event, {}, requestId))
  if (!result.ok) sendError(res, asDoorError(result.error), requestId)
  else if (!sendIntegrated(res, result.result, requestId)) sendJson(res, 200, result.json, requestId)
}

/** Sends an integration answer `{statusCode, headers, body, isBase64Encoded}`; false when the result is not one. */
function sendIntegrated(res: ServerResponse, result: unknown, requestId: string): boolean {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return false
  const { statusCode, headers, body, isBase64Encoded } = result as Record<string, unknown>
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  try {
    if (typeof statusCode !== 'number' || statusCode < 200) throw new RangeError('statusCode')
    for (const [name, value] of Object.entries(headers ?? {})) res.setHeader(name, String(value))
    res.setHeader('x-request-id', requestId)
    res.writeHead(statusCode)
  } catch {
    for (const name of res.getHeaderNames()) res.removeHeader(name)
    throw new DoorError(502, 'BAD_ANSWER', '服务的回答无效')
  }
  res.end(isBase64Encoded === true ? Buffer.from(text, 'base64') : text)
  return true
}

function asDoorError({ code }: Failure): DoorError {
  return new DoorError(code === 'FUNCTION_NOT_FOUND' ? 404 : 500, code, WORDS[code])
}
