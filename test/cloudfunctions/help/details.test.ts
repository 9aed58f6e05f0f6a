import { toGeo } from '../../../cloudfunctions/shared/geo'
import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { create } from '../../../cloudfunctions/help/actions/create'
import { detailFields, detailsOf, located } from '../../../cloudfunctions/help/details'
import { cutWords, ODD, tolerant, understood } from '../../../cloudfunctions/help/tolerant'
import type { Me } from '../../../cloudfunctions/shared/people'
import { Phone, PlaceInput } from '../../../cloudfunctions/shared/payload'
import { unseal } from '../../../cloudfunctions/shared/sealed'
import { HELP_KINDS } from '../../../cloudfunctions/shared/values'
import { person, township } from '../../support/builders'
import { runs } from '../../support/depth'

fc.configureGlobal({ numRuns: runs(200, 5_000) })

const requestKey = 'key-of-16-letters'
const FIELDS = Object.keys(detailFields)

const key = (): string => randomBytes(32).toString('base64')
const before = process.env['FIELD_KEYS']
beforeAll(() => {
  process.env['FIELD_KEYS'] = JSON.stringify({ current: 'test', keys: { test: key() }, index: key() })
})
afterAll(() => {
  if (before === undefined) delete process.env['FIELD_KEYS']
  else process.env['FIELD_KEYS'] = before
})

describe('asking for help', () => {
  it('needs a kind and a key, and nothing else', () => {
    expect(create.input.safeParse({ kind: 'missing', requestKey }).success).toBe(true)
    expect(create.input.safeParse({ requestKey }).success).toBe(false)
    expect(create.input.safeParse({ kind: 'missing' }).success).toBe(false)
  })

  it('is understood whatever JSON stands in any other field, known or not', () => {
    const field = fc.oneof(fc.constantFrom(...FIELDS, 'useHome', 'caller'), fc.string())
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), fc.constantFrom(...HELP_KINDS), (odd, kind) => {
        expect(create.input.safeParse({ ...odd, kind, requestKey }).success).toBe(true)
      }),
    )
  })

  it('of an unknown kind is understood too, as odd', () => {
    expect(create.input.parse({ kind: 'fire on the hill', requestKey }).kind).toBe(ODD)
  })

  it('keeps what is right beside what is odd', () => {
    const parsed = create.input.parse({
      kind: 'illness',
      requestKey,
      phone: 'call me',
      note: '胸口疼',
      caller: { name: '徐菊香', phone: 5 },
    })
    expect(parsed).toMatchObject({
      kind: 'illness',
      phone: ODD,
      note: '胸口疼',
      caller: { name: '徐菊香', phone: ODD },
    })
  })
})

describe('a tolerant field', () => {
  it('is what its schema makes of a value, or odd, and never a refusal', () => {
    const schema = tolerant(PlaceInput.nullable())
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const strict = PlaceInput.nullable().safeParse(value)
        expect(schema.parse(value)).toEqual(strict.success ? strict.data : ODD)
      }),
    )
    expect(schema.parse(undefined)).toBeUndefined()
    expect(tolerant(Phone).parse('139 0000 1234')).toBe('13900001234')
  })

  it('is told apart from one that says the same by itself', () => {
    expect(understood({ a: ODD, b: { odd: true }, c: undefined, d: null })).toEqual({
      known: { b: { odd: true }, d: null },
      odd: true,
    })
    expect(understood({ a: 'x' })).toEqual({ known: { a: 'x' }, odd: false })
  })

  it('of words cuts them instead of refusing, by characters as people see them', () => {
    expect(cutWords(3).parse('  奶奶走失了 ')).toBe('奶奶走')
    expect(cutWords(2).parse('👵👴👶')).toBe('👵👴')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect([...cutWords(5).parse(text)].length).toBeLessThanOrEqual(5)
      }),
    )
  })
})

describe('the fields that details set', () => {
  const home = { text: '荆溪村 12 号', point: { lng: 118.8135, lat: 28.9411 } }
  const villager: Me = { id: 'p_v', openid: 'v', person: person('v', { home, villageId: 'jingxi' }) }
  const visitor: Me = { id: 'p_x', openid: 'x', person: null }
  const market = { text: '农贸市场南门', point: { lng: 118.8325, lat: 28.9311 } }

  it('are the place given, in the village whose centre is nearest', () => {
    const { fields, flags } = detailsOf({ place: market }, { me: villager, township, home })
    expect(flags).toEqual([])
    expect(fields).toEqual({
      place: market,
      placeSource: 'given',
      villageId: 'shishi',
      geo: { type: 'Point', coordinates: [118.8325, 28.9311] },
    })
  })

  it.each([
    ['none is given', undefined],
    ['it is null', null],
    ['it says nothing', { text: '', point: null }],
    ['it is not understood', ODD],
  ])('are the saved home if %s and the home may be used', (_, place) => {
    const of = (useHome: boolean) =>
      detailsOf(place === undefined ? {} : { place }, { me: villager, township, home: useHome ? home : null })
        .fields
    expect(of(true)).toMatchObject({ place: home, placeSource: 'home', villageId: 'jingxi' })
    expect(of(false)).toEqual({})
  })

  it('of a point outside the township keep it to look at, and look for help around the home', () => {
    const hangzhou = { text: '杭州', point: { lng: 120.15, lat: 30.27 } }
    const { fields, flags } = detailsOf({ place: hangzhou }, { me: villager, township, home: null })
    expect(flags).toEqual(['FAR_LOCATION'])
    expect(fields).toMatchObject({ place: hangzhou, villageId: 'jingxi', geo: toGeo(home.point) })
  })

  it('take an empty saved home for none', () => {
    const empty = { text: '', point: null }
    expect(detailsOf({}, { me: villager, township, home: empty }).fields).toEqual({})
  })

  it('keep photos of one’s own, and drop and flag the others', () => {
    const own = `cloud://local.1/uploads/${villager.id}/a.jpg`
    const photos = [own, 'cloud://local.1/uploads/p_other/b.jpg', 7]
    const { fields, flags } = detailsOf({ photos }, { me: villager, township, home: null })
    expect(fields.photos).toEqual([own])
    expect(flags).toEqual(['ODD_CONTENT'])
  })

  it('keep the phone sealed', () => {
    const { fields } = detailsOf({ phone: '19900001234' }, { me: visitor, township, home: null })
    expect(JSON.stringify(fields)).not.toContain('19900001234')
    expect(fields.phone && unseal(fields.phone)).toBe('19900001234')
  })

  it('leave out what was odd or empty, and say that something was odd', () => {
    const given = { phone: ODD, photos: ODD, forWhom: '', note: '' }
    expect(detailsOf(given, { me: visitor, township, home: null })).toEqual({
      fields: {},
      flags: ['ODD_CONTENT'],
    })
  })
})

describe('a request without a point', () => {
  it('is reckoned from the centre of the requester’s village, or the first of the township', () => {
    const from = (villageId: string | null) =>
      located(null, 'unknown', { id: 'p', openid: 'o', person: person('o', { villageId }) }, township)
    expect(from('lanke')).toMatchObject({ villageId: 'lanke', geo: { coordinates: [118.8651, 28.9148] } })
    expect(from(null)).toMatchObject({ villageId: null, geo: { coordinates: [118.8302, 28.9301] } })
    expect(from('atlantis').geo.coordinates).toEqual([118.8302, 28.9301])
  })
})
