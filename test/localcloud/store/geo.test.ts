import * as fc from 'fast-check'
import { distance } from '../../../localcloud/store/geo'
import { runs } from '../../support/depth'
import { database, type Doc } from './database'

const point = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] })
const geo = () => database([{ name: 'at', fields: { at: '2dsphere' } }])

describe('geo queries', () => {
  const db = geo()
  beforeAll(() =>
    db.insert([
      { _id: 'here', at: point(118.83, 28.93) },
      { _id: 'near', at: point(118.835, 28.93) },
      { _id: 'town', at: point(118.88, 28.95) },
      {
        _id: 'line',
        at: {
          type: 'LineString',
          coordinates: [
            [118.82, 28.9],
            [118.84, 28.9],
          ],
        },
      },
      { _id: 'nowhere' },
    ]),
  )
  const near = (more: Doc) => ({ at: { $nearSphere: { $geometry: point(118.83, 28.93), ...more } } })
  const ids = async (query: Doc, options = {}) => (await db.find(query, options)).map(({ _id }) => _id)

  it('answers nearest first, within the distances', async () => {
    expect(await ids(near({}))).toEqual(['here', 'near', 'line', 'town'])
    expect(await ids(near({ $maxDistance: 600 }))).toEqual(['here', 'near'])
    expect(await ids(near({ $minDistance: 100, $maxDistance: 600 }))).toEqual(['near'])
    expect(await ids(near({}), { offset: 1, limit: 1 })).toEqual(['near'])
    expect(await ids({ ...near({}), _id: { $ne: 'here' } }, { order: { _id: -1 } })).toEqual([
      'town',
      'near',
      'line',
    ])
  })

  it('finds what lies within a circle or a polygon, and what touches one', async () => {
    expect(
      (await ids({ at: { $geoWithin: { $centerSphere: [[118.83, 28.93], 0.6 / 6378.1] } } })).sort(),
    ).toEqual(['here', 'near'])
    const box = (w: number, s: number, e: number, n: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [w, s],
          [e, s],
          [e, n],
          [w, n],
          [w, s],
        ],
      ],
    })
    const small = { $geometry: box(118.825, 28.89, 118.84, 28.94) }
    expect((await ids({ at: { $geoWithin: small } })).sort()).toEqual(['here', 'near'])
    expect((await ids({ at: { $geoIntersects: small } })).sort()).toEqual(['here', 'line', 'near'])
    const hole = box(118.829, 28.929, 118.831, 28.931).coordinates[0]
    const ring = { type: 'Polygon', coordinates: [...box(118.82, 28.92, 118.84, 28.94).coordinates, hole] }
    expect(await ids({ at: { $geoWithin: { $geometry: ring } } })).toEqual(['near'])
  })

  it('aggregates by distance', async () => {
    const [first, second] = await db.aggregate([
      {
        $geoNear: {
          near: point(118.83, 28.93),
          distanceField: 'far',
          spherical: true,
          query: { _id: { $ne: 'here' } },
        },
      },
      { $limit: 2 },
    ])
    expect(first).toMatchObject({ _id: 'near' })
    expect(first?.far).toBeCloseTo(487, 0)
    expect(second).toMatchObject({ _id: 'line' })
  })

  it.each([
    [{ type: 'Point', coordinates: [200, 0] }, 'out of bounds'],
    [{ type: 'Circle', coordinates: [0, 0] }, 'unknown GeoJSON type: Circle'],
    [[118, 28], 'geo keys'],
    ['here', 'geo keys'],
  ])('refuses to store %j', async (at, message) => {
    await expect(geo().insert([{ at }])).rejects.toThrow(message)
  })
})

it('a geo index answers what looking at every document does', async () => {
  const place = fc.tuple(
    fc.double({ min: 118.5, max: 119.2, noNaN: true }),
    fc.double({ min: 28.6, max: 29.3, noNaN: true }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { maxLength: 60 }),
      place,
      fc.integer({ min: 0, max: 60_000 }),
      fc.integer({ min: 1, max: 10 }),
      async (places, center, max, limit) => {
        const db = geo()
        if (places.length > 0)
          await db.insert(places.map(([lng, lat], _id) => ({ _id, at: point(lng, lat) })))
        await db.remove({ _id: { $mod: [5, 4] } })
        const expected = places
          .map((at, id) => ({ id, metres: distance(at, center) }))
          .filter(({ id, metres }) => id % 5 !== 4 && metres <= max)
          .sort((a, b) => a.metres - b.metres)
        const found = await db.find(
          { at: { $nearSphere: { $geometry: point(...center), $maxDistance: max } } },
          { limit },
        )
        const metres = found.map(({ _id }) => distance(places[Number(_id)] ?? center, center))
        expect(metres).toEqual(expected.slice(0, limit).map((item) => item.metres))
        const circle = { $geoWithin: { $centerSphere: [center, max / 6378100] } }
        expect(await db.count({ at: circle })).toBe(expected.length)
      },
    ),
    { numRuns: runs(40, 2000) },
  )
})
