import { collectionOf, command, geoPoint, type Db, type Tx } from '../shared/db'
import type { Instant, Point } from '../shared/values'
import type { HelpFlag } from './dto'
import type { Help } from './rules'

/** The collection of help requests. */
export const HELPS = collectionOf<Help>('helps')

/** The platform's maximum: no live request may fall out of a list that people watch. */
const LIVE_LIMIT = 1000
const LIST_LIMIT = 100
/** Half the way around the earth: nearest first, none left out. */
const EARTH_METRES = 20_040_000

/** The request, or null. */
export function findHelp(db: Db | Tx, id: string): Promise<Help | null> {
  return db.of(HELPS).get(id)
}

/** Adds a new request. */
export function addHelp(tx: Tx, help: Help): Promise<void> {
  return tx.of(HELPS).add(help)
}

/** Changes a request and answers it as it then is; null when there is none. Events are appended to its timeline. */
export function changeHelp(
  tx: Tx,
  id: string,
  { timeline, told, ...fields }: Partial<Omit<Help, '_id'>>,
): Promise<Help | null> {
  const _ = command()
  return tx.of(HELPS).updateAndReturn(
    { _id: id },
    {
      ...fields,
      ...(timeline ? { timeline: _.push(timeline) } : {}),
      ...(told ? { told: _.addToSet({ $each: told }) } : {}),
    },
  )
}

/** Marks a request as seen by a person; answers it as it then is. */
export function markSeen(db: Db, id: string, personId: string): Promise<Help | null> {
  return db.of(HELPS).updateAndReturn({ _id: id }, { seenBy: command().addToSet(personId) })
}

/** Puts right a due mark that no step of the ladders answers to, unless it has moved meanwhile. */
export async function repairDue(
  db: Db,
  id: string,
  was: Instant | null,
  dueAt: Instant | null,
): Promise<void> {
  await db.of(HELPS).updateAndReturn({ _id: id, dueAt: was }, { dueAt })
}

/** Keeps a flag on a request for whoever answers it. */
export async function flagHelp(db: Db, id: string, flag: HelpFlag): Promise<void> {
  await db.of(HELPS).updateAndReturn({ _id: id }, { flags: command().addToSet(flag) })
}

/** Live requests, nearest first. */
export function findLiveNear(db: Db, point: Point): Promise<Help[]> {
  const near = command().geoNear({ geometry: geoPoint(point), maxDistance: EARTH_METRES, minDistance: 0 })
  return db.of(HELPS).find({ live: true, geo: near }, { limit: LIVE_LIMIT })
}

/** Live requests, oldest first. */
export function findLive(db: Db): Promise<Help[]> {
  return db.of(HELPS).find({ live: true }, { orderBy: ['createdAt', 'asc'], limit: LIVE_LIMIT })
}

/** A requester's own requests, newest first. */
export function findMine(db: Db, requesterId: string): Promise<Help[]> {
  return db.of(HELPS).find({ requesterId }, { orderBy: ['createdAt', 'desc'], limit: LIST_LIMIT })
}

/** How many requests someone has made since an instant. */
export function countMineSince(db: Db, requesterId: string, since: Instant): Promise<number> {
  return db.of(HELPS).count({ requesterId, createdAt: command().gte(since) })
}

/** Requests with a ladder step due, longest overdue first. */
export function findDue(db: Db, now: Instant): Promise<Help[]> {
  return db.of(HELPS).find({ dueAt: command().lte(now) }, { orderBy: ['dueAt', 'asc'], limit: LIST_LIMIT })
}
