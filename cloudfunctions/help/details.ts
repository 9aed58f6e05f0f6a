import * as z from 'zod'
import type { ReadContext } from '../shared/action'
import { isOwnFile } from '../shared/files'
import { metresBetween, nearest, toGeo } from '../shared/geo'
import { isRisky } from '../shared/moderation'
import { FileId, Phone, PlaceInput } from '../shared/payload'
import type { Me } from '../shared/people'
import { seal } from '../shared/sealed'
import { villageAt, type Township } from '../shared/township'
import type { Place } from '../shared/values'
import type { HelpDto, HelpFlag } from './dto'
import type { Help } from './rules'
import { flagHelp } from './store'
import { cutWords, tolerant, understood } from './tolerant'

const MAX_PHOTOS = 9

/** What a request may say besides its kind, when it is made or later; none of it is needed, none of it refuses. */
export const detailFields = {
  place: tolerant(PlaceInput.nullable()),
  phone: tolerant(Phone),
  photos: tolerant(z.array(z.union([FileId, z.unknown()]))),
  forWhom: tolerant(cutWords(20)),
  note: tolerant(cutWords(500)),
}

/** The details of a request as they were sent. */
export type Details = z.output<z.ZodObject<typeof detailFields>>

/** What the details are understood by. */
interface Teller {
  me: Me
  township: Township
  /** Where to look when no place is given; null for nowhere. */
  home: Place | null
}

/** The fields of a request that details set, and what about them is to be flagged. */
export function detailsOf(
  { place, phone, photos, forWhom, note }: Details,
  { me, township, home }: Teller,
): { fields: Partial<Help>; flags: HelpFlag[] } {
  const { known, odd } = understood({ place, phone, photos, forWhom, note })
  const fields: Partial<Help> = {}
  const flags = new Set<HelpFlag>(odd ? ['ODD_CONTENT'] : [])
  const given = usable(known.place ?? null)
  const saved = usable(home)
  if (given) {
    Object.assign(fields, located(given, 'given', me, township))
    if (isFar(given, township)) flags.add('FAR_LOCATION')
  } else if (saved) Object.assign(fields, located(saved, 'home', me, township))
  if (known.phone) fields.phone = seal(known.phone)
  if (known.photos) {
    const own = ownPhotos(known.photos, me)
    if (own.length < known.photos.length) flags.add('ODD_CONTENT')
    fields.photos = own
  }
  if (known.forWhom) fields.forWhom = known.forWhom
  if (known.note) fields.note = known.note
  return { fields, flags: [...flags] }
}

/** The photos that are files of the caller's own. */
function ownPhotos(photos: readonly unknown[], me: Me): string[] {
  return photos
    .filter((photo): photo is string => typeof photo === 'string' && isOwnFile(photo, me.id))
    .slice(0, MAX_PHOTOS)
}

/** A place that says nothing is no place. */
export function usable(place: Place | null): Place | null {
  return place && (place.text !== '' || place.point) ? place : null
}

/** Whether a point lies outside the township: somebody away asks for somebody here, or the phone is wrong. */
function isFar(place: Place, township: Township): boolean {
  if (!place.point) return false
  const centre = nearest(place.point, township.villages, (village) => village.centre)?.centre
  return !centre || metresBetween(place.point, centre) > township.help.boundMetres
}

/**
 * The fields that a place, or the lack of one, sets. What "near" is reckoned from is the point; without one, or with
 * one outside the township, the home or the village of whoever asks.
 */
export function located(
  place: Place | null,
  source: Help['placeSource'],
  me: Me | null,
  township: Township,
): Pick<Help, 'place' | 'placeSource' | 'villageId' | 'geo'> {
  const person = me?.person ?? null
  const point = place && !isFar(place, township) ? place.point : null
  const anchor = point ?? (place?.point ? (person?.home?.point ?? null) : null)
  const villageId = anchor ? villageAt(township, anchor) : (person?.villageId ?? null)
  const centre = (township.villages.find((each) => each.id === villageId) ?? township.villages[0])?.centre
  return { place, placeSource: source, villageId, geo: toGeo(anchor ?? centre ?? { lng: 0, lat: 0 }) }
}

/** Checks the words of a request after it was stored, so that the check never holds it back; risky ones are flagged. */
export async function checkWords({ me, db }: ReadContext, help: HelpDto): Promise<void> {
  const words = [help.forWhom ?? '', help.place?.text ?? '', help.note]
    .filter((text) => text !== '')
    .join('\n')
  if (await isRisky(me.openid, words)) await flagHelp(db, help.id, 'RISKY_TEXT')
}
