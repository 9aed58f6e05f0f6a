import type { Person } from '../../../cloudfunctions/shared/people'
import type { Role } from '../../../cloudfunctions/shared/values'
import { patroller, person, staff } from '../../support/builders'

/** Everyone the scheme knows (S-01 … S-07), those with a village twice: of 荆溪村, where the cases are, and of another. */
export const ACTORS = [
  'visitor',
  'villager',
  'volunteer',
  'volunteerElsewhere',
  'suspended',
  'deputy',
  'captain',
  'captainElsewhere',
  'reviewer',
  'reviewerElsewhere',
  'office',
  'leader',
  'police',
  'department',
  'trainer',
  'auditor',
] as const
/** One of them. */
export type ActorName = (typeof ACTORS)[number]

/** Whoever is in a patrol team (S-02). */
export const PATROL: readonly ActorName[] = [
  'volunteer',
  'volunteerElsewhere',
  'deputy',
  'captain',
  'captainElsewhere',
]

/** The village of the cases, and the other one. */
export const HERE = { villageId: 'jingxi', teamId: 'team-jingxi' }
const ELSEWHERE = { villageId: 'shishi', teamId: 'team-shishi' }

const lead = (role: Role, scope: typeof HERE): { role: Role; villageId: string; teamId: string } => ({
  role,
  ...scope,
})

/** Their records; the visitor has none. */
export const PEOPLE_BY_NAME: Readonly<Record<Exclude<ActorName, 'visitor'>, Person>> = {
  villager: person('villager'),
  volunteer: patroller('volunteer', HERE),
  volunteerElsewhere: patroller('volunteerElsewhere', ELSEWHERE),
  suspended: patroller('suspended', { ...HERE, suspended: true }),
  deputy: patroller('deputy', HERE, [lead('deputy', HERE)]),
  captain: patroller('captain', HERE, [lead('captain', HERE)]),
  captainElsewhere: patroller('captainElsewhere', ELSEWHERE, [lead('captain', ELSEWHERE)]),
  reviewer: staff('reviewer', { role: 'reviewer', villageId: HERE.villageId }),
  reviewerElsewhere: staff('reviewerElsewhere', { role: 'reviewer', villageId: ELSEWHERE.villageId }),
  office: staff('office', { role: 'office' }),
  leader: staff('leader', { role: 'leader' }),
  police: staff('police', { role: 'police' }),
  department: staff('department', { role: 'department' }),
  trainer: staff('trainer', { role: 'trainer' }),
  auditor: staff('auditor', { role: 'auditor' }),
}
