import { timingSafeEqual } from 'node:crypto'
import { blindIndex } from './sealed'
import type { Instant } from './values'

/** 72 bits: 12 URL-safe characters that nobody guesses while a slot lasts. */
const CODE_BYTES = 9

/** The slot an instant lies in; slots of `slotMs` follow each other since 1970. */
export function slotOf(at: Instant, slotMs: number): number {
  return Math.floor(at / slotMs)
}

/**
 * The code of a subject in a slot: keyed with this deployment's key, so that only the server can make or check one.
 * @param purpose what the code lets its bearer do; codes of one purpose mean nothing to another
 */
export function passcode(purpose: string, subject: string, slot: number): string {
  const mac = blindIndex(JSON.stringify(['passcode', purpose, subject, slot]))
  return Buffer.from(mac, 'hex').subarray(0, CODE_BYTES).toString('base64url')
}

/**
 * Whether a code is the subject's of now.
 * @param slack how many slots before and after now count too: the phone that scans is a moment late
 */
export function passcodeMatches(
  purpose: string,
  subject: string,
  code: string,
  now: Instant,
  slotMs: number,
  slack: number,
): boolean {
  const present = slotOf(now, slotMs)
  const given = Buffer.from(code)
  for (let slot = present - slack; slot <= present + slack; slot++) {
    const expected = Buffer.from(passcode(purpose, subject, slot))
    if (given.length === expected.length && timingSafeEqual(given, expected)) return true
  }
  return false
}
