import { collectionOf, type Db } from './db'
import { digest, idFrom } from './ids'
import { refusal } from './refusal'
import { seal, unseal, type Sealed } from './sealed'
import { DAY } from './time'
import type { Instant } from './values'

/** The answer given to a request, kept so that a repeat gets the same one. Sealed: answers may hold personal data. */
export interface RequestRecord {
  _id: string
  digest: string
  reply: Sealed
  expiresAt: Instant
}

/** The collection of answered requests. */
export const REQUESTS = collectionOf<RequestRecord>('requests')

/** How long a repeat is recognised: longer than any phone retries. */
export const REQUEST_LIFE = 7 * DAY

/** Identity of a request: the same person, action and key. */
export interface RequestIdentity {
  id: string
  digest: string
}

/** Identifies a request by person, action and `requestKey`, with a digest of its content. */
export function requestIdentity(
  person: string,
  action: string,
  requestKey: string,
  payload: object,
): RequestIdentity {
  return { id: idFrom('req', person, action, requestKey), digest: digest(sortedKeys(payload)) }
}

/** The record to write with the change itself. */
export function requestRecord(identity: RequestIdentity, data: unknown, now: Instant): RequestRecord {
  return {
    _id: identity.id,
    digest: identity.digest,
    reply: seal(JSON.stringify(data ?? null)),
    expiresAt: now + REQUEST_LIFE,
  }
}

/**
 * The first answer to a repeated request; undefined when the request is new.
 * @throws Refusal REQUEST_KEY_REUSED when the key came with other content
 */
export async function firstAnswer(db: Db, identity: RequestIdentity): Promise<{ data: unknown } | undefined> {
  const record = await db.of(REQUESTS).get(identity.id)
  if (!record) return undefined
  if (record.digest !== identity.digest) throw refusal('REQUEST_KEY_REUSED')
  return { data: JSON.parse(unseal(record.reply)) }
}

/** The same value with object keys in alphabetical order, so that key order does not change a digest. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  )
}
