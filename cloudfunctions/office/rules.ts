import type { Grant, Volunteer } from '../shared/people'
import { dutyRefusal } from '../shared/standing'
import type { Instant, Role } from '../shared/values'

/** Roles that the office gives by invitation (S-03 … S-07); those of the patrol are earned (S-22) or appointed (S-02). */
export const STAFF_ROLES = [
  'reviewer',
  'office',
  'leader',
  'police',
  'department',
  'trainer',
  'auditor',
] as const satisfies readonly Role[]
/** One role that the office gives. */
export type StaffRole = (typeof STAFF_ROLES)[number]

/** Places of a team that one member each holds (S-02). */
export const TEAM_OFFICES = ['captain', 'deputy'] as const satisfies readonly Role[]
/** One place of a team. */
export type TeamOffice = (typeof TEAM_OFFICES)[number]

/** What a member is in their team: one of its places, or a volunteer like the others. */
export type TeamPlace = TeamOffice | 'volunteer'

/** An invitation to a role: whoever holds its link first may accept it, once. */
export interface Invitation {
  _id: string
  role: StaffRole
  /** Of a reviewer; null for the whole township. */
  villageId: string | null
  /** For whom it is, in the office's words. */
  note: string
  byId: string
  byName: string
  createdAt: Instant
  expiresAt: Instant
  takenBy: string | null
  takenAt: Instant | null
}

/** What can still be done with an invitation. */
export type InvitationState = 'open' | 'taken' | 'expired'

/**
 * The state of an invitation. It ends with the inviter's own place in the office, so that nobody leaves open doors
 * behind.
 */
export function invitationState(
  invitation: Invitation,
  inviterInOffice: boolean,
  now: Instant,
): InvitationState {
  if (invitation.takenBy !== null) return 'taken'
  return inviterInOffice && now < invitation.expiresAt ? 'open' : 'expired'
}

/** Why an invitation cannot be accepted; the order is the one in which reasons are named. */
export type AcceptRefusalCode =
  'OWN_CASE' | 'INVITATION_TAKEN' | 'INVITATION_EXPIRED' | 'ALREADY_HELD' | 'NAME_NEEDED'

/**
 * Whether somebody may accept an invitation: null, or the first reason why not. Nobody gives themself a role (S-08).
 * @param by who accepts, with the roles they hold and the name they go by (empty when unknown)
 */
export function acceptRefusal(
  invitation: Invitation,
  by: { id: string; roles: readonly Grant[]; name: string },
  inviterInOffice: boolean,
  now: Instant,
): AcceptRefusalCode | null {
  if (invitation.byId === by.id) return 'OWN_CASE'
  const state = invitationState(invitation, inviterInOffice, now)
  if (state === 'taken') return 'INVITATION_TAKEN'
  if (state === 'expired') return 'INVITATION_EXPIRED'
  if (by.roles.some((grant) => matches(grant, { role: invitation.role, villageId: invitation.villageId })))
    return 'ALREADY_HELD'
  return by.name === '' ? 'NAME_NEEDED' : null
}

/** A role with the village or team it is held in; null or nothing stands for any. */
export interface RoleScope {
  role: Role
  villageId?: string | null | undefined
  teamId?: string | null | undefined
}

/** Whether a role held is the one meant. */
export function matches(grant: Grant, { role, villageId, teamId }: RoleScope): boolean {
  return (
    grant.role === role &&
    (villageId == null || grant.villageId === villageId) &&
    (teamId == null || grant.teamId === teamId)
  )
}

/** Why a role cannot be taken back; the order is the one in which reasons are named. */
export type RevokeRefusalCode = 'NOT_HELD' | 'LAST_OFFICE' | 'OWN_CASE'

/**
 * Whether a role may be taken back: null, or the first reason why not. A township always keeps somebody in the office,
 * and nobody leaves it without a colleague knowing (S-08).
 * @param inOffice how many people hold the office's role now
 */
export function revokeRefusal(
  roles: readonly Grant[],
  scope: RoleScope,
  own: boolean,
  inOffice: number,
): RevokeRefusalCode | null {
  if (!roles.some((grant) => matches(grant, scope))) return 'NOT_HELD'
  if (scope.role !== 'office') return null
  if (inOffice <= 1) return 'LAST_OFFICE'
  return own ? 'OWN_CASE' : null
}

/** What a member is in a team. */
export function placeIn(teamId: string, roles: readonly Grant[]): TeamPlace {
  return TEAM_OFFICES.find((role) => roles.some((grant) => matches(grant, { role, teamId }))) ?? 'volunteer'
}

/** Whether somebody may lead a team: certified and not suspended; an insurance that ran out is renewed (S-22, S-27). */
export function mayLead(volunteer: Volunteer, now: Instant): boolean {
  const refused = dutyRefusal(volunteer, now)
  return refused === null || refused === 'UNINSURED'
}

/** Why somebody cannot be appointed; the order is the one in which reasons are named. */
export type AppointRefusalCode = 'OWN_CASE' | 'ALREADY_HELD' | 'NOT_A_MEMBER'

/**
 * Whether a member may be given a place in their team, or step back to volunteer (S-02, S-08): null, or the first
 * reason why not. Stepping back is always possible.
 */
export function appointRefusal(
  member: { volunteer: Volunteer | null; roles: readonly Grant[] },
  as: TeamPlace,
  own: boolean,
  now: Instant,
): AppointRefusalCode | null {
  if (own) return 'OWN_CASE'
  const { volunteer, roles } = member
  if (!volunteer) return 'NOT_A_MEMBER'
  if (placeIn(volunteer.teamId, roles) === as) return 'ALREADY_HELD'
  return as !== 'volunteer' && !mayLead(volunteer, now) ? 'NOT_A_MEMBER' : null
}

/** The roles of a member who has a place in a team from now on; a member leads one team only (S-02). */
export function rolesAs(
  roles: readonly Grant[],
  as: TeamPlace,
  team: { teamId: string; villageId: string },
): Grant[] {
  const others = roles.filter((grant) => grant.role !== 'captain' && grant.role !== 'deputy')
  return as === 'volunteer'
    ? others
    : [...others, { role: as, teamId: team.teamId, villageId: team.villageId }]
}
