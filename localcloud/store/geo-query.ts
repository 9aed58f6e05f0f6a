import {
  EARTH_RADIUS,
  corners,
  distance,
  distanceTo,
  intersects,
  parseGeometry,
  position,
  within,
} from './geo'
import type { Geometry, Position } from './geo'
import { invalidOperator, requestFailed } from './errors'
import { isPlain, own, type Doc } from './values'

/** A box of longitudes and latitudes in degrees. */
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** What a nearest-first query asks for; distances in metres. */
export interface Near {
  center: Position
  min: number
  max: number
}

/**
 * The condition of a geo operator on one value. A value that is no geometry never matches.
 * @throws StoreError for a wrong operand or a shape that is not supported
 */
export function geoPredicate(operator: string, operand: unknown): (value: unknown) => boolean {
  if (operator === '$near' || operator === '$nearSphere') {
    const near = parseNear(operator, operand)
    return geometric((geometry) => {
      const metres = distanceTo(geometry, near.center)
      return metres >= near.min && metres <= near.max
    })
  }
  if (!isPlain(operand)) throw requestFailed(`${operator} needs an object`)
  if (operator === '$geoIntersects') {
    const shape = parseGeometry(only(operator, operand, '$geometry'))
    return geometric((geometry) => intersects(geometry, shape))
  }
  if (Object.hasOwn(operand, '$centerSphere')) {
    const { center, max } = parseCircle(only(operator, operand, '$centerSphere'))
    return geometric((geometry) => corners(geometry).every((corner) => distance(corner, center) <= max))
  }
  const shape = parseGeometry(only(operator, operand, '$geometry'))
  if (shape.polygons.length === 0) throw requestFailed('$geoWithin not supported with provided geometry')
  return geometric((geometry) => within(geometry, shape))
}

function geometric(test: (geometry: Geometry) => boolean): (value: unknown) => boolean {
  return (value) => {
    const geometry = geometryOrNull(value)
    return geometry !== null && test(geometry)
  }
}

/** A stored value as a geometry, or null when it is none. */
export function geometryOrNull(value: unknown): Geometry | null {
  if (!isPlain(value) || !Object.hasOwn(value, 'coordinates')) return null
  try {
    return parseGeometry(value)
  } catch {
    return null
  }
}

function only(operator: string, operand: Doc, key: string): unknown {
  const other = Object.keys(operand).find((name) => name !== key)
  if (other !== undefined) throw invalidOperator(`unsupported argument of ${operator}: ${other}`)
  return own(operand, key)
}

function parseCircle(value: unknown): Near {
  const [center, radius] = Array.isArray(value) ? (value as unknown[]) : []
  if (typeof radius !== 'number' || !(radius >= 0))
    throw requestFailed('$centerSphere needs a center and a radius')
  return { center: position(center), min: 0, max: radius * EARTH_RADIUS }
}

/**
 * Reads `$nearSphere`/`$near` as the SDK's geoNear sends it: a GeoJSON point, distances in metres.
 * @throws StoreError for legacy coordinates or a wrong distance
 */
export function parseNear(operator: string, operand: unknown): Near {
  if (!isPlain(operand)) throw requestFailed(`${operator} needs a $geometry`)
  const unknown = Object.keys(operand).find(
    (key) => !['$geometry', '$maxDistance', '$minDistance'].includes(key),
  )
  if (unknown !== undefined) throw invalidOperator(`unsupported argument of ${operator}: ${unknown}`)
  const center = parseGeometry(own(operand, '$geometry')).points[0]
  if (!center) throw requestFailed(`${operator} needs a point`)
  return {
    center,
    min: metres(own(operand, '$minDistance'), 0, '$minDistance'),
    max: metres(own(operand, '$maxDistance'), Infinity, '$maxDistance'),
  }
}

/** A distance in metres, or `fallback` when it is not given. */
export function metres(value: unknown, fallback: number, name: string): number {
  if (value === undefined || value === null) return fallback
  if (typeof value !== 'number' || !(value >= 0)) throw requestFailed(`${name} must be non-negative`)
  return value
}

/** The box around a circle; the whole globe in longitude when it touches a pole or the date line. */
export function boxOf({ center, max }: Near): Box {
  const dLat = (max / EARTH_RADIUS) * (180 / Math.PI)
  const south = center[1] - dLat
  const north = center[1] + dLat
  const shrink = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  const dLng = south <= -90 || north >= 90 ? Infinity : dLat / shrink
  // A hair wider, so that rounding never loses a point on the rim.
  const slack = 1e-9
  if (!(center[0] - dLng >= -180 && center[0] + dLng <= 180)) {
    return { west: -180, south: south - slack, east: 180, north: north + slack }
  }
  return {
    west: center[0] - dLng - slack,
    south: south - slack,
    east: center[0] + dLng + slack,
    north: north + slack,
  }
}

/** The box in which everything lies that a `$geoWithin`, `$geoIntersects` or near condition can match. */
export function searchBox(operator: string, operand: unknown): Box {
  if (operator === '$near' || operator === '$nearSphere') return boxOf(parseNear(operator, operand))
  const shape = isPlain(operand) ? operand : {}
  if (Object.hasOwn(shape, '$centerSphere')) return boxOf(parseCircle(own(shape, '$centerSphere')))
  return boxAround(parseGeometry(own(shape, '$geometry')))
}

/** The smallest box around a geometry. */
export function boxAround(geometry: Geometry): Box {
  const points = corners(geometry)
  const lngs = points.map(([lng]) => lng)
  const lats = points.map(([, lat]) => lat)
  return {
    west: Math.min(...lngs),
    south: Math.min(...lats),
    east: Math.max(...lngs),
    north: Math.max(...lats),
  }
}
