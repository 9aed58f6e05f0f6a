import { transact, type Db } from '../shared/db'
import { removeFiles } from '../shared/files'
import { log, stackOf } from '../shared/log'
import { DAY } from '../shared/time'
import type { JobContext } from '../shared/timer'
import type { Application } from './record'
import { findMember } from '../membership/store'
import { eraseTraining } from '../training/store'
import {
  eraseApplication,
  findApplication,
  findApplications,
  findForgettable,
  findLiveApplication,
  removeExpired,
  unregisterForgotten,
} from './store'

/**
 * Erases the personal fields of applications that ended without success once their time is over (PIPL articles 19, 47).
 * One that fails is logged and tried again with the next firing, and does not keep the others waiting.
 */
export async function forgetApplications({ db, township, now }: JobContext): Promise<number> {
  let forgotten = 0
  const before = now - township.recruitment.closedLife * DAY
  for (const application of await findForgettable(db, before)) {
    const { _id } = application
    try {
      // The picture first: once its id is gone, nothing would find it again.
      await removeFiles(await picturesOf(db, application))
      if (await forget(_id, now)) forgotten++
    } catch (error) {
      log({ level: 'error', event: 'forget', action: _id, stack: stackOf(error) })
    }
  }
  return forgotten
}

/** The application's picture, unless a later one of the same person shows it too. */
async function picturesOf(db: Db, { _id, personId, photo }: Application): Promise<string[]> {
  if (photo === null) return []
  const others = (await findApplications(db, personId)).filter((each) => each._id !== _id)
  return others.some((each) => each.photo === photo) ? [] : [photo]
}

function forget(id: string, now: number): Promise<boolean> {
  return transact(async (tx) => {
    const application = await findApplication(tx, id)
    if (!application || application.erasedAt !== null) return false
    await eraseApplication(tx, application, now)
    await unregisterForgotten(tx, application)
    const { personId } = application
    const goesOn = await findLiveApplication(tx, personId)
    // A member's trainings are part of their file (S-25).
    if (!goesOn && !(await findMember(tx, personId))) await eraseTraining(tx, personId)
    return true
  })
}

/** Removes recommendations that ran out. */
export function expireRecommendations({ db, now }: JobContext): Promise<number> {
  return removeExpired(db, now)
}
