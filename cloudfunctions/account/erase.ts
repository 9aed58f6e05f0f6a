import { HELPS } from '../help/store'
import type { Help, HelpEvent } from '../help/rules'
import { eraseMember } from '../membership/store'
import { INVITATIONS } from '../office/store'
import {
  APPLICANTS,
  eraseApplications,
  findApplications,
  findLiveApplication,
  moveApplication,
  RECOMMENDATIONS,
} from '../recruitment/store'
import type { WriteContext } from '../shared/action'
import { command, type Tx } from '../shared/db'
import { toGeo } from '../shared/geo'
import { MESSAGE_KINDS, MESSAGES } from '../shared/messages'
import { PEOPLE } from '../shared/people'
import { PRIVACY_PURPOSES, withdrawConsent } from '../shared/privacy'
import { consentId, CONSENTS } from '../shared/push'
import type { Township } from '../shared/township'
import { ROSTERS, SHIFTS } from '../shifts/store'
import { eraseTraining } from '../training/store'

/** The name left where a deleted person took part. */
export const GONE = '已注销'

/** Whom a record is of once its person is deleted: nobody. */
const NOBODY = 'deleted'

/** The platform's maximum. */
const ALL = 1000

/** A shorter name would be found in half of all words. */
const LEAST_NAME = 2

/**
 * Deletes all that is known of a person (PIPL article 47): what is only theirs is removed, and where they took part in
 * what others did, their name is taken out. What stays: audit lines and proof of consent, which hold ids only, and the
 * number of a certificate, so that a card that is still about shows as revoked. Answers to their last requests stay
 * sealed until they expire (7 days).
 * @returns file ids that are theirs
 */
export async function erasePerson({
  me,
  now,
  tx,
  township,
}: Pick<WriteContext, 'me' | 'now' | 'tx' | 'township'>): Promise<string[]> {
  const applications = await findApplications(tx, me.id)
  const live = await findLiveApplication(tx, me.id)
  if (live) await moveApplication(tx, live, 'withdraw', { by: me.id, reason: null, now })
  const portraits = await eraseApplications(tx, me.id, now)
  await eraseTraining(tx, me.id)
  const member = await eraseMember(tx, me.id)
  const names = [me.person?.name, member?.name, ...applications.map(({ name }) => name)]
    .filter((name) => name !== undefined)
    .filter((name) => [...name].length >= LEAST_NAME)
  const photos = await eraseHelps(tx, me.id, names, township)
  await eraseSeats(tx, me.id)
  await eraseRecommendations(tx, me.id)
  await eraseMessages(tx, me.id, [...new Set(names)])
  for (const kind of MESSAGE_KINDS) await tx.of(CONSENTS).remove(consentId(me.id, kind))
  for (const purpose of PRIVACY_PURPOSES) await withdrawConsent(tx, me.id, purpose, now)
  const applicant = await tx.of(APPLICANTS).get(me.id)
  // S-24: who failed twice waits before applying again, whatever else is deleted.
  if (applicant?.eliminatedAt === null) await tx.of(APPLICANTS).remove(me.id)
  await tx.of(PEOPLE).remove(me.id)
  return [...new Set([...portraits, ...(member?.photo ? [member.photo] : []), ...photos])]
}

/** Empties the person's own requests for help, and takes their name out of those they answered. */
async function eraseHelps(
  tx: Tx,
  personId: string,
  names: readonly string[],
  township: Township,
): Promise<string[]> {
  const own = await tx.of(HELPS).find({ requesterId: personId }, { limit: ALL })
  for (const { _id, villageId, geo, timeline } of own) {
    const centre = township.villages.find(({ id }) => id === villageId)?.centre
    await tx.of(HELPS).update(_id, {
      requesterId: NOBODY,
      requesterName: '',
      phone: null,
      place: null,
      placeSource: 'unknown',
      // Where in the village it was is theirs, that it was in the village is not.
      geo: centre ? toGeo(centre) : geo,
      forWhom: null,
      note: '',
      photos: [],
      timeline: timeline.map((event) => wordless(event, names)),
    })
  }
  const answered = await tx.of(HELPS).find({ 'timeline.by': command().in([...names]) }, { limit: ALL })
  for (const help of answered.filter((each) => tookPart(each, personId))) {
    await tx.of(HELPS).update(help._id, {
      owner: help.owner?.personId === personId ? { ...help.owner, name: GONE } : help.owner,
      timeline: help.timeline.map((event) => ({ ...event, by: nameless(event.by, names) })),
    })
  }
  return own.flatMap(({ photos }) => photos)
}

/** Whether a request had to do with a person, so that a name in it is theirs and not a namesake's. */
function tookPart({ owner, told, seenBy }: Help, personId: string): boolean {
  return owner?.personId === personId || told.includes(personId) || seenBy.includes(personId)
}

function nameless(by: string | null, names: readonly string[]): string | null {
  return by !== null && names.includes(by) ? GONE : by
}

function wordless(event: HelpEvent, names: readonly string[]): HelpEvent {
  const kept = { ...event, by: nameless(event.by, names) }
  delete kept.text
  return kept
}

/** Takes the person's name out of the patrols they were on. */
async function eraseSeats(tx: Tx, personId: string): Promise<void> {
  for (const { _id, crew } of await tx.of(SHIFTS).find({ 'crew.personId': personId }, { limit: ALL })) {
    await tx.of(SHIFTS).update(_id, {
      crew: crew.map((seat) => (seat.personId === personId ? { ...seat, name: GONE } : seat)),
    })
  }
  await tx.of(ROSTERS).remove(personId)
}

/** Removes the recommendations and invitations the person made or took up. */
async function eraseRecommendations(tx: Tx, personId: string): Promise<void> {
  for (const field of ['byId', 'takenBy']) {
    const found = await tx.of(RECOMMENDATIONS).find({ [field]: personId }, { limit: ALL })
    for (const { _id } of found) await tx.of(RECOMMENDATIONS).remove(_id)
  }
  const invitations = await tx.of(INVITATIONS).find({ takenBy: personId }, { limit: ALL })
  for (const { _id } of invitations) await tx.of(INVITATIONS).remove(_id)
}

/**
 * Removes the person's messages, and takes their name out of those that others were sent about them. A message names
 * people in words only, so a namesake's may lose its name with it: better than that a deleted person's stays.
 */
async function eraseMessages(tx: Tx, personId: string, names: readonly string[]): Promise<void> {
  for (const { _id, to } of await tx.of(MESSAGES).find({ to: personId }, { limit: ALL })) {
    if (to.length === 1) await tx.of(MESSAGES).remove(_id)
    else
      await tx.of(MESSAGES).update(_id, {
        to: command().pull(personId),
        readBy: command().pull(personId),
        'push.done': command().pull(personId),
      })
  }
  for (const name of names) {
    const pattern = new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    for (const field of ['title', 'text']) {
      for (const { _id, title, text } of await tx.of(MESSAGES).find({ [field]: pattern }, { limit: ALL })) {
        await tx
          .of(MESSAGES)
          .update(_id, { title: title.replaceAll(name, GONE), text: text.replaceAll(name, GONE) })
      }
    }
  }
}
