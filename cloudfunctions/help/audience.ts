import { command, type Db } from '../shared/db'
import { PEOPLE } from '../shared/people'
import { findByRole, findStandby } from '../shared/recipients'
import type { Tell, Township } from '../shared/township'
import type { Instant, Point } from '../shared/values'
import { findRunning } from '../shifts/store'
import { teamOfVillage } from './relations'
import { dutyRefusal } from '../shared/standing'
import { nearbyOnDuty, positionOf, type Help, type OnDuty } from './rules'

const PEOPLE_LIMIT = 1000

/** What finding an audience needs. */
export interface AudienceContext {
  db: Db
  township: Township
  now: Instant
}

/** What of a request says who is told of it. */
type Addressed = Pick<Help, 'place' | 'villageId' | 'requesterId' | 'forCaller'>

/** Who is meant by an audience for a request (S-45), never someone who needs the help. Ids of people. */
export async function audience(tell: Tell, help: Addressed, context: AudienceContext): Promise<string[]> {
  const ids = await find(tell, help, context)
  return [...new Set(ids)].filter((id) => help.forCaller || id !== help.requesterId)
}

async function find(
  tell: Tell,
  help: Pick<Help, 'place' | 'villageId'>,
  { db, township, now }: AudienceContext,
): Promise<string[]> {
  switch (tell) {
    case 'onDuty':
      return nearbyOnDuty(
        help.place?.point ?? null,
        await onDuty({ db, township, now }),
        township.help.nearbyMetres,
      )
    case 'standby':
      return (await findStandby(db, help.villageId))
        .filter((each) => able(each.volunteer, now))
        .map((each) => each._id)
    case 'wider':
      return (await findByRole(db, 'volunteer', villageScope(help)))
        .filter((each) => able(each.volunteer, now))
        .map((each) => each._id)
    case 'captain': {
      const team = teamOfVillage(township, help.villageId)
      const captains = await findByRole(db, 'captain', team ? { teamId: team.id } : {})
      const deputies = await findByRole(db, 'deputy', team ? { teamId: team.id } : {})
      return [...captains, ...deputies].map((each) => each._id)
    }
    case 'office':
    case 'leader':
      return (await findByRole(db, tell)).map((each) => each._id)
  }
}

function villageScope(help: Pick<Help, 'villageId'>): { villageId?: string } {
  return help.villageId === null ? {} : { villageId: help.villageId }
}

function able(volunteer: Parameters<typeof dutyRefusal>[0], now: Instant): boolean {
  return dutyRefusal(volunteer, now) === null
}

/** The crews of running shifts, with where each is taken to be (S-45). */
async function onDuty({ db, township, now }: AudienceContext): Promise<OnDuty[]> {
  const centres = new Map<string, Point>()
  for (const shift of await findRunning(db, now)) {
    const area = township.areas.find((each) => each.id === shift.areaId)
    const village = township.villages.find((each) => each.id === shift.villageId)
    const centre = area?.centre ?? village?.centre
    if (centre) for (const seat of shift.crew) centres.set(seat.personId, centre)
  }
  if (centres.size === 0) return []
  const people = await db.of(PEOPLE).find({ _id: command().in([...centres.keys()]) }, { limit: PEOPLE_LIMIT })
  return people.flatMap((person) => {
    const centre = centres.get(person._id)
    return centre && able(person.volunteer, now)
      ? [
          {
            personId: person._id,
            point: positionOf(person.position, centre, township.help.positionFresh, now),
          },
        ]
      : []
  })
}

/**
 * Who is told of a new request at once, and as what: those on duty, or the next audience that is not empty, so that a
 * request never waits for its first minute because nobody is on patrol (S-45).
 */
export async function firstAudience(
  help: Addressed,
  context: AudienceContext,
): Promise<{ tell: Tell; ids: string[] }> {
  for (const tell of ['onDuty', 'standby', 'wider'] as const) {
    const ids = await audience(tell, help, context)
    if (ids.length > 0) return { tell, ids }
  }
  return { tell: 'captain', ids: await audience('captain', help, context) }
}
