import type { Instant, Named, Role } from '../shared/values'
import type { InvitationState, StaffRole, TeamPlace } from './rules'

export type { StaffRole, TeamOffice, TeamPlace } from './rules'

/** Who holds which role, and who is invited: for the office. */
export interface StaffDto {
  people: StaffPersonDto[]
  /** Those that can still be accepted. */
  invitations: OpenInvitationDto[]
  /** Every team with who leads it; null where a place is free (S-02). */
  teams: { team: Named; captain: Named | null; deputy: Named | null }[]
}

/** Someone who holds a role on the staff, or leads a team. */
export interface StaffPersonDto {
  personId: string
  name: string
  roles: { role: Role; village: Named | null; team: Named | null }[]
  me: boolean
}

/** An invitation as the office sees it. */
export interface OpenInvitationDto {
  id: string
  role: StaffRole
  village: Named | null
  team: Named | null
  /** For whom it is, in the office's words. */
  note: string
  expiresAt: Instant
}

/** An invitation as whoever opens its link sees it. */
export interface InvitationDto {
  role: StaffRole
  village: Named | null
  township: string
  byName: string
  note: string
  state: InvitationState
  expiresAt: Instant
  /** The caller accepted it. */
  mine: boolean
  /** The caller made it, so cannot accept it (S-08). */
  own: boolean
  /** The caller is in the office: may pass it on and withdraw it. */
  manages: boolean
  /** The caller's name is unknown and has to be said when accepting. */
  nameNeeded: boolean
}

/** A team with what its members are, for those who appoint (S-02). */
export interface TeamLeadsDto {
  team: Named
  /** Teams that the caller appoints in. */
  teams: Named[]
  /** Those who lead first. */
  members: {
    personId: string
    name: string
    place: TeamPlace
    /** Certified and not suspended. */
    mayLead: boolean
    me: boolean
  }[]
}
