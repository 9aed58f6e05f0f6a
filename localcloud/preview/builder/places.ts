import fs from 'node:fs'
import path from 'node:path'
import { PreviewError } from './errors'

/** A place that the preview's location picker offers; gcj02 degrees. */
export interface DemoPlace {
  name: string
  address: string
  latitude: number
  longitude: number
}

interface Spot {
  id: string
  name: string
  villageId?: string
  centre?: { lng: number; lat: number }
}

/** The township's patrol areas and villages from its configuration, for the location picker. */
export function demoPlaces(miniprogramDir: string): DemoPlace[] {
  const file = path.join(miniprogramDir, '..', 'cloudfunctions', 'township.json')
  if (!fs.existsSync(file)) return []
  let township: { name?: string; villages?: Spot[]; areas?: Spot[] }
  try {
    township = JSON.parse(fs.readFileSync(file, 'utf8')) as typeof township
  } catch (error) {
    throw new PreviewError(file, null, error instanceof Error ? error.message : String(error))
  }
  const { name = '', villages = [], areas = [] } = township
  return [...areas, ...villages].flatMap((spot) => {
    if (!spot.centre) return []
    const village = villages.find(({ id }) => id === spot.villageId)?.name ?? ''
    return [
      { name: spot.name, address: name + village, latitude: spot.centre.lat, longitude: spot.centre.lng },
    ]
  })
}
