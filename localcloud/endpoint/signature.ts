import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Signer } from '@cloudbase/signature-nodejs'
import { EndpointError } from './errors'
import type { Credentials } from './environment'

/** How far a request's timestamp may be from the endpoint's clock, in seconds. */
export const MAX_CLOCK_SKEW = 300

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/,]+)\/(\d{4}-\d{2}-\d{2})\/tcb\/tc3_request,(?: SignedParams=[^,]*,)? SignedHeaders=([a-z0-9;%_-]+), Signature=([0-9a-f]{64})$/

/** The parts of a request that its signature covers; header names as Node gives them, in lower case. */
export interface SignedRequest {
  path: string
  headers: IncomingHttpHeaders
  /** every field of the body, also those the client says it did not sign */
  params: Record<string, unknown>
}

/**
 * Checks the TC3-HMAC-SHA256 signature by computing it again with the SDK's own signer over the headers the client
 * signed and *all* body fields, so a field added on the way invalidates it.
 *
 * @param now milliseconds since the epoch
 * @throws EndpointError `SIGN_PARAM_INVALID`, whose message says which part is wrong
 */
export function verifySignature(request: SignedRequest, credentials: Credentials, now: number): void {
  const { headers, params } = request
  const match = AUTHORIZATION.exec(headers.authorization ?? '')
  const timestamp = Number(headers['x-timestamp'])
  if (!match) throw invalid('authorization header missing or malformed')
  const [, secretId = '', date = '', signedHeaderNames = '', signature = ''] = match
  if (secretId !== credentials.secretId) throw invalid('secret id error')
  if (!Number.isSafeInteger(timestamp)) throw invalid('X-Timestamp missing')
  if (Math.abs(now / 1000 - timestamp) > MAX_CLOCK_SKEW) throw invalid('signature expired')
  if (date !== new Date(timestamp * 1000).toISOString().slice(0, 10)) throw invalid('credential date error')
  refuseTwins(params)

  const signedHeaders = pickHeaders(headers, signedHeaderNames.split(';'))
  const url = `http://${headers.host ?? ''}${request.path}`
  const expected = computeSignature(url, signedHeaders, params, timestamp, credentials)
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected)) throw invalid('signature mismatch')
  if ((params.sessionToken ?? '') !== credentials.token) throw invalid('session token error')
}

function computeSignature(
  url: string,
  headers: Record<string, string>,
  params: Record<string, unknown>,
  timestamp: number,
  credentials: Credentials,
): Buffer {
  try {
    // The SDK signs the method as it writes it, 'post'; the request line of HTTP shows 'POST'.
    const { signature } = new Signer(credentials, 'tcb').tc3sign('post', url, headers, params, timestamp)
    return Buffer.from(String(signature), 'hex')
  } catch {
    // A Host that is no host, or fields nested deeper than the signer can write out.
    throw invalid('the request cannot be verified')
  }
}

function pickHeaders(headers: IncomingHttpHeaders, names: string[]): Record<string, string> {
  for (const required of ['host', 'content-type', 'x-client-timestamp']) {
    if (!names.includes(required)) throw invalid(`header ${required} is not signed`)
  }
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined
    if (typeof value !== 'string') throw invalid(`signed header ${name} missing`)
    picked[name] = value
  }
  return picked
}

// The signer folds field names to lower case, so of two fields that differ only in case one would go unsigned.
function refuseTwins(params: Record<string, unknown>): void {
  const seen = new Set<string>()
  for (const key of Object.keys(params)) {
    const folded = key.toLowerCase().trim()
    if (seen.has(folded)) throw invalid(`field ${key} given twice`)
    seen.add(folded)
  }
}

function invalid(message: string): EndpointError {
  return new EndpointError('SIGN_PARAM_INVALID', message)
}
