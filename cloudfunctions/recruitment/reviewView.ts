import type { ReadContext } from '../shared/action'
import type { Db } from '../shared/db'
import { temporaryUrls } from '../shared/files'
import { holds, PEOPLE, type Me } from '../shared/people'
import { maskPhone, unseal } from '../shared/sealed'
import { villageOf, type Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { QueueItemDto, ReviewDto } from './dto'
import type { Application } from './record'
import { decideWords } from './refusals'
import { deciderOf, reviewerLeftFor, reviewersOf, type Reviewers } from './reviewers'
import { decideRefusal, stepOf } from './rules'
import { countHolders } from './store'
import { ageOf, declarationsOf, identityOf, maskId, timelineOf } from './view'

const HOUR = 3_600_000

/** An application as a line of the caller's queue. */
export function queueItem(
  application: Application,
  { me, township, now }: { me: Me; township: Township; now: Instant },
  reviewers: Reviewers,
): QueueItemDto {
  const { _id, revision, state, name, sex, villageId, priorities, submittedAt, steps } = application
  const code = decideRefusal(application, deciderOf(me, application), reviewerLeftFor(application, reviewers))
  return {
    id: _id,
    revision,
    state,
    name,
    sex,
    age: ageOf(application, now),
    village: villageOf(township, villageId) ?? { id: villageId, name: '' },
    priorities,
    submittedAt,
    waitingHours: Math.floor((now - (steps.at(-1)?.at ?? submittedAt)) / HOUR),
    refusal: code && { code, message: decideWords(code, application) },
  }
}

/**
 * An application as those who decide see it; ID and phone masked.
 * @param held how many hold a place in the team, where a transaction that is not committed yet knows better
 */
export async function reviewView(
  application: Application,
  { me, township, now, db }: Pick<ReadContext, 'me' | 'township' | 'now' | 'db'>,
  held?: number,
): Promise<ReviewDto> {
  const [reviewers, holders, urls, recommender] = await Promise.all([
    reviewersOf(db, application.villageId),
    held ?? countHolders(db, application.teamId),
    application.photo === null ? [] : temporaryUrls([application.photo]),
    recommenderOf(db, application),
  ])
  const identity = identityOf(application)
  const declared = declarationsOf(application)
  return {
    ...queueItem(application, { me, township, now }, reviewers),
    way: application.way,
    recommendedBy: recommender,
    idMasked: identity && maskId(identity.idNumber),
    phoneMasked: application.phone && maskPhone(unseal(application.phone)),
    health: declared?.health ?? null,
    healthNote: declared?.healthNote ?? '',
    occupation: application.occupation,
    skills: application.skills,
    motive: application.motive,
    photoUrl: urls[0] ?? null,
    timeline: timelineOf(application.steps),
    step: stepOf(application),
    places: Math.max(0, township.recruitment.teamMax - holders),
    identityCheck: holds(me, 'office') && application.identityCheck,
  }
}

async function recommenderOf(db: Db, { recommendedBy }: Application): Promise<string | null> {
  if (recommendedBy === null) return null
  return (await db.of(PEOPLE).get(recommendedBy))?.name || null
}
