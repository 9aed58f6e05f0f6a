import * as fc from 'fast-check'
import { digest, idFrom, newId, newRequestId, personId } from '../../../cloudfunctions/shared/ids'
import { Id } from '../../../cloudfunctions/shared/payload'

it('new ids differ, name what they are for, and pass as ids', () => {
  const made = Array.from({ length: 500 }, () => newId('help'))
  expect(new Set(made).size).toBe(500)
  for (const id of made) {
    expect(id).toMatch(/^help_[0-9a-f]{24}$/)
    expect(Id.safeParse(id).success).toBe(true)
  }
  expect(newRequestId()).not.toBe(newRequestId())
})

it('derived ids are the same for the same parts only', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
      expect(idFrom('x', ...a)).toBe(idFrom('x', ...a))
      expect(idFrom('x', ...a) === idFrom('x', ...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
      expect(Id.safeParse(idFrom('shift', ...a)).success).toBe(true)
    }),
  )
  // Where one part ends and the next begins counts.
  expect(idFrom('x', 'ab', 'c')).not.toBe(idFrom('x', 'a', 'bc'))
  expect(idFrom('x', 'a')).not.toBe(idFrom('y', 'a'))
})

it('a person’s id is stable and does not show the openid', () => {
  expect(personId('o6_bmjrPTlm6')).toBe(personId('o6_bmjrPTlm6'))
  expect(personId('o6_bmjrPTlm6')).not.toBe(personId('o6_bmjrPTlm7'))
  expect(personId('o6_bmjrPTlm6')).not.toContain('o6_bmjrPTlm6')
  expect(Id.safeParse(personId('什么 openid 都行')).success).toBe(true)
})

it('a digest is SHA-256 of the value as JSON', () => {
  expect(digest(null)).toBe('74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b')
  expect(digest({ a: 1 })).not.toBe(digest({ a: '1' }))
})
