import fs from 'node:fs'
import path from 'node:path'

/** A place that the preview's location picker offers; gcj02 degrees. */
export interface DemoPlace {
  name: string
  address: string
  latitude: number
  longitude: number
}

/** The township's areas and hamlets from its configuration, for the location picker. */
export function demoPlaces(miniprogramDir: string): DemoPlace[] {
  const file = path.join(miniprogramDir, '..', 'cloudfunctions', 'township.json')
  if (!fs.existsSync(file)) return []
  const places: DemoPlace[] = []
  collect(JSON.parse(fs.readFileSync(file, 'utf8')), places)
  return places.filter((place, index) => places.findIndex((other) => other.name === place.name) === index)
}

function collect(value: unknown, places: DemoPlace[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, places)
  } else if (typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>
    const point = pointOf(record) ?? firstPoint(record)
    const { name, village, address } = record
    if (typeof name === 'string' && point) {
      places.push({ name, address: textOf(address) ?? textOf(village) ?? '', ...point })
    } else {
      for (const item of Object.values(record)) collect(item, places)
    }
  }
}

function firstPoint(record: Record<string, unknown>): { latitude: number; longitude: number } | null {
  for (const value of Object.values(record)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const point = pointOf(value as Record<string, unknown>)
      if (point) return point
    }
  }
  return null
}

function pointOf(record: Record<string, unknown>): { latitude: number; longitude: number } | null {
  const { coordinates } = record
  if (record['type'] === 'Point' && Array.isArray(coordinates)) {
    return { longitude: Number(coordinates[0]), latitude: Number(coordinates[1]) }
  }
  const latitude = record['latitude'] ?? record['lat']
  const longitude = record['longitude'] ?? record['lng']
  return typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
