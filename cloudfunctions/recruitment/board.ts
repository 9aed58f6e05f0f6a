import type { Db } from '../shared/db'
import { teamOf, villageOf, type Township } from '../shared/township'
import type { Instant } from '../shared/values'
import { findMembersOf } from '../membership/store'
import type { TeamBoardDto } from './dto'
import { compositionOf, type Holder } from './rules'
import { countWaiting, findCandidates, findVolunteers } from './store'
import { ageOf } from './view'
import type { Sealed } from '../shared/sealed'
import type { Priority, Sex } from '../shared/values'

/** A board without what only those who decide need. */
export type Strength = Omit<TeamBoardDto, 'waiting'>

/**
 * Strength and composition of teams (S-10, S-11): of everyone who holds a place in them, members and candidates alike.
 * Volunteers from before there were memberships count as people of unknown composition.
 */
export async function strengthOf(
  db: Db,
  township: Township,
  teams: Township['teams'],
  now: Instant,
): Promise<Strength[]> {
  const [volunteers, candidates] = await Promise.all([
    findVolunteers(
      db,
      teams.map((team) => team.id),
    ),
    findCandidates(db),
  ])
  const members = new Map(
    (
      await findMembersOf(
        db,
        volunteers.map((each) => each._id),
      )
    ).map((each) => [each._id, each]),
  )
  return teams.map((team) => {
    const inTeam = volunteers.filter((each) => each.volunteer?.teamId === team.id)
    const coming = candidates.filter((each) => each.teamId === team.id)
    const holders = [
      ...inTeam.map(({ _id }) => {
        const member = members.get(_id)
        return member ? holderOf(member, now) : UNKNOWN
      }),
      ...coming.map((each) => holderOf(each, now)),
    ]
    return {
      village: villageOf(township, team.villageId) ?? { id: team.villageId, name: '' },
      team: teamOf(township, team.id) ?? { id: team.id, name: '' },
      members: inTeam.length,
      candidates: coming.length,
      min: township.recruitment.teamMin,
      max: township.recruitment.teamMax,
      ...compositionOf(holders, township.recruitment),
    }
  })
}

const UNKNOWN: Holder = { sex: null, age: null, party: null }

function holderOf(
  record: { sex: Sex | null; identity: Sealed | null; priorities: Priority[] },
  now: Instant,
): Holder {
  const age = ageOf(record, now)
  return age === null ? UNKNOWN : { sex: record.sex, age, party: record.priorities.includes('party') }
}

/** The boards of teams, with how many applications wait for a decision. */
export async function boardsOf(
  db: Db,
  township: Township,
  teams: Township['teams'],
  now: Instant,
): Promise<TeamBoardDto[]> {
  const [strengths, waiting] = await Promise.all([
    strengthOf(db, township, teams, now),
    Promise.all(teams.map((team) => countWaiting(db, team.villageId))),
  ])
  return strengths.map((strength, at) => ({ ...strength, waiting: waiting[at] ?? 0 }))
}
