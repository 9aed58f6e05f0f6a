import { collectionOf, command, type Db, type Doc, type Tx } from '../shared/db'
import { newPerson, PEOPLE, type Grant, type Me, type Person } from '../shared/people'
import { refusal } from '../shared/refusal'
import type { Instant, Role } from '../shared/values'
import { matches, STAFF_ROLES, TEAM_OFFICES, type Invitation, type TeamOffice } from './rules'

/** The collection of invitations to roles. */
export const INVITATIONS = collectionOf<Invitation>('invitations')

/** Written by whatever changes who holds a role of which there must be one, so that two such changes collide. */
interface RoleLock extends Doc {
  changes: number
}

const LOCKS = collectionOf<RoleLock>('roleLocks')

const LIMIT = 1000

/** A person's record, or null. */
export function findPerson(db: Db | Tx, id: string): Promise<Person | null> {
  return db.of(PEOPLE).get(id)
}

/** Whoever holds a role that the office gives, or leads a team. */
export function findStaff(db: Db | Tx): Promise<Person[]> {
  const staff: Role[] = [...STAFF_ROLES, ...TEAM_OFFICES]
  return db.of(PEOPLE).find({ 'roles.role': command().in(staff) }, { limit: LIMIT })
}

/** Whoever is in the office (S-04). */
export function findOffice(db: Db | Tx): Promise<Person[]> {
  return db.of(PEOPLE).find({ roles: command().elemMatch({ role: 'office' }) }, { limit: LIMIT })
}

/** Whoever holds a place in a team: one person, unless the records were made elsewhere. */
export function findPlaceHolders(db: Db | Tx, teamId: string, role: TeamOffice): Promise<Person[]> {
  return db.of(PEOPLE).find({ roles: command().elemMatch({ role, teamId }) }, { limit: LIMIT })
}

/** The members of a team (S-10). */
export function findMembers(db: Db | Tx, teamId: string): Promise<Person[]> {
  return db.of(PEOPLE).find({ 'volunteer.teamId': teamId }, { limit: LIMIT })
}

/** Makes a change to a role collide with every other that takes the same lock. */
export async function lockRole(tx: Tx, role: 'office' | { team: string }): Promise<void> {
  const _id = role === 'office' ? 'office' : `team:${role.team}`
  const known = await tx.of(LOCKS).updateAndReturn({ _id }, { changes: command().inc(1) })
  if (!known) await tx.of(LOCKS).add({ _id, changes: 1 })
}

/** Sets the roles that a person holds. */
export async function saveRoles(tx: Tx, personId: string, roles: readonly Grant[]): Promise<void> {
  await tx.of(PEOPLE).update(personId, { roles: [...roles] })
}

/** Gives the caller one more role, making a record for a visitor; an empty `name` leaves theirs as it is. */
export async function addRole(tx: Tx, me: Me, grant: Grant, name: string, now: Instant): Promise<void> {
  const roles = [...(me.person?.roles ?? []), grant]
  const fields = { roles, ...(name === '' ? {} : { name }) }
  if (me.person) await tx.of(PEOPLE).update(me.id, fields)
  else await tx.of(PEOPLE).add({ ...newPerson(me, now), ...fields })
}

/**
 * An invitation, and whether whoever made it is still in the office.
 * @throws Refusal NOT_FOUND when there is none, also after it was withdrawn or declined
 */
export async function knownInvitation(
  db: Db | Tx,
  id: string,
): Promise<{ invitation: Invitation; inviterInOffice: boolean }> {
  const invitation = await db.of(INVITATIONS).get(id)
  if (!invitation) throw refusal('NOT_FOUND', '这个邀请已经收回了，有疑问请联系乡综治办。')
  const inviter = await findPerson(db, invitation.byId)
  const inviterInOffice = inviter?.roles.some((grant) => matches(grant, { role: 'office' })) ?? false
  return { invitation, inviterInOffice }
}

/** Invitations that nobody accepted and that have not run out, the newest first. */
export function findOpenInvitations(db: Db, now: Instant): Promise<Invitation[]> {
  return db
    .of(INVITATIONS)
    .find({ takenBy: null, expiresAt: command().gt(now) }, { orderBy: ['expiresAt', 'desc'], limit: LIMIT })
}

/** Keeps a new invitation. */
export function addInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  return tx.of(INVITATIONS).add(invitation)
}

/** Notes who accepted an invitation; false when somebody has already. */
export async function takeInvitation(tx: Tx, id: string, personId: string, now: Instant): Promise<boolean> {
  const taken = await tx
    .of(INVITATIONS)
    .updateAndReturn({ _id: id, takenBy: null }, { takenBy: personId, takenAt: now })
  return taken !== null
}

/** Removes an invitation: its link leads nowhere from now on. */
export async function removeInvitation(tx: Tx, id: string): Promise<void> {
  await tx.of(INVITATIONS).remove(id)
}

/** Forgets invitations that ran out before an instant; answers how many. */
export function removeInvitationsBefore(db: Db, before: Instant): Promise<number> {
  return db.of(INVITATIONS).removeWhere({ expiresAt: command().lt(before) })
}
