import * as fc from 'fast-check'
import { cleanWords } from '../../../cloudfunctions/shared/payload'

/** Valid payloads of an action, and who is likely to get somewhere with them; anyone, unless said. */
export interface Valid {
  payload: fc.Arbitrary<object>
  by?: readonly string[]
}

/** Valid payloads by full name of the action. */
export type ValidByAction = Record<string, Valid>

/** A key as clients make them. */
export const requestKey = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-'), {
    minLength: 16,
    maxLength: 64,
  })
  .map((letters) => letters.join(''))

/** Words of which something is left when they are trimmed and cleaned. */
export const text = (max: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('家里有事', '人找到了', '荆溪村口老樟树下', '“引号”与 <标签>', '👵🏻', "'; drop table--"),
    fc
      .string({ minLength: 1, maxLength: max, unit: 'grapheme' })
      .filter((each) => cleanWords(each) !== '' && each.length <= max),
  )

/** A point anywhere on earth. */
export const point = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})

/** Words, a point, or both. */
export const place = fc.record({ text: text(100), point: fc.option(point) })

/** A number that can be called. */
export const phone = fc.constantFrom('13900001234', '139-0000-1234', '0570-3012345', '110')

/** A calendar day. */
export const day = fc.constantFrom('2026-11-24', '2026-11-25', '2028-02-29')

/** A village of the township, or one that is none. */
export const village = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('jingxi', 'shishi') },
  { weight: 1, arbitrary: fc.constant('atlantis') },
)

/** A field that may be left out. */
export const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

/** Mostly one of the first, now and then one of the others. */
export const mostly = <T>(likely: readonly T[], others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...likely) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )

/** What a broken or hostile client might send in place of a field, or besides the fields. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    { $ne: null },
    { $where: 'sleep(1000)' },
    { $gt: '' },
    'x'.repeat(5000),
    -1,
    1e308,
    true,
    [],
    [[[[]]]],
    { 'a.b': 1 },
    '',
    null,
    { toString: 'x' },
    '2026-02-30',
    '../../etc/passwd',
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

const junkKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'openid',
  '$set',
  'a.b',
  'roles',
  '_id',
  'transactionId',
  'prototype',
)

/** How a payload is spoilt. */
export const damage = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), value: junk }),
  fc.record({ kind: fc.constant('extra' as const), key: junkKey, value: junk }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('whole' as const), value: junk }),
)

/** The payload, spoilt. */
export function damaged(
  payload: Record<string, unknown>,
  how: { kind: string; at?: number; key?: string; value?: unknown },
): unknown {
  if (how.kind === 'whole') return how.value
  const fields = Object.keys(payload)
  const field = fields[(how.at ?? 0) % Math.max(1, fields.length)] ?? 'x'
  if (how.kind === 'replace') return { ...payload, [field]: how.value }
  if (how.kind === 'drop') return Object.fromEntries(Object.entries(payload).filter(([key]) => key !== field))
  // Spelt as JSON, so that `__proto__` arrives as a key and not as a prototype.
  return JSON.parse(
    `{${JSON.stringify(how.key)}:${JSON.stringify(how.value ?? null)},${JSON.stringify(payload).slice(1)}`.replace(
      ',}',
      '}',
    ),
  )
}
