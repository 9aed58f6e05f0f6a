import * as z from 'zod'
import type { ReadContext } from '../shared/action'
import { toGeo } from '../shared/geo'
import { isRisky } from '../shared/moderation'
import { FileId, Phone, PlaceInput } from '../shared/payload'
import type { Me } from '../shared/people'
import { seal } from '../shared/sealed'
import { villageAt, type Township } from '../shared/township'
import type { Place } from '../shared/values'
import type { HelpDto } from './dto'
import type { Help } from './rules'
import { flagHelp } from './store'
import { cutWords, tolerant, understood } from './tolerant'

const MAX_PHOTOS = 9

/** What a request may say besides its kind, when it is made or later; none of it is needed, none of it refuses. */
export const detailFields = {
  place: tolerant(PlaceInput.nullable()),
  phone: tolerant(Phone),
  photos: tolerant(z.array(FileId).max(MAX_PHOTOS)),
  forWhom: tolerant(cutWords(20)),
  note: tolerant(cutWords(500)),
}

/** The details of a request as they were sent. */
export type Details = z.output<z.ZodObject<typeof detailFields>>

/** The fields of a request that details set, and whether some of them were not understood. */
export function detailsOf(
  { place, phone, photos, forWhom, note }: Details,
  { me, township, useHome }: { me: Me; township: Township; useHome: boolean },
): { fields: Partial<Help>; odd: boolean } {
  const { known, odd } = understood({ place, phone, photos, forWhom, note })
  const fields: Partial<Help> = {}
  const given = usable(known.place ?? null)
  const home = useHome ? (me.person?.home ?? null) : null
  if (given) Object.assign(fields, located(given, 'given', me, township))
  else if (home) Object.assign(fields, located(home, 'home', me, township))
  if (known.phone) fields.phone = seal(known.phone)
  if (known.photos) fields.photos = known.photos
  if (known.forWhom) fields.forWhom = known.forWhom
  if (known.note) fields.note = known.note
  return { fields, odd }
}

/** A place that says nothing is no place. */
function usable(place: Place | null): Place | null {
  return place && (place.text !== '' || place.point) ? place : null
}

/** The fields that a place, or the lack of one, sets. Without a point, "near" means the village's centre. */
export function located(
  place: Place | null,
  source: Help['placeSource'],
  me: Me,
  township: Township,
): Pick<Help, 'place' | 'placeSource' | 'villageId' | 'geo'> {
  const point = place?.point ?? null
  const villageId = point ? villageAt(township, point) : (me.person?.villageId ?? null)
  const centre = (township.villages.find((each) => each.id === villageId) ?? township.villages[0])?.centre
  return { place, placeSource: source, villageId, geo: toGeo(point ?? centre ?? { lng: 0, lat: 0 }) }
}

/** Checks the words of a request after it was stored, so that the check never holds it back; risky ones are flagged. */
export async function checkWords({ me, db }: ReadContext, help: HelpDto): Promise<void> {
  const words = [help.forWhom ?? '', help.place?.text ?? '', help.note]
    .filter((text) => text !== '')
    .join('\n')
  if (await isRisky(me.openid, words)) await flagHelp(db, help.id, 'RISKY_TEXT')
}
