import fc from 'fast-check'
import {
  fitPoints,
  metresToPixels,
  project,
  unproject,
} from '../../../../localcloud/preview/runtime/builtins/mercator'
import { dateColumns, timeColumns } from '../../../../localcloud/preview/runtime/builtins/pickerdates'

const place = fc.record({
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
  longitude: fc.double({ min: -179, max: 179, noNaN: true }),
})
const day = fc
  .date({ min: new Date(2000, 0, 1), max: new Date(2060, 11, 31), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('the map’s projection', () => {
  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 3, max: 20 }), (point, scale) => {
        const at = project(point, scale)
        const back = unproject(at.x, at.y, scale)
        expect(back.latitude).toBeCloseTo(point.latitude, 6)
        expect(back.longitude).toBeCloseTo(point.longitude, 6)
      }),
    )
  })

  it('shows every point that it is asked to include', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), (points) => {
        const fit = fitPoints(points, 400, 300, 20)
        if (!fit || fit.scale === 3) return
        const centre = project(fit.centre, fit.scale)
        for (const point of points) {
          const at = project(point, fit.scale)
          expect(Math.abs(at.x - centre.x)).toBeLessThanOrEqual(181)
          expect(Math.abs(at.y - centre.y)).toBeLessThanOrEqual(131)
        }
      }),
    )
  })

  it('makes a metre longer away from the equator', () => {
    expect(metresToPixels(1000, 60, 10)).toBeCloseTo(2 * metresToPixels(1000, 0, 10), 6)
  })
})

describe('a picker’s dates', () => {
  it('are read back as they were given, when they lie within the bounds', () => {
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const [start = '', value = '', end = ''] = [a, b, c].sort()
        const { columns, read } = dateColumns(value, start, end, 'day')
        expect(read(columns.map(({ index }) => index))).toBe(value)
      }),
    )
  })

  it('are moved to the nearest bound otherwise', () => {
    const at = (value: string): string => {
      const { columns, read } = dateColumns(value, '2026-03-05', '2026-04-10', 'day')
      return read(columns.map(({ index }) => index))
    }
    expect(at('2025-01-01')).toBe('2026-03-05')
    expect(at('2027-01-01')).toBe('2026-04-10')
  })

  it('have the days of their month', () => {
    const last = (value: string): string | undefined =>
      dateColumns(value, '', '', 'day').columns[2]?.rows.at(-1)
    expect(last('2028-02-01')).toBe('29日')
    expect(last('2026-02-01')).toBe('28日')
    expect(last('2026-04-01')).toBe('30日')
  })

  it('keep to the fields asked for', () => {
    const { columns, read } = dateColumns('2026-05', '', '', 'month')
    expect(columns.map(({ name }) => name)).toEqual(['年', '月'])
    expect(read(columns.map(({ index }) => index))).toBe('2026-05')
  })
})

describe('a picker’s times', () => {
  it('are read back as they were given, when they lie within the bounds', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
    fc.assert(
      fc.property(time, time, time, (a, b, c) => {
        const [start = '', value = '', end = ''] = [a, b, c].sort()
        const { columns, read } = timeColumns(value, start, end)
        expect(read(columns.map(({ index }) => index))).toBe(value)
      }),
    )
  })
})
