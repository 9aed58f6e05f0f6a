import type { Grant, Volunteer } from '../../cloudfunctions/shared/people'
import { DAY, instantOf } from '../../cloudfunctions/shared/time'
import type { Township } from '../../cloudfunctions/shared/township'
import type { Day, Qualification } from '../../cloudfunctions/shared/values'
import type { Generation, Sex } from './names'

/** A member of a team, without a name yet. */
export interface Member {
  openid: string
  generation: Generation
  sex: Sex
  roles: Grant[]
  volunteer: Volunteer
}

/** S-10: 150 in all, so the teams of the first villages have one more than the others. */
const LARGE_TEAMS = 7
const LARGE = 12
const SMALL = 11

/** Days since certification by batch of the roll-out (S-13); later batches as the last. */
const CERTIFIED_DAYS_AGO = [240, 150, 60]
const INSURED_DAYS = 365
const CERTIFIED_DAYS = 3 * 365

/** Volunteers that the rules refuse, so that a demo can show how. */
export const REFUSED = {
  uncertified: 'demo-volunteer-jingxi-08',
  uninsured: 'demo-volunteer-jingxi-09',
  suspended: 'demo-volunteer-jingxi-10',
} as const

const GENERATIONS: readonly Generation[] = ['1970s', '1980s', '1970s', '1990s', '1980s', '1960s']

/** The members of every team: a captain, a deputy, and volunteers numbered from 01 (S-02, S-10, S-11). */
export function teamMembers(township: Township, today: Day): Member[] {
  return township.teams.flatMap((team, at) =>
    Array.from({ length: at < LARGE_TEAMS ? LARGE : SMALL }, (_, index) => {
      const openid = openidOf(team.villageId, index)
      const scope = { teamId: team.id, villageId: team.villageId }
      const lead: Grant[] =
        index === 0 ? [{ role: 'captain', ...scope }] : index === 1 ? [{ role: 'deputy', ...scope }] : []
      return {
        openid,
        generation: GENERATIONS[(at + index) % GENERATIONS.length] ?? '1980s',
        // S-11: a quarter are women, the deputy among them.
        sex: index % 4 === 1 ? 'female' : 'male',
        roles: [{ role: 'volunteer', ...scope }, ...lead],
        volunteer: volunteerOf(township, team, openid, index, today),
      }
    }),
  )
}

function openidOf(villageId: string, index: number): string {
  if (index === 0) return `demo-captain-${villageId}`
  if (index === 1) return `demo-deputy-${villageId}`
  return `demo-volunteer-${villageId}-${String(index - 1).padStart(2, '0')}`
}

function volunteerOf(
  township: Township,
  team: Township['teams'][number],
  openid: string,
  index: number,
  today: Day,
): Volunteer {
  const village = township.villages.find((each) => each.id === team.villageId)
  const days = CERTIFIED_DAYS_AGO[(village?.batch ?? 1) - 1] ?? CERTIFIED_DAYS_AGO.at(-1) ?? 0
  const certifiedAt = instantOf(today) - days * DAY
  return {
    teamId: team.id,
    villageId: team.villageId,
    certifiedAt: openid === REFUSED.uncertified ? null : certifiedAt,
    certifiedUntil: openid === REFUSED.uncertified ? null : certifiedAt + CERTIFIED_DAYS * DAY,
    insuredUntil:
      openid === REFUSED.uncertified
        ? null
        : openid === REFUSED.uninsured
          ? instantOf(today) - 10 * DAY
          : certifiedAt + INSURED_DAYS * DAY,
    suspended: openid === REFUSED.suspended,
    // S-45: two a village stand by day and night, volunteers 03 and 04.
    standby: index === 4 || index === 5,
    qualifications: qualificationsOf(index, village?.kind === 'scenic'),
  }
}

/** S-32: scenic teams have veterans enough for two at each of their posts. */
function qualificationsOf(index: number, scenic: boolean): Qualification[] {
  const brings: [Qualification, boolean][] = [
    ['veteran', scenic ? index % 2 === 0 : index % 6 === 0],
    ['firstAid', index % 5 === 3],
    ['driver', index % 3 === 2],
    ['mediator', index < 2],
    ['dialect', index % 4 !== 3],
  ]
  return brings.filter(([, has]) => has).map(([qualification]) => qualification)
}
