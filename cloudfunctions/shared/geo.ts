import type { Point } from './values'

const EARTH_RADIUS_METRES = 6_371_008.8

/** Great-circle distance in metres (haversine; within 0.5 % of the ellipsoid at township scale). */
export function metresBetween(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180
  const dLat = radians(b.lat - a.lat)
  const dLng = radians(b.lng - a.lng)
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The candidate nearest to a point; undefined for an empty list. */
export function nearest<T>(
  point: Point,
  candidates: readonly T[],
  where: (candidate: T) => Point,
): T | undefined {
  let best: T | undefined
  let bestMetres = Infinity
  for (const candidate of candidates) {
    const metres = metresBetween(point, where(candidate))
    if (metres < bestMetres) {
      best = candidate
      bestMetres = metres
    }
  }
  return best
}

/** A GeoJSON point, as the database's geo index stores it. */
export interface GeoPoint {
  type: 'Point'
  coordinates: [lng: number, lat: number]
}

/** GeoJSON of a point. */
export function toGeo(point: Point): GeoPoint {
  return { type: 'Point', coordinates: [point.lng, point.lat] }
}

/** Point of a GeoJSON point. */
export function fromGeo(geo: GeoPoint): Point {
  return { lng: geo.coordinates[0], lat: geo.coordinates[1] }
}
