import { requestFailed } from './errors'
import { isPlain, own } from './values'

/** Longitude and latitude in degrees (gcj02 in this product; the geometry does not care). */
export type Position = readonly [lng: number, lat: number]

/** A GeoJSON geometry reduced to what it consists of. */
export interface Geometry {
  points: Position[]
  lines: Position[][]
  /** Each polygon: the outer ring, then its holes; rings are closed. */
  polygons: Position[][][]
}

/** MongoDB's radius of the earth in metres (2dsphere). */
export const EARTH_RADIUS = 6378100

/**
 * Reads a GeoJSON geometry of any type that the SDK makes.
 * @throws StoreError naming what is wrong with it
 */
export function parseGeometry(value: unknown): Geometry {
  const geometry: Geometry = { points: [], lines: [], polygons: [] }
  if (!isPlain(value)) throw requestFailed("Can't extract geo keys: expected a GeoJSON object")
  const coordinates = own(value, 'coordinates')
  switch (own(value, 'type')) {
    case 'Point':
      geometry.points.push(position(coordinates))
      break
    case 'MultiPoint':
      geometry.points.push(...list(coordinates, 1).map(position))
      break
    case 'LineString':
      geometry.lines.push(line(coordinates))
      break
    case 'MultiLineString':
      geometry.lines.push(...list(coordinates, 1).map(line))
      break
    case 'Polygon':
      geometry.polygons.push(list(coordinates, 1).map(ring))
      break
    case 'MultiPolygon':
      geometry.polygons.push(...list(coordinates, 1).map((polygon) => list(polygon, 1).map(ring)))
      break
    default:
      throw requestFailed(`Can't extract geo keys: unknown GeoJSON type: ${String(own(value, 'type'))}`)
  }
  return geometry
}

/** Reads `[longitude, latitude]`. */
export function position(value: unknown): Position {
  const [lng, lat] = Array.isArray(value) ? (value as unknown[]) : []
  if (!Array.isArray(value) || value.length !== 2 || typeof lng !== 'number' || typeof lat !== 'number') {
    throw requestFailed("Can't extract geo keys: Point must be an array of two numbers")
  }
  if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) {
    throw requestFailed(
      `Can't extract geo keys: longitude/latitude is out of bounds, lng: ${lng} lat: ${lat}`,
    )
  }
  return [lng, lat]
}

function list(value: unknown, least: number): unknown[] {
  if (!Array.isArray(value) || value.length < least)
    throw requestFailed("Can't extract geo keys: malformed coordinates")
  return value
}

function line(value: unknown): Position[] {
  return list(value, 2).map(position)
}

function ring(value: unknown): Position[] {
  const points = list(value, 4).map(position)
  const first = points[0]
  const last = points[points.length - 1]
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    throw requestFailed("Can't extract geo keys: Loop is not closed")
  }
  return points
}

const RADIANS = Math.PI / 180

/** Great-circle distance of two positions in metres. */
export function distance(a: Position, b: Position): number {
  const dLat = (b[1] - a[1]) * RADIANS
  const dLng = (b[0] - a[0]) * RADIANS
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Distance of a position from the nearest point of a geometry, in metres; 0 inside a polygon. */
export function distanceTo(geometry: Geometry, from: Position): number {
  if (geometry.polygons.some((polygon) => inPolygon(from, polygon))) return 0
  let best = Infinity
  for (const point of geometry.points) best = Math.min(best, distance(from, point))
  for (const segment of segmentsOf(geometry)) best = Math.min(best, distance(from, nearestOn(segment, from)))
  return best
}

type Segment = readonly [Position, Position]

function segmentsOf(geometry: Geometry): Segment[] {
  return [...geometry.lines, ...geometry.polygons.flat()].flatMap(pairs)
}

function pairs(points: readonly Position[]): Segment[] {
  return points.slice(1).map((point, i): Segment => [points[i] as Position, point])
}

// Within a township's extent a degree grid scaled by the latitude is flat enough.
function nearestOn([a, b]: Segment, from: Position): Position {
  const scale = Math.cos(from[1] * RADIANS)
  const dx = (b[0] - a[0]) * scale
  const dy = b[1] - a[1]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : ((from[0] - a[0]) * scale * dx + (from[1] - a[1]) * dy) / length
  const at = Math.max(0, Math.min(1, t))
  return [a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at]
}

/** Whether a position is in a polygon (outer ring without its holes); the border belongs to it. */
export function inPolygon(point: Position, [outer, ...holes]: readonly Position[][]): boolean {
  if (!outer || !inRing(point, outer)) return false
  return !holes.some((hole) => inRing(point, hole) && !onRing(point, hole))
}

function inRing(point: Position, points: readonly Position[]): boolean {
  if (onRing(point, points)) return true
  let inside = false
  for (const [a, b] of pairs(points)) {
    const crosses = a[1] > point[1] !== b[1] > point[1]
    if (crosses && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

function onRing(point: Position, points: readonly Position[]): boolean {
  return pairs(points).some((segment) => onSegment(point, segment))
}

function onSegment(p: Position, [a, b]: Segment): boolean {
  return side(a, b, p) === 0 && between(a[0], p[0], b[0]) && between(a[1], p[1], b[1])
}

function between(a: number, x: number, b: number): boolean {
  return Math.min(a, b) <= x && x <= Math.max(a, b)
}

function side(a: Position, b: Position, p: Position): number {
  return Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]))
}

function segmentsMeet(s: Segment, t: Segment): boolean {
  if (side(...s, t[0]) !== side(...s, t[1]) && side(...t, s[0]) !== side(...t, s[1])) return true
  return onSegment(t[0], s) || onSegment(t[1], s) || onSegment(s[0], t) || onSegment(s[1], t)
}

/** Whether two geometries share a point. */
export function intersects(a: Geometry, b: Geometry): boolean {
  if (touches(a, b) || touches(b, a)) return true
  const others = segmentsOf(b)
  return segmentsOf(a).some((segment) => others.some((other) => segmentsMeet(segment, other)))
}

// Whether a point or a corner of `a` lies on or in `b`.
function touches(a: Geometry, b: Geometry): boolean {
  const segments = segmentsOf(b)
  return corners(a).some(
    (point) =>
      b.points.some(([lng, lat]) => lng === point[0] && lat === point[1]) ||
      b.polygons.some((polygon) => inPolygon(point, polygon)) ||
      segments.some((segment) => onSegment(point, segment)),
  )
}

/** Every position that a geometry is made of. */
export function corners(geometry: Geometry): Position[] {
  return [...geometry.points, ...geometry.lines.flat(), ...geometry.polygons.flat(2)]
}

/** Whether all of `inner` lies in the polygons of `outer`: every corner inside, no border crossed between them. */
export function within(inner: Geometry, outer: Geometry): boolean {
  return outer.polygons.some(
    (polygon) =>
      corners(inner).every((point) => inPolygon(point, polygon)) &&
      segmentsOf(inner).every(([a, b]) => inPolygon([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], polygon)),
  )
}
