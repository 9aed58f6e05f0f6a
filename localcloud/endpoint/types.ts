import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller, Credentials } from './environment'
import type { CloudStorage } from './storage'

/** What the endpoint needs of the database: one wire action in, the reply's body out; it throws errors with a `code`. */
export interface DatabaseEngine {
  execute(action: string, params: Record<string, unknown>): Promise<Record<string, unknown>>
}

/** What a function call came to: its result as JSON text, or the platform's error. */
export interface InvokeReply {
  result?: string
  error?: { code: string; message: string }
}

/** Sizes in bytes and times in milliseconds beyond which a request is refused. */
export interface Limits {
  /** event of `functions.invokeFunction` */
  eventBytes: number
  /** any other request body */
  bodyBytes: number
  /** one uploaded file */
  uploadBytes: number
  /** time for a body to arrive whole */
  bodyMs: number
}

/** CloudBase's own limits: 100 KB of event text, 6 MB per request, 50 MB per file uploaded by a function. */
export const PLATFORM_LIMITS: Limits = {
  eventBytes: 100 * 1024,
  bodyBytes: 6 * 1024 * 1024,
  uploadBytes: 50 * 1024 * 1024,
  bodyMs: 30_000,
}

/** One recorded openapi call: what WeChat would have been asked, by whom, and what the stand-in answered. */
export interface OutboxEntry {
  /** milliseconds since the epoch, by the endpoint's clock */
  at: number
  /** e.g. `subscribeMessage.send` */
  api: string
  /** the WeChat user in whose call it happened; absent for timers */
  openid?: string
  data: Record<string, unknown>
  reply: Record<string, unknown>
  /** what WeChat would push later: the verdict on a picture or sound */
  result?: Record<string, unknown>
}

export interface EndpointOptions {
  store: DatabaseEngine
  /** folder for uploaded files; `null` keeps them in memory */
  filesDir: string | null
  envId: string
  credentials: Credentials
  /** base address that clients reach this server at, without a trailing slash */
  publicUrl: () => string
  /** milliseconds since the epoch */
  now: () => number
  invoke: (fn: string, event: unknown, caller: Caller) => Promise<InvokeReply>
  /** the registered https link that QR codes start with */
  linkPrefix?: string
  limits?: Partial<Limits>
  /** told of failures that are this program's own, not the caller's */
  log?: (line: string) => void
}

export interface Endpoint {
  /** Answers `/admin` and `/files/…`; resolves to false for any other path, and never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>
  /** recorded openapi calls, newest last */
  outbox: OutboxEntry[]
  /** the file storage, for doors that upload on a client's behalf */
  storage: CloudStorage
}
