import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { passcode, passcodeMatches, slotOf } from '../../../cloudfunctions/shared/passcode'

const SLOT = 30_000
const START = 1_795_600_800_000

const keysText = (): string => {
  const key = (): string => randomBytes(32).toString('base64')
  return JSON.stringify({ current: 'a', keys: { a: key() }, index: key() })
}

const before = process.env['FIELD_KEYS']
beforeEach(() => {
  process.env['FIELD_KEYS'] = keysText()
})
afterAll(() => {
  if (before === undefined) delete process.env['FIELD_KEYS']
  else process.env['FIELD_KEYS'] = before
})

const codeAt = (at: number, subject = 'one'): string => passcode('door', subject, slotOf(at, SLOT))
const matches = (code: string, now: number, subject = 'one'): boolean =>
  passcodeMatches('door', subject, code, now, SLOT, 1)

describe('slotOf', () => {
  it.each([
    [START, START / SLOT],
    [START + SLOT - 1, START / SLOT],
    [START + SLOT, START / SLOT + 1],
  ])('puts %d into slot %d', (at, slot) => expect(slotOf(at, SLOT)).toBe(slot))
})

describe('passcodeMatches', () => {
  it.each([
    ['the first moment of its slot', 0, true],
    ['the last moment of its slot', SLOT - 1, true],
    ['the first moment of the next slot', SLOT, true],
    ['the last moment of the next slot', 2 * SLOT - 1, true],
    ['the slot after the next', 2 * SLOT, false],
    ['the slot before', -1, true],
    ['the first moment of the slot before', -SLOT, true],
    ['two slots before', -SLOT - 1, false],
  ])('judges a code scanned at %s', (_, offset, expected) => {
    expect(matches(codeAt(START), START + offset)).toBe(expected)
  })

  it('takes no code of another subject, purpose or deployment', () => {
    const code = codeAt(START)
    expect(matches(code, START, 'two')).toBe(false)
    expect(passcodeMatches('gate', 'one', code, START, SLOT, 1)).toBe(false)
    expect(passcode('door', 'one', 1)).not.toBe(passcode('door', 'one', 11))
    process.env['FIELD_KEYS'] = keysText()
    expect(matches(code, START)).toBe(false)
  })

  it('takes nothing but the code itself', () => {
    const code = codeAt(START)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (other) => {
        expect(matches(other, START)).toBe(other === code)
      }),
    )
    expect(matches(code.slice(0, -1), START)).toBe(false)
    expect(matches(`${code}A`, START)).toBe(false)
  })
})

it('makes codes that stand in a link as they are', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (subject, slot) => {
      expect(passcode('door', subject, slot)).toMatch(/^[A-Za-z0-9_-]{12}$/)
    }),
  )
})
