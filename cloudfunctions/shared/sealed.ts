import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import * as z from 'zod'

/** A personal field at rest: AES-256-GCM with the id of its key, so that keys can be rotated (DESIGN, Privacy). */
export interface Sealed {
  /** Key id. */
  k: string
  /** base64 of iv (12 bytes) + tag (16 bytes) + ciphertext. */
  v: string
}

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes')
const Keys = z.strictObject({ current: z.string(), keys: z.record(z.string(), Key), index: Key })

const IV_BYTES = 12
const TAG_BYTES = 16

type FieldKeys = z.output<typeof Keys>

/**
 * The field keys of this deployment, from the function's environment variable `FIELD_KEYS`:
 * `{"current":"2026a","keys":{"2026a":"<base64, 32 bytes>"},"index":"<base64, 32 bytes>"}`.
 * @throws if it is missing or malformed: nothing personal may be stored without it
 */
function fieldKeys(text = process.env['FIELD_KEYS']): FieldKeys {
  const parsed = Keys.safeParse(JSON.parse(text ?? 'null'))
  if (!parsed.success) throw new Error('FIELD_KEYS is missing or malformed')
  return parsed.data
}

function keyOf({ keys }: FieldKeys, id: string): Buffer {
  const text = Object.hasOwn(keys, id) ? keys[id] : undefined
  if (text === undefined) throw new Error(`FIELD_KEYS has no key "${id}"`)
  return Buffer.from(text, 'base64')
}

/**
 * Encrypts a personal field with the current key.
 * @param fieldKeysText the keys as `FIELD_KEYS` holds them; those of the environment unless given
 */
export function seal(text: string, fieldKeysText?: string): Sealed {
  const keys = fieldKeys(fieldKeysText)
  const id = keys.current
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, id), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { k: id, v: Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64') }
}

/**
 * Decrypts a sealed field.
 * @throws if the key is unknown or the text was tampered with
 */
export function unseal(sealed: Sealed): string {
  const bytes = Buffer.from(sealed.v, 'base64')
  const iv = bytes.subarray(0, IV_BYTES)
  // Without the length, a tag cut to four bytes would be accepted.
  const options = { authTagLength: TAG_BYTES }
  const decipher = createDecipheriv('aes-256-gcm', keyOf(fieldKeys(), sealed.k), iv, options)
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  )
}

/**
 * Keyed hash of a personal field: equal fields have equal indexes, and nothing can be read back from it.
 * @param fieldKeysText the keys as `FIELD_KEYS` holds them; those of the environment unless given
 */
export function blindIndex(text: string, fieldKeysText?: string): string {
  return createHmac('sha256', Buffer.from(fieldKeys(fieldKeysText).index, 'base64'))
    .update(text)
    .digest('hex')
}

/** A phone number with its middle hidden: `138****5678`. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
