import * as fc from 'fast-check'
import type * as z from 'zod'
import {
  cleanWords,
  DayText,
  FileId,
  guardPayload,
  Id,
  Phone,
  PlaceInput,
  PointInput,
  RequestKey,
  words,
} from '../../../cloudfunctions/shared/payload'

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success
const refuses = (payload: unknown): boolean => {
  try {
    guardPayload(payload)
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'BAD_INPUT' })
    return true
  }
}
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) })

describe('guardPayload', () => {
  it.each([
    ['an operator', { name: { $ne: null } }],
    ['$where', { $where: 'sleep(1)' }],
    ['a path', { 'roles.role': 'office' }],
    ['__proto__', JSON.parse('{"__proto__":{"admin":true}}') as unknown],
    ['constructor, deep in a list', { list: [{ constructor: 1 }] }],
    ['prototype', { prototype: 1 }],
    ['NaN', { point: { lng: NaN, lat: 1 } }],
    ['infinity', [Infinity]],
    ['too deep', nested(9)],
    ['too deep in lists', [[[[[[[[[1]]]]]]]]]],
    ['too large', { note: 'x'.repeat(100 * 1024) }],
    ['too large in bytes, not in characters', { note: '石'.repeat(40 * 1024) }],
  ])('refuses %s', (_, payload) => {
    expect(refuses(payload)).toBe(true)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['the deepest allowed', nested(8)],
    ['dollars and dots in values', { note: '$ne 3.5 元', list: ['a.b', '$where'] }],
    ['nearly the largest', { note: 'x'.repeat(100 * 1024 - 11) }],
    ['a null-prototype object', Object.assign(Object.create(null) as object, { a: 1 })],
  ])('lets %s pass', (_, payload) => {
    expect(refuses(payload)).toBe(false)
  })

  it('finds one hostile key wherever it hides', () => {
    const hostile = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'prototype'),
      fc.string().map((text) => `$${text}`),
      fc.tuple(fc.string(), fc.string()).map((parts) => parts.join('.')),
    )
    const hide = fc.array(fc.constantFrom('object', 'list'), { maxLength: 6 })
    fc.assert(
      fc.property(hostile, hide, (key, layers) => {
        const inner = JSON.parse(`{${JSON.stringify(key)}:1}`) as unknown
        const hidden = layers.reduce<unknown>(
          (held, layer) => (layer === 'list' ? [0, held] : { a: held }),
          inner,
        )
        expect(refuses(hidden)).toBe(true)
      }),
    )
  })

  it('never throws anything but a refusal, whatever JSON it is given', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 12 }), (payload) => void refuses(payload)))
  })
})

describe('schemas', () => {
  it.each([
    ['13900001234', '13900001234'],
    ['139 0000-1234', '13900001234'],
    ['0570-3012345', '05703012345'],
    ['021-12345678', '02112345678'],
    ['110', '110'],
    ['12345', '12345'],
  ])('Phone reads %j as %j', (text, phone) => {
    expect(Phone.parse(text)).toBe(phone)
  })

  it.each([
    '',
    '1390000123',
    '139000012345',
    '12900001234',
    '+8613900001234',
    'abc',
    '1390000１234',
    '---',
    139,
  ])('Phone refuses %j', (text) => {
    expect(accepts(Phone, text)).toBe(false)
  })

  it.each([
    'cloud://prod-1a.7072-prod-1a-1300000000/uploads/help/2026/a-1.jpg',
    'cloud://local.demo/uploads/x.png',
  ])('FileId accepts %j', (id) => {
    expect(accepts(FileId, id)).toBe(true)
  })

  it.each([
    'cloud://local.demo/uploads/../secrets.json',
    'cloud://local.demo/uploads/a/..%2fb',
    'cloud://local.demo/private/x.png',
    'cloud://local.demo/uploads/',
    'cloud://../uploads/x.png/../..',
    'https://example.com/uploads/x.png',
    'cloud://local.demo/uploads/x y.png',
    'cloud://local.demo/uploads/x.png\n',
    `cloud://local.demo/uploads/${'x'.repeat(300)}`,
  ])('FileId refuses %j', (id) => {
    expect(accepts(FileId, id)).toBe(false)
  })

  it.each(['', 'a b', '../x', 'a.b', '$x', 'x'.repeat(65), 'x\n', 5, null, ['x']])('Id refuses %j', (id) => {
    expect(accepts(Id, id)).toBe(false)
  })

  it('RequestKey is 16 to 64 characters', () => {
    expect([15, 16, 64, 65].map((length) => accepts(RequestKey, 'k'.repeat(length)))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('DayText takes real days only', () => {
    expect(accepts(DayText, '2028-02-29')).toBe(true)
    expect(accepts(DayText, '2027-02-29')).toBe(false)
  })

  it('a point is on the globe and has nothing else', () => {
    expect(accepts(PointInput, { lng: -180, lat: 90 })).toBe(true)
    for (const odd of [
      { lng: 180.1, lat: 0 },
      { lng: 0, lat: -91 },
      { lng: NaN, lat: 0 },
      { lng: '1', lat: 0 },
    ]) {
      expect(accepts(PointInput, odd)).toBe(false)
    }
    expect(accepts(PointInput, { lng: 0, lat: 0, $gt: 1 })).toBe(false)
    expect(accepts(PlaceInput, { text: '', point: null })).toBe(true)
    expect(accepts(PlaceInput, { text: 'x'.repeat(101), point: null })).toBe(false)
  })
})

describe('words', () => {
  it('are trimmed and lose control and direction characters, but keep line breaks', () => {
    expect(words(20).parse('  家里\u0000有\u202e事\u200b ')).toBe('家里有事')
    expect(cleanWords('一\n二\r\n三')).toBe('一\n二\n三')
  })

  it('of a person always say something after cleaning', () => {
    const invisible = fc.constantFrom('\u0000', '\u200b', '\u202e', ' ', '\n', 'x', '石')
    fc.assert(
      fc.property(fc.array(invisible, { maxLength: 6 }), (parts) => {
        const parsed = words(6).safeParse(parts.join(''))
        expect(parsed.success).toBe(cleanWords(parts.join('')) !== '')
        if (parsed.success) expect(parsed.data).not.toBe('')
      }),
    )
  })

  it('of nothing, or longer than allowed, are refused', () => {
    for (const text of ['', '   ', '\n', 'xxxxx']) expect(accepts(words(4), text)).toBe(false)
  })
})
