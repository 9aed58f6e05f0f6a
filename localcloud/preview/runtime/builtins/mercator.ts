/** A place in degrees (gcj02). */
export interface LatLng {
  latitude: number
  longitude: number
}

const tile = 256
/** Metres around the equator. */
const equator = 40_075_016.686

/** Pixels from the world's top left corner at a zoom level (Web Mercator, tiles of 256 pixels). */
export function project({ latitude, longitude }: LatLng, scale: number): { x: number; y: number } {
  const world = tile * 2 ** scale
  const sine = Math.min(0.9999, Math.max(-0.9999, Math.sin((latitude * Math.PI) / 180)))
  return {
    x: (longitude / 360 + 0.5) * world,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world,
  }
}

/** The place at a pixel: the inverse of `project`. */
export function unproject(x: number, y: number, scale: number): LatLng {
  const world = tile * 2 ** scale
  const turned = Math.PI * (1 - (2 * y) / world)
  return {
    latitude: (Math.atan(Math.sinh(turned)) * 180) / Math.PI,
    longitude: (x / world - 0.5) * 360,
  }
}

/** Pixels of a length in metres at a latitude. */
export function metresToPixels(metres: number, latitude: number, scale: number): number {
  return (metres * tile * 2 ** scale) / (equator * Math.cos((latitude * Math.PI) / 180))
}

/** The zoom level and centre that show all points within a size in pixels, with a margin. */
export function fitPoints(
  points: LatLng[],
  width: number,
  height: number,
  margin: number,
): { centre: LatLng; scale: number } | null {
  if (points.length === 0) return null
  const at = points.map((point) => project(point, 0))
  const [left, right] = [Math.min(...at.map(({ x }) => x)), Math.max(...at.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...at.map(({ y }) => y)), Math.max(...at.map(({ y }) => y))]
  const room = (size: number): number => Math.max(1, size - 2 * margin)
  const zoom = Math.min(
    Math.log2(room(width) / Math.max(right - left, 1e-9)),
    Math.log2(room(height) / Math.max(bottom - top, 1e-9)),
  )
  const scale = Math.min(18, Math.max(3, zoom))
  return { centre: unproject((left + right) / 2, (top + bottom) / 2, 0), scale }
}
