import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readAdminCall } from './admin'
import type { AdminCall } from './admin'
import { executeDatabase } from './database'
import { EndpointError, RequestAborted, toWireError } from './errors'
import { invokeFunction } from './functions'
import { handleObject } from './objects'
import { createOpenApi } from './openapi'
import { CloudStorage } from './storage'
import { PLATFORM_LIMITS } from './types'
import type { Endpoint, EndpointOptions, OutboxEntry } from './types'

export type { Caller, Credentials } from './environment'
export {
  CALLER_VARIABLES,
  callerEnvironment,
  FOREIGN_VARIABLES,
  LOCAL_APPID,
  sdkEnvironment,
} from './environment'
export { EndpointError } from './errors'
export type { CloudStorage, FileReply } from './storage'
export type { DatabaseEngine, Endpoint, EndpointOptions, InvokeReply, Limits, OutboxEntry } from './types'

/** The content type by which the SDKs tell an error from protobuf; they compare it letter by letter. */
const JSON_TYPE = 'application/json; charset=utf-8'

/** Stands for the link that a township registers with WeChat. */
const DEFAULT_LINK_PREFIX = 'https://yijing.example.com/go'

/**
 * CloudBase's wire protocol for the unmodified SDKs: `POST /admin` for the database, functions, storage and openapi,
 * and `/files/…` for the files themselves. Whatever a request holds, it is answered and never thrown.
 */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const limits = { ...PLATFORM_LIMITS, ...options.limits }
  const storage = new CloudStorage(options, limits)
  const outbox: OutboxEntry[] = []
  const { now, linkPrefix = DEFAULT_LINK_PREFIX } = options
  const openApi = createOpenApi({ outbox, now, linkPrefix })

  async function dispatch(call: AdminCall): Promise<Record<string, unknown> | Buffer> {
    if (call.action.startsWith('database.')) return executeDatabase(call, options.store)
    if (call.action === 'functions.invokeFunction') return invokeFunction(call, options, limits)
    if (call.action.startsWith('storage.')) return storage.execute(call.action, call.params)
    if (call.action === 'wx.openApi' || call.action === 'wx.api') return openApi(call)
    throw new EndpointError('INVALID_ACTION', `${call.action} is not supported by the local cloud`)
  }

  async function handleAdmin(req: IncomingMessage, res: ServerResponse, requestId: string): Promise<void> {
    try {
      if (req.method !== 'POST') throw new EndpointError('INVALID_PARAM', '/admin answers POST only')
      const reply = await dispatch(await readAdminCall(req, options, limits))
      if (Buffer.isBuffer(reply)) send(res, 'application/octet-stream', reply)
      else send(res, JSON_TYPE, JSON.stringify({ ...reply, requestId }))
    } catch (error) {
      if (error instanceof RequestAborted) return
      const { code, message, internal } = toWireError(error)
      if (internal)
        options.log?.(`${requestId} ${error instanceof Error ? String(error.stack) : String(error)}`)
      // A body that has not arrived whole cannot be followed by another request on this connection.
      if (!req.complete) res.setHeader('connection', 'close')
      send(res, JSON_TYPE, JSON.stringify({ code, message, requestId }))
    }
  }

  return {
    outbox,
    storage,
    async handle(req, res) {
      const path = (req.url ?? '').split('?')[0] ?? ''
      const requestId = randomUUID()
      if (path === '/admin') await handleAdmin(req, res, requestId)
      else if (path.startsWith('/files/'))
        await handleObject(req, res, { storage, options, limits }, requestId)
      else return false
      return true
    },
  }
}

function send(res: ServerResponse, type: string, body: string | Buffer): void {
  if (res.headersSent || res.destroyed) return
  res.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}
