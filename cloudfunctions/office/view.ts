import type { Grant, Me, Person } from '../shared/people'
import { holds } from '../shared/people'
import { teamOf, villageOf, type Township } from '../shared/township'
import type { Instant, Named, Role } from '../shared/values'
import type { InvitationDto, OpenInvitationDto, StaffDto, StaffPersonDto, TeamLeadsDto } from './dto'
import {
  invitationState,
  matches,
  mayLead,
  placeIn,
  type AcceptRefusalCode,
  type AppointRefusalCode,
  type Invitation,
  type RevokeRefusalCode,
  type TeamPlace,
} from './rules'

const ROLE_WORDS: Record<Role, string> = {
  volunteer: '队员',
  deputy: '副队长',
  captain: '队长',
  reviewer: '村委',
  office: '乡综治办',
  leader: '领导小组',
  police: '派出所联络员',
  department: '部门',
  trainer: '教官',
  auditor: '审计',
}

/** A role with where it is held, as it stands in a message: `荆溪村村委`, `荆溪村队队长`. */
export function roleWords(
  grant: { role: Role; villageId?: string | null; teamId?: string | null },
  township: Township,
): string {
  const where = teamOf(township, grant.teamId ?? null) ?? villageOf(township, grant.villageId ?? null)
  return `${where?.name ?? ''}${ROLE_WORDS[grant.role]}`
}

/** Why an invitation cannot be accepted, in words. */
export const ACCEPT_WORDS: Record<AcceptRefusalCode, string> = {
  OWN_CASE: '这是你自己发的邀请，不能自己接受。请转发给要邀请的人。',
  INVITATION_TAKEN: '这个邀请已经有人接受了。不是你的话，请联系乡综治办。',
  INVITATION_EXPIRED: '这个邀请已经过期，请乡综治办再发一次。',
  ALREADY_HELD: '你已经是这个身份了，不用再接受。',
  NAME_NEEDED: '先写上你的姓名，再接受。',
}

/** Why a role cannot be taken back, in words. */
export const REVOKE_WORDS: Record<RevokeRefusalCode, string> = {
  NOT_HELD: '他现在没有这个身份，可能刚刚被收回了。',
  LAST_OFFICE: '综治办只剩一个人了，不能收回。先邀请接手的人。',
  OWN_CASE: '不能收回自己的综治办身份，请同事来办。',
}

/** Why somebody cannot be appointed, in words. */
export const APPOINT_WORDS: Record<AppointRefusalCode, string> = {
  OWN_CASE: '不能任命自己，请综治办来办。',
  ALREADY_HELD: '他现在就是，不用再改。',
  NOT_A_MEMBER: '只有有证、没有暂停的队员才能当队长、副队长。',
}

/** What is said of a place in a team. */
export function placeWords(place: TeamPlace): string {
  return ROLE_WORDS[place]
}

function rolesView(roles: readonly Grant[], township: Township): StaffPersonDto['roles'] {
  return roles.map((grant) => ({
    role: grant.role,
    village: villageOf(township, grant.villageId ?? null),
    team: teamOf(township, grant.teamId ?? null),
  }))
}

/** The staff, the open invitations and who leads which team. An invitation ends with its inviter's place in the office. */
export function staffView(
  people: readonly Person[],
  invitations: readonly Invitation[],
  { me, township, now }: { me: Me; township: Township; now: Instant },
): StaffDto {
  const byName = [...people].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
  const inOffice = new Set(
    people.filter(({ roles }) => roles.some(({ role }) => role === 'office')).map(({ _id }) => _id),
  )
  const leading = (teamId: string, role: 'captain' | 'deputy'): Named | null => {
    const found = byName.find(({ roles }) => roles.some((grant) => matches(grant, { role, teamId })))
    return found ? { id: found._id, name: found.name } : null
  }
  return {
    people: byName.map((person) => ({
      personId: person._id,
      name: person.name,
      roles: rolesView(
        person.roles.filter(({ role }) => role !== 'volunteer'),
        township,
      ),
      me: person._id === me.id,
    })),
    invitations: invitations
      .filter((each) => invitationState(each, inOffice.has(each.byId), now) === 'open')
      .map((each): OpenInvitationDto => ({
        id: each._id,
        role: each.role,
        village: villageOf(township, each.villageId),
        team: null,
        note: each.note,
        expiresAt: each.expiresAt,
      })),
    teams: township.teams.map(({ id, name }) => ({
      team: { id, name },
      captain: leading(id, 'captain'),
      deputy: leading(id, 'deputy'),
    })),
  }
}

/** An invitation for whoever opened its link. */
export function invitationView(
  invitation: Invitation,
  inviterInOffice: boolean,
  { me, township, now }: { me: Me; township: Township; now: Instant },
): InvitationDto {
  return {
    role: invitation.role,
    village: villageOf(township, invitation.villageId),
    township: township.name,
    byName: invitation.byName,
    note: invitation.note,
    state: invitationState(invitation, inviterInOffice, now),
    expiresAt: invitation.expiresAt,
    mine: invitation.takenBy === me.id,
    own: invitation.byId === me.id,
    manages: holds(me, 'office'),
    nameNeeded: (me.person?.name ?? '') === '',
  }
}

const PLACE_ORDER: Record<TeamPlace, number> = { captain: 0, deputy: 1, volunteer: 2 }

/** A team's members with what they are in it, those who lead first. */
export function teamView(
  team: Named,
  teams: readonly Named[],
  members: readonly Person[],
  { me, now }: { me: Me; now: Instant },
): TeamLeadsDto {
  return {
    team,
    teams: [...teams],
    members: members
      .flatMap(({ _id, name, volunteer, roles }) =>
        volunteer
          ? [
              {
                personId: _id,
                name,
                place: placeIn(volunteer.teamId, roles),
                mayLead: mayLead(volunteer, now),
                me: _id === me.id,
              },
            ]
          : [],
      )
      .sort((a, b) => PLACE_ORDER[a.place] - PLACE_ORDER[b.place] || a.name.localeCompare(b.name, 'zh-CN')),
  }
}
