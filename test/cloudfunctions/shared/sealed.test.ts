import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { blindIndex, maskPhone, seal, unseal } from '../../../cloudfunctions/shared/sealed'

const key = (): string => randomBytes(32).toString('base64')
const old = key()
const fresh = key()
const index = key()
const OLD = JSON.stringify({ current: '2026a', keys: { '2026a': old }, index })
const ROTATED = JSON.stringify({ current: '2027a', keys: { '2026a': old, '2027a': fresh }, index })
const FRESH_ONLY = JSON.stringify({ current: '2027a', keys: { '2027a': fresh }, index })

const before = process.env['FIELD_KEYS']
beforeEach(() => {
  process.env['FIELD_KEYS'] = OLD
})
afterAll(() => {
  if (before === undefined) delete process.env['FIELD_KEYS']
  else process.env['FIELD_KEYS'] = before
})

describe('seal', () => {
  it('gives back every text, and never stores the same text the same way twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = seal(text)
        expect(unseal(sealed)).toBe(text)
        expect(seal(text).v).not.toBe(sealed.v)
        expect(Object.keys(sealed).sort()).toEqual(['k', 'v'])
      }),
    )
    expect(JSON.stringify(seal('19900001234'))).not.toContain('19900001234')
  })

  it('notices when any byte was changed', () => {
    const sealed = seal('19900001234')
    const bytes = Buffer.from(sealed.v, 'base64')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => unseal({ ...sealed, v: changed.toString('base64') })).toThrow()
    }
  })

  it.each(['', '1', '19900001234'])('notices when %j was cut, be it only the tag', (text) => {
    const sealed = seal(text)
    const bytes = Buffer.from(sealed.v, 'base64')
    for (let length = 0; length < bytes.length; length++) {
      expect(() => unseal({ ...sealed, v: bytes.subarray(0, length).toString('base64') })).toThrow()
    }
  })

  it('reads what an earlier key sealed after a rotation, and seals with the new one', () => {
    const sealed = seal('19900001234')
    process.env['FIELD_KEYS'] = ROTATED
    expect(unseal(sealed)).toBe('19900001234')
    expect(seal('x').k).toBe('2027a')
  })

  it('names a key that is not there any more, and never takes an inherited property for one', () => {
    const sealed = seal('19900001234')
    process.env['FIELD_KEYS'] = FRESH_ONLY
    expect(() => unseal(sealed)).toThrow('no key "2026a"')
    expect(() => unseal({ ...sealed, k: 'constructor' })).toThrow('no key "constructor"')
  })

  it('does not open with a key of another name', () => {
    const sealed = seal('19900001234')
    process.env['FIELD_KEYS'] = ROTATED
    expect(() => unseal({ ...sealed, k: '2027a' })).toThrow()
  })

  it('takes keys that are handed to it instead of the environment’s', () => {
    const sealed = seal('19900001234', FRESH_ONLY)
    expect(sealed.k).toBe('2027a')
    process.env['FIELD_KEYS'] = FRESH_ONLY
    expect(unseal(sealed)).toBe('19900001234')
  })

  it.each([
    ['missing', undefined],
    ['empty', '{}'],
    ['a short key', JSON.stringify({ current: 'a', keys: { a: 'AAAA' }, index })],
    ['no index key', JSON.stringify({ current: 'a', keys: { a: old } })],
  ])('stores nothing without proper keys: %s', (_, keys) => {
    if (keys === undefined) delete process.env['FIELD_KEYS']
    else process.env['FIELD_KEYS'] = keys
    expect(() => seal('19900001234')).toThrow('FIELD_KEYS is missing or malformed')
  })
})

it('a blind index is equal for equal texts, depends on its key, and shows nothing', () => {
  const first = blindIndex('330802199001010011')
  expect(blindIndex('330802199001010011')).toBe(first)
  expect(blindIndex('330802199001010012')).not.toBe(first)
  expect(first).toMatch(/^[0-9a-f]{64}$/)
  process.env['FIELD_KEYS'] = JSON.stringify({ current: 'a', keys: { a: old }, index: key() })
  expect(blindIndex('330802199001010011')).not.toBe(first)
})

it.each([
  ['19900001234', '199****1234'],
  ['05703012345', '057****2345'],
  ['1234567', '123****4567'],
  ['110', '****'],
  ['', '****'],
])('a masked %j reads %j', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked)
})
