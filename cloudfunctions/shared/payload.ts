import * as z from 'zod'
import { isDay } from './time'
import { refusal } from './refusal'

const MAX_DEPTH = 8
const MAX_BYTES = 100 * 1024
const HOSTILE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** An id as this product makes them. */
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** The client's key for one intention: the same key again is the same request again (DESIGN, Correctness). */
export const RequestKey = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

/** A calendar day in UTC+8. */
export const DayText = z.string().refine(isDay)

/** Words of a person: trimmed, without control characters, 1 to `max` characters of which something is left then. */
export function words(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((text) => cleanWords(text) !== '')
    .transform(cleanWords)
}

/** Trims, and drops control characters other than line breaks. */
export function cleanWords(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e]/g, '').trim()
}

/** A gcj02 point in degrees. */
export const PointInput = z.strictObject({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
})

/** Words and/or a point. */
export const PlaceInput = z.strictObject({
  text: z.string().max(100).transform(cleanWords),
  point: PointInput.nullable(),
})

/** A mainland mobile or a landline with area code; spaces and dashes are dropped. */
export const Phone = z
  .string()
  .max(20)
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^(1[3-9]\d{9}|0\d{9,11}|1\d{2}|12\d{3})$/))

/** A file in the environment's storage, as `wx.cloud.uploadFile` names it. */
export const FileId = z
  .string()
  .max(300)
  .regex(/^cloud:\/\/[A-Za-z0-9._-]+\/uploads\/[A-Za-z0-9/_.-]+$/)
  .refine((text) => !text.includes('..'))

/**
 * Refuses what no schema should have to think of: prototype keys, keys that would be operators or paths in a query,
 * numbers that are not finite, and payloads that are too deep or too large.
 * @throws Refusal BAD_INPUT
 */
export function guardPayload(payload: unknown): void {
  const visit = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) throw refusal('BAD_INPUT')
    if (typeof value === 'number' && !Number.isFinite(value)) throw refusal('BAD_INPUT')
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      if (HOSTILE_KEYS.has(key) || key.startsWith('$') || key.includes('.')) throw refusal('BAD_INPUT')
      visit(Reflect.get(value, key), depth + 1)
    }
  }
  visit(payload, 0)
  if (Buffer.byteLength(JSON.stringify(payload) ?? '') > MAX_BYTES) throw refusal('BAD_INPUT')
}
