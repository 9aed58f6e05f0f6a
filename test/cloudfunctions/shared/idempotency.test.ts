import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { REQUEST_LIFE, requestIdentity, requestRecord } from '../../../cloudfunctions/shared/idempotency'
import { unseal } from '../../../cloudfunctions/shared/sealed'
import { NOW } from '../../support/builders'

const identify = (payload: object, key = 'key-of-16-letters', action = 'shifts.claim', person = 'p_1') =>
  requestIdentity(person, action, key, payload)

/** A value as it arrives: minus nought, for one, does not. */
function asSent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** The same value with the keys of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  )
}

describe('a request’s identity', () => {
  it('is the person, the action and the key together', () => {
    const base = identify({}).id
    expect(identify({ other: 'content' }).id).toBe(base)
    expect(identify({}, 'other-key-letters').id).not.toBe(base)
    expect(identify({}, undefined, 'shifts.release').id).not.toBe(base)
    expect(identify({}, undefined, undefined, 'p_2').id).not.toBe(base)
  })

  it('has a digest that the order of keys does not change, at any depth', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (payload) => {
        expect(identify(reordered(payload) as object).digest).toBe(identify(payload).digest)
      }),
    )
  })

  it('has another digest for other content', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = identify({ a: [a] }).digest === identify({ a: [b] }).digest
        expect(same).toBe(isDeepStrictEqual(asSent(a), asSent(b)))
      }),
    )
    expect(identify({ list: [1, 2] }).digest).not.toBe(identify({ list: [2, 1] }).digest)
    expect(identify({ a: '1' }).digest).not.toBe(identify({ a: 1 }).digest)
    expect(identify({ a: null }).digest).not.toBe(identify({}).digest)
  })
})

describe('the record of an answered request', () => {
  const key = (): string => randomBytes(32).toString('base64')
  const before = process.env['FIELD_KEYS']
  beforeAll(() => {
    process.env['FIELD_KEYS'] = JSON.stringify({ current: 'test', keys: { test: key() }, index: key() })
  })
  afterAll(() => {
    if (before === undefined) delete process.env['FIELD_KEYS']
    else process.env['FIELD_KEYS'] = before
  })

  it('keeps the answer sealed, for a week', () => {
    const record = requestRecord(identify({}), { name: '王建平', phone: '19900001234' }, NOW)
    expect(JSON.stringify(record)).not.toContain('19900001234')
    expect(JSON.parse(unseal(record.reply))).toEqual({ name: '王建平', phone: '19900001234' })
    expect(record.expiresAt).toBe(NOW + REQUEST_LIFE)
    expect(REQUEST_LIFE).toBe(7 * 24 * 60 * 60_000)
  })

  it('keeps an answer of nothing as null', () => {
    expect(unseal(requestRecord(identify({}), undefined, NOW).reply)).toBe('null')
  })
})
