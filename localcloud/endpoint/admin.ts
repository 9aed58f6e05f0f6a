import type { IncomingMessage } from 'node:http'
import { readBody } from './body'
import { readCallerToken } from './environment'
import type { Caller } from './environment'
import { EndpointError } from './errors'
import { parseForm } from './multipart'
import { verifySignature } from './signature'
import type { EndpointOptions, Limits } from './types'

/** One verified call: what it asks, with the SDK's envelope taken off, and for whom. */
export interface AdminCall {
  action: string
  params: Record<string, unknown>
  caller: Caller
}

/** Fields that every SDK line adds around an action's own parameters. */
const ENVELOPE = new Set([
  'action',
  'envName',
  'eventId',
  'wxCloudApiToken',
  'wxCloudbaseAccesstoken',
  'tcb_sessionToken',
  'sessionToken',
  'crossAuthorizationToken',
])

/**
 * Reads and verifies a `POST /admin` request.
 *
 * @throws EndpointError with the platform's code for whatever is wrong with it
 */
export async function readAdminCall(
  req: IncomingMessage,
  options: EndpointOptions,
  limits: Limits,
): Promise<AdminCall> {
  const fields = await readFields(req, limits)
  verifySignature(
    { path: req.url ?? '', headers: req.headers, params: fields },
    options.credentials,
    signingTime(req, options),
  )
  checkEnvironment(req.url ?? '', fields.envName, options.envId)
  if (fields.crossAuthorizationToken) {
    throw new EndpointError('INVALID_PARAM', 'calls across accounts are not supported by the local cloud')
  }
  const action = fields.action
  if (typeof action !== 'string' || action === '') throw new EndpointError('INVALID_ACTION', 'action missing')
  const params = Object.fromEntries(Object.entries(fields).filter(([key]) => !ENVELOPE.has(key)))
  return { action, params, caller: readCaller(req, fields.wxCloudApiToken, options.credentials.secretKey) }
}

/** With a test clock, a process beside the functions (a test, a tool) still signs by the machine's clock. */
function signingTime(req: IncomingMessage, options: EndpointOptions): number {
  const timestamp = Number(req.headers['x-timestamp']) * 1000
  const [test, machine] = [options.now(), Date.now()]
  return Math.abs(machine - timestamp) < Math.abs(test - timestamp) ? machine : test
}

async function readFields(req: IncomingMessage, limits: Limits): Promise<Record<string, unknown>> {
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  const body = await readBody(req, limits.bodyBytes, limits.bodyMs)
  if (type === 'multipart/form-data') return refusePrototype(await parseForm(body, req.headers))
  if (type !== 'application/json') {
    throw new EndpointError('INVALID_PARAM', 'content-type must be application/json or multipart/form-data')
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(body.toString())
  } catch {
    throw new EndpointError('INVALID_PARAM', 'the request body is not JSON')
  }
  if (!isRecord(parsed)) throw new EndpointError('INVALID_PARAM', 'the request body is not a JSON object')
  return refusePrototype(parsed)
}

function refusePrototype(fields: Record<string, unknown>): Record<string, unknown> {
  if (Object.hasOwn(fields, '__proto__')) throw new EndpointError('INVALID_PARAM', 'field __proto__')
  return fields
}

// The 3.x lines name the environment in the URL as well, the 2.x lines only in the body; empty means the default one.
function checkEnvironment(url: string, envName: unknown, envId: string): void {
  const inUrl = new URLSearchParams(url.split('?')[1] ?? '').get('env') ?? ''
  for (const name of [inUrl, envName ?? '']) {
    if (name !== '' && name !== envId) {
      throw new EndpointError('INVALID_ENV', `environment ${JSON.stringify(name)} is not this one (${envId})`)
    }
  }
}

function readCaller(req: IncomingMessage, token: unknown, secretKey: string): Caller {
  const caller = readCallerToken(typeof token === 'string' ? token : '', secretKey)
  if (!caller) throw new EndpointError('SIGN_PARAM_INVALID', 'wxCloudApiToken error')
  // As on the platform, a function called by a function sees the chain of sources: "wx_client,scf".
  const chain = String(req.headers['x-tcb-source'] ?? '').replace(/^,+/, '')
  return chain === '' ? caller : { ...caller, source: chain }
}

/** Whether a parsed value is a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
