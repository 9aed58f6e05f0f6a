import { holds, type Me } from '../shared/people'
import { teamOf, villageOf, type Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { MemberRowDto } from './dto'
import type { Member } from './record'
import { insuredDays, isServing, marksOut, type Standing } from './rules'

/** What the caller is to someone of a village and team (S-02 … S-05). */
export function standingOf(
  me: Me,
  personId: string,
  { villageId, teamId }: { villageId: string | null; teamId: string | null },
): Standing {
  return {
    self: personId === me.id,
    office: holds(me, 'office'),
    leader: holds(me, 'leader'),
    reviewer: villageId !== null && holds(me, 'reviewer', { villageId }),
    captain: teamId !== null && (['captain', 'deputy'] as const).some((role) => holds(me, role, { teamId })),
  }
}

/** A line of the list of members. Proposals to leave are said to those who propose and decide them (S-26). */
export function memberRow(
  member: Member,
  standing: Standing,
  township: Township,
  now: Instant,
): MemberRowDto {
  const { office, leader, reviewer } = standing
  return {
    personId: member._id,
    name: member.name,
    village: villageOf(township, member.villageId),
    team: teamOf(township, member.teamId),
    state: member.state,
    certificateNumber: member.certificate.number,
    insuredUntil: member.insuredUntil,
    insuredDays: insuredDays(member.insuredUntil, now),
    exitProposed: (office || leader || reviewer) && member.exit !== null,
    marksOut: isServing(member.state) ? 0 : marksOut(member.marks).length,
  }
}

/** The link that a certificate's code holds. */
export function certificateLink(township: Township, code: string): string {
  return `${township.linkPrefix}v?c=${code}`
}
