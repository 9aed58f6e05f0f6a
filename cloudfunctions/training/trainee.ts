import type { Application } from '../recruitment/record'
import { findLiveApplication } from '../recruitment/store'
import type { Db, Tx } from '../shared/db'
import type { Person } from '../shared/people'
import { isCandidate, type Trainee } from './rules'
import { findTraining } from './store'

/** A trainee with the application that makes them a candidate. */
export interface LoadedTrainee extends Trainee {
  candidacy: Application | null
}

/** As whom a person trains: candidate, member, or neither. */
export async function loadTrainee(
  db: Db | Tx,
  personId: string,
  person: Person | null,
): Promise<LoadedTrainee> {
  const application = await findLiveApplication(db, personId)
  return {
    personId,
    candidacy: application && isCandidate(application.state) ? application : null,
    member: person?.volunteer?.certifiedAt != null,
    training: await findTraining(db, personId),
  }
}
