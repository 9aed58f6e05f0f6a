import { holds, type Me } from '../shared/people'
import { teamOf, type Township } from '../shared/township'
import type { Help, Relation } from './rules'
import { dutyRefusal } from '../shared/standing'
import type { Instant } from '../shared/values'

/**
 * What the caller is to a request. Nobody answers their own (S-08); captains, deputies and village reviewers watch
 * their own village's, the office, the leading group and the police all of them (S-03 … S-06).
 */
export function relationsTo(help: Help, me: Me, now: Instant): Relation[] {
  const relations: Relation[] = []
  const requester = help.requesterId === me.id
  const own = requester && !help.forCaller
  if (requester) relations.push('requester')
  if (help.owner?.personId === me.id) relations.push('owner')
  // A closed request is the business of those it was offered to, and of nobody else who could have gone.
  const offered = help.live || help.told.includes(me.id)
  if (!own && offered && dutyRefusal(me.person?.volunteer ?? null, now) === null) {
    relations.push('responder')
  }
  if (!own && holds(me, 'office')) relations.push('office')
  return relations
}

/** Whether the caller may see a request at all. */
export function maySee(help: Help, me: Me, now: Instant): boolean {
  return relationsTo(help, me, now).length > 0 || watches(help, me)
}

/** Whether a request is within what the caller watches over by their role. */
export function watches(help: Help, me: Me): boolean {
  if (holds(me, 'office') || holds(me, 'leader') || holds(me, 'police')) return true
  return (['captain', 'deputy', 'reviewer'] as const).some(
    (role) => holds(me, role) && (help.villageId === null || holds(me, role, { villageId: help.villageId })),
  )
}

/** The team that answers for a village; null when the settings name none. */
export function teamOfVillage(
  township: Township,
  villageId: string | null,
): { id: string; name: string } | null {
  const team = township.teams.find((each) => each.villageId === villageId)
  return team ? teamOf(township, team.id) : null
}
