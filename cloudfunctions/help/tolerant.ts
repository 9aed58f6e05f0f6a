import * as z from 'zod'
import { cleanWords } from '../shared/payload'

/** Stands for something that was sent but could not be understood. */
export const ODD = { odd: true } as const
/** The type of `ODD`. */
export type Odd = typeof ODD

/**
 * A field that never refuses: what its schema does not understand becomes `ODD`, to be flagged. Only for asking for
 * help, which nothing odd may ever refuse (S-45).
 */
export function tolerant<S extends z.ZodType>(schema: S) {
  return z.union([schema, z.unknown().transform((): Odd => ODD)]).optional()
}

/** Words of any length: cleaned, and cut rather than refused. */
export function cutWords(max: number) {
  return z.string().transform((text) => [...cleanWords(text)].slice(0, max).join(''))
}

/** What was understood of the fields, and whether anything was not. */
export function understood<T extends object>(
  fields: T,
): { known: { [K in keyof T]?: Exclude<T[K], Odd | undefined> }; odd: boolean } {
  const known: { [K in keyof T]?: Exclude<T[K], Odd | undefined> } = {}
  let odd = false
  for (const key of Object.keys(fields) as (keyof T)[]) {
    const value = fields[key]
    if (value === ODD) odd = true
    else if (value !== undefined) known[key] = value as Exclude<T[typeof key], Odd | undefined>
  }
  return { known, odd }
}
