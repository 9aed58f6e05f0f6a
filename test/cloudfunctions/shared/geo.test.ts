import * as fc from 'fast-check'
import { fromGeo, metresBetween, nearest, toGeo } from '../../../cloudfunctions/shared/geo'

const point = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})
const shishi = { lng: 118.83, lat: 28.93 }

describe('metresBetween', () => {
  it('is about 111 km for a degree of latitude, and less for one of longitude', () => {
    expect(metresBetween(shishi, { ...shishi, lat: 29.93 })).toBeCloseTo(111_195, -2)
    const east = metresBetween(shishi, { ...shishi, lng: 119.83 })
    expect(east).toBeCloseTo(111_195 * Math.cos((28.93 * Math.PI) / 180), -3)
  })

  it('is nothing to oneself, the same both ways, and at most half way round the globe', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(metresBetween(a, a)).toBe(0)
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3)
        expect(metresBetween(a, b)).toBeLessThanOrEqual(20_015_200)
      }),
    )
  })

  it('is a detour by way of a third point, at least as long', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        expect(metresBetween(a, b) + metresBetween(b, c)).toBeGreaterThanOrEqual(metresBetween(a, c) - 0.5)
      }),
    )
  })

  it('crosses the date line the short way', () => {
    expect(metresBetween({ lng: 179.999, lat: 0 }, { lng: -179.999, lat: 0 })).toBeLessThan(300)
  })
})

it('nearest is the candidate no other is nearer than; nobody of none', () => {
  fc.assert(
    fc.property(point, fc.array(point, { minLength: 1, maxLength: 8 }), (from, candidates) => {
      const found = nearest(from, candidates, (each) => each)
      const shortest = Math.min(...candidates.map((each) => metresBetween(from, each)))
      expect(found && metresBetween(from, found)).toBe(shortest)
    }),
  )
  expect(nearest(shishi, [], (each) => each)).toBeUndefined()
})

it('GeoJSON has longitude first, and leads back to the point', () => {
  expect(toGeo(shishi)).toEqual({ type: 'Point', coordinates: [118.83, 28.93] })
  fc.assert(fc.property(point, (each) => expect(fromGeo(toGeo(each))).toEqual(each)))
})
