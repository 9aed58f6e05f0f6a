import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** A new random id, e.g. `newId('help')` → `help_3f…` (96 bits, URL-safe). */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}

/** A new request id for logs and replies. */
export function newRequestId(): string {
  return randomUUID()
}

/** An id that is always the same for the same parts, so that doing a thing twice collides instead of doubling. */
export function idFrom(prefix: string, ...parts: string[]): string {
  return `${prefix}_${digest(parts).slice(0, 24)}`
}

/** SHA-256 of a JSON value as hex; object keys count in the order given. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

/**
 * The id of the person behind a WeChat openid. It is derived, so a visitor keeps the same id when a record is made for
 * them later, and the openid itself never needs to leave the server.
 */
export function personId(openid: string): string {
  return idFrom('p', openid)
}
