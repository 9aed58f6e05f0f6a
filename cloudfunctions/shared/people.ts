import { collectionOf, type Db, type Tx } from './db'
import { personId } from './ids'
import type { Sealed } from './sealed'
import type { Instant, Place, Point, Qualification, Role } from './values'

/** A role held, with the village or team it is held in (S-02 … S-08). */
export interface Grant {
  role: Role
  villageId?: string
  teamId?: string
}

/** What makes someone a volunteer (S-02, S-25, S-27). */
export interface Volunteer {
  teamId: string
  villageId: string
  /** Null until the certificate is issued (S-22). */
  certifiedAt: Instant | null
  /** When the certificate ends (S-22); null without one. */
  certifiedUntil: Instant | null
  /** End of the accident insurance (S-27); null without one. */
  insuredUntil: Instant | null
  suspended: boolean
  /** On the 24-hour standby list of the village (S-45). */
  standby: boolean
  qualifications: Qualification[]
}

/** Someone the system knows. Visitors without a record can do all that S-01 lists. */
export interface Person {
  _id: string
  openid: string
  name: string
  phone: Sealed | null
  villageId: string | null
  home: Place | null
  /** Last reported position, of those on duty or on standby only; each report replaces it. */
  position: { point: Point; at: Instant } | null
  roles: Grant[]
  volunteer: Volunteer | null
  createdAt: Instant
}

/** The collection of people. */
export const PEOPLE = collectionOf<Person>('people')

/** The caller of an action. */
export interface Me {
  id: string
  openid: string
  /** Null for a visitor. */
  person: Person | null
}

/** Loads the caller: one read. */
export async function loadMe(db: Db | Tx, openid: string): Promise<Me> {
  const id = personId(openid)
  return { id, openid, person: await db.of(PEOPLE).get(id) }
}

/** Whether the caller holds a role, in the given village or team when one is named. */
export function holds(
  me: Me,
  role: Role,
  scope: { villageId?: string | null; teamId?: string | null } = {},
): boolean {
  return (me.person?.roles ?? []).some(
    (grant) =>
      grant.role === role &&
      (scope.villageId == null || grant.villageId === scope.villageId) &&
      (scope.teamId == null || grant.teamId === scope.teamId),
  )
}

/** A record for someone met for the first time. */
export function newPerson(me: Me, now: Instant): Person {
  return {
    _id: me.id,
    openid: me.openid,
    name: '',
    phone: null,
    villageId: null,
    home: null,
    position: null,
    roles: [],
    volunteer: null,
    createdAt: now,
  }
}
