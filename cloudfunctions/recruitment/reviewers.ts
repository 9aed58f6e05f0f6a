import type { Db } from '../shared/db'
import { holds, type Me } from '../shared/people'
import { findByRole } from '../shared/recipients'
import { refusal } from '../shared/refusal'
import type { Application } from './record'
import { reviewerLeft, type Decider } from './rules'

/** Reviewers by village (person ids), as one read of them. */
export type Reviewers = ReadonlyMap<string, readonly string[]>

/** All reviewers by village (S-03), or those of one village. */
export async function reviewersOf(db: Db, villageId?: string): Promise<Reviewers> {
  const found = new Map<string, string[]>()
  const people = await findByRole(db, 'reviewer', villageId === undefined ? {} : { villageId })
  for (const person of people) {
    for (const { role, villageId: village } of person.roles) {
      if (role !== 'reviewer' || village === undefined) continue
      found.set(village, [...(found.get(village) ?? []), person._id])
    }
  }
  return found
}

/** Whether some reviewer of an application's village may decide it. */
export function reviewerLeftFor(application: Application, reviewers: Reviewers): boolean {
  return reviewerLeft(application, reviewers.get(application.villageId) ?? [])
}

/** The caller as an application sees them. */
export function deciderOf(me: Me, { villageId }: Pick<Application, 'villageId'>): Decider {
  return {
    personId: me.id,
    reviewer: holds(me, 'reviewer', { villageId }),
    leader: holds(me, 'leader'),
    office: holds(me, 'office'),
  }
}

/** Whether the caller may see an application as one who decides: reviewers their own village's only (S-08). */
function maySee(me: Me, application: Pick<Application, 'villageId'>): boolean {
  const { reviewer, leader, office } = deciderOf(me, application)
  return reviewer || leader || office
}

/**
 * The application, if the caller may see it as one who decides.
 * @throws Refusal NOT_FOUND when there is none, or it is another village's
 */
export function seen(me: Me, application: Application | null): Application {
  if (!application || !maySee(me, application)) throw refusal('NOT_FOUND')
  return application
}

/** Villages that the caller reviews. */
export function villagesReviewed(me: Me): string[] {
  return (me.person?.roles ?? []).flatMap((grant) =>
    grant.role === 'reviewer' && grant.villageId !== undefined ? [grant.villageId] : [],
  )
}
