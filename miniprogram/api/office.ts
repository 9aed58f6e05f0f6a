import type {
  InvitationDto,
  StaffDto,
  StaffRole,
  TeamLeadsDto,
  TeamOffice,
  TeamPlace,
} from '../../cloudfunctions/office/dto'
import { call } from './client'

/** Who holds which role, open invitations, and who leads which team: for the office. */
export function getStaff(): Promise<StaffDto> {
  return call('office', 'staff', {})
}

/** Makes an invitation to a role; answers its id. */
export async function invite(
  invitation: { role: StaffRole; villageId?: string; note: string },
  requestKey: string,
): Promise<string> {
  return (await call('office', 'invite', { ...invitation, requestKey })).id
}

/** An invitation by the id in its link. */
export function getInvitation(id: string): Promise<InvitationDto> {
  return call('office', 'invitation', { id })
}

/** Takes on the role that an invitation offers; `name` is needed from those whose name is unknown. */
export async function acceptInvitation(id: string, name: string, requestKey: string): Promise<void> {
  await call('office', 'accept', { id, ...(name === '' ? {} : { name }), requestKey })
}

/** Says no to an invitation. */
export async function declineInvitation(id: string, requestKey: string): Promise<void> {
  await call('office', 'decline', { id, requestKey })
}

/** Takes back an invitation that nobody has accepted. */
export async function withdrawInvitation(id: string, requestKey: string): Promise<void> {
  await call('office', 'withdrawInvitation', { id, requestKey })
}

/** Takes a role back at once. */
export async function revokeRole(
  held: { personId: string; role: StaffRole | TeamOffice; villageId?: string; reason: string },
  requestKey: string,
): Promise<void> {
  await call('office', 'revoke', { ...held, requestKey })
}

/** A team's members and who leads it; the caller's first team when none is named. */
export function getTeamLeads(teamId?: string): Promise<TeamLeadsDto> {
  return call('office', 'team', teamId === undefined ? {} : { teamId })
}

/** Makes a member captain or deputy of their team, or a volunteer like the others again. */
export async function appoint(personId: string, as: TeamPlace, requestKey: string): Promise<void> {
  await call('office', 'appoint', { personId, as, requestKey })
}
