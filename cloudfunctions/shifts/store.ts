import { collectionOf, command, type Condition, type Db, type Tx } from '../shared/db'
import type { Day, Instant } from '../shared/values'
import type { Duty, Seat, Shift } from './rules'

/** A volunteer's duties, newest last; one record per volunteer, so that two claims of one person collide. */
export interface RosterRecord {
  _id: string
  duties: Duty[]
  /** How often the person was taken off duty as a whole; makes that collide with a claim of the same moment. */
  vacated?: number
}

/** The collection of shifts. */
export const SHIFTS = collectionOf<Shift>('shifts')

/** The collection of rosters. */
export const ROSTERS = collectionOf<RosterRecord>('rosters')

/** How many duties a roster keeps; four weeks ahead at four a day, with room. */
const ROSTER_LENGTH = 120

/** How many shifts one list may hold. */
export const LIST_LIMIT = 500

/** The shift, or null. */
export function findShift(db: Db | Tx, id: string): Promise<Shift | null> {
  return db.of(SHIFTS).get(id)
}

/** Shifts of the days `from` … `to` (inclusive) in order of time. */
export function findShifts(
  db: Db,
  from: Day,
  to: Day,
  narrow: { villageId?: string | undefined; areaId?: string | undefined; personId?: string | undefined },
): Promise<Shift[]> {
  const where: Condition = { day: command().gte(from).lte(to) }
  if (narrow.villageId !== undefined) where['villageId'] = narrow.villageId
  if (narrow.areaId !== undefined) where['areaId'] = narrow.areaId
  if (narrow.personId !== undefined) where['crew.personId'] = narrow.personId
  return db.of(SHIFTS).find(where, { orderBy: ['startAt', 'asc'], limit: LIST_LIMIT })
}

/** Shifts whose crews are on duty at `now`. */
export function findRunning(db: Db, now: Instant): Promise<Shift[]> {
  const _ = command()
  return db
    .of(SHIFTS)
    .find(
      { endAt: _.gt(now), startAt: _.lte(now), status: 'open' },
      { orderBy: ['endAt', 'asc'], limit: LIST_LIMIT },
    )
}

/** The person's next shift that has not ended. */
export async function findNext(db: Db, personId: string, now: Instant): Promise<Shift | null> {
  const found = await db
    .of(SHIFTS)
    .find(
      { 'crew.personId': personId, endAt: command().gt(now), status: 'open' },
      { orderBy: ['endAt', 'asc'], limit: 1 },
    )
  return found[0] ?? null
}

/** The person's duties; empty when they never had one. */
export async function findDuties(db: Db | Tx, personId: string): Promise<Duty[]> {
  return (await db.of(ROSTERS).get(personId))?.duties ?? []
}

/**
 * Seats a person and answers the shift as it then is, or null when there is no such shift. Whether the seat was to be
 * had is judged on the answer; a refusal aborts the transaction, so nothing of it remains.
 */
export function seat(tx: Tx, shiftId: string, taken: Seat): Promise<Shift | null> {
  return tx.of(SHIFTS).updateAndReturn({ _id: shiftId }, { crew: command().push([taken]) })
}

/** Adds a duty to a person's roster and answers the duties as they then are. */
export async function addDuty(tx: Tx, personId: string, duty: Duty): Promise<Duty[]> {
  const roster = await tx
    .of(ROSTERS)
    .updateAndReturn(
      { _id: personId },
      { duties: command().push({ each: [duty], sort: { startAt: 1 }, slice: -ROSTER_LENGTH }) },
    )
  if (roster) return roster.duties
  // Their first shift ever; two at once collide, and the kit tries the loser again.
  await tx.of(ROSTERS).add({ _id: personId, duties: [duty] })
  return [duty]
}

/** Frees a person's seat and takes the duty off their roster; answers the shift as it then is. */
export async function unseat(tx: Tx, shiftId: string, personId: string): Promise<Shift | null> {
  const shift = await tx.of(SHIFTS).updateAndReturn({ _id: shiftId }, { crew: command().pull({ personId }) })
  await tx.of(ROSTERS).updateAndReturn({ _id: personId }, { duties: command().pull({ shiftId }) })
  return shift
}

/**
 * Takes a person off every duty that starts at `from` or later, and answers those duties. It writes their roster even
 * when there are none, so that a claim of the same moment collides with it and is judged anew.
 */
export async function vacate(tx: Tx, personId: string, from: Instant): Promise<Duty[]> {
  const duties = await findDuties(tx, personId)
  const leaving = duties.filter((duty) => duty.startAt >= from)
  const kept = duties.filter((duty) => duty.startAt < from)
  const known = await tx
    .of(ROSTERS)
    .updateAndReturn({ _id: personId }, { duties: kept, vacated: command().inc(1) })
  if (!known) await tx.of(ROSTERS).add({ _id: personId, duties: [], vacated: 1 })
  for (const duty of leaving) {
    await tx.of(SHIFTS).updateAndReturn({ _id: duty.shiftId }, { crew: command().pull({ personId }) })
  }
  return leaving
}
