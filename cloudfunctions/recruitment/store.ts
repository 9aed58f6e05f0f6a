import { collectionOf, command, type Condition, type Db, type Tx } from '../shared/db'
import { idFrom } from '../shared/ids'
import { newPerson, PEOPLE, type Me, type Person } from '../shared/people'
import { refusal, type Refusal } from '../shared/refusal'
import { blindIndex } from '../shared/sealed'
import type { Instant } from '../shared/values'
import type { Applicant, Application, Recommendation, Registration, TeamLock } from './record'
import { FORGOTTEN_STATES } from './rules'
import { applicationAfter, CANDIDATE_STATES, isLive, type ApplicationEvent } from './states'
import { CONSENT_WITHDRAWN, stateWords } from './words'

/** The collection of applications. */
export const APPLICATIONS = collectionOf<Application>('applications')

/** The collection of locks that keep one live application per person. */
export const APPLICANTS = collectionOf<Applicant>('applicants')

/** The collection of registered ID numbers. */
export const REGISTRATIONS = collectionOf<Registration>('identities')

/** The collection of team locks. */
export const TEAM_LOCKS = collectionOf<TeamLock>('teamLocks')

/** The collection of recommendations. */
export const RECOMMENDATIONS = collectionOf<Recommendation>('recommendations')

/** The platform's maximum. */
const ALL = 1000
const JOB_LIMIT = 100

/** The application, or null. */
export function findApplication(db: Db | Tx, id: string): Promise<Application | null> {
  return db.of(APPLICATIONS).get(id)
}

/** The person's application that is still going on, or null. */
export async function findLiveApplication(db: Db | Tx, personId: string): Promise<Application | null> {
  const applicant = await findApplicant(db, personId)
  return applicant?.liveId == null ? null : findApplication(db, applicant.liveId)
}

/** The person's newest application, going on or closed, or null. */
export async function findNewestApplication(db: Db | Tx, personId: string): Promise<Application | null> {
  const found = await db.of(APPLICATIONS).find({ personId }, { orderBy: ['submittedAt', 'desc'], limit: 1 })
  return found[0] ?? null
}

/** All applications of a person, newest first. */
export function findApplications(db: Db | Tx, personId: string): Promise<Application[]> {
  return db.of(APPLICATIONS).find({ personId }, { orderBy: ['submittedAt', 'desc'], limit: ALL })
}

/** Those accepted and not certified yet, of one team when named. */
export function findCandidates(db: Db | Tx, teamId?: string): Promise<Application[]> {
  return db
    .of(APPLICATIONS)
    .find(
      { state: command().in([...CANDIDATE_STATES]), ...(teamId === undefined ? {} : { teamId }) },
      { limit: ALL },
    )
}

/** The person's lock, or null when they never applied. */
export function findApplicant(db: Db | Tx, personId: string): Promise<Applicant | null> {
  return db.of(APPLICANTS).get(personId)
}

/** How many applications of a village wait for a decision. */
export function countWaiting(db: Db, villageId: string): Promise<number> {
  return db.of(APPLICATIONS).count({ villageId, state: command().in(['submitted', 'villagePassed']) })
}

/**
 * A piece of a queue in its order (S-11), read along an index: it costs the same however long the queue is.
 * @param after the last key seen
 */
export function findQueue(
  db: Db,
  where:
    | { state: 'submitted' | 'villagePassed'; villageId?: string | undefined }
    | { identityCheck: true; villageId?: string | undefined },
  after: string | null,
  limit: number,
): Promise<Application[]> {
  const condition: Condition = 'state' in where ? { state: where.state } : { identityCheck: true }
  if (where.villageId !== undefined) condition['villageId'] = where.villageId
  if (after !== null) condition['queueKey'] = command().gt(after)
  return db.of(APPLICATIONS).find(condition, { orderBy: ['queueKey', 'asc'], limit })
}

/**
 * Adds a new application and takes its applicant's lock.
 * @throws Refusal ALREADY_APPLYING when another one is going on
 */
export async function addApplication(tx: Tx, application: Application): Promise<void> {
  const { _id, personId } = application
  const taken = await tx.of(APPLICANTS).updateAndReturn({ _id: personId, liveId: null }, { liveId: _id })
  if (!taken) {
    if (await findApplicant(tx, personId)) throw alreadyApplying()
    // Their first; two at once collide, and the kit tries the loser again.
    await tx.of(APPLICANTS).add({ _id: personId, liveId: _id, eliminatedAt: null })
  }
  await tx.of(APPLICATIONS).add(application)
}

/** The refusal of a second application. */
function alreadyApplying(): Refusal {
  return refusal('ALREADY_APPLYING', '你已经有一份报名在办理，不用再报。')
}

/**
 * Moves an application through its table of states: revision + 1, the step appended; at an end its applicant's lock is
 * freed and `closedAt` set. Conditional on the revision, so that only the first of several gets through.
 * @throws Refusal NOT_ALLOWED_NOW, naming the state, when the table has no such transition; STALE when somebody was first
 */
export async function moveApplication(
  tx: Tx,
  application: Application,
  event: ApplicationEvent,
  change: { by: string | null; reason?: string | null; now: Instant; fields?: Partial<Application> },
): Promise<Application> {
  const to = applicationAfter(application.state, event)
  if (to === null) throw notAllowedNow(application)
  const { by, reason = null, now, fields = {} } = change
  const closed = !isLive(to)
  const moved = await tx.of(APPLICATIONS).updateAndReturn(
    { _id: application._id, revision: application.revision },
    {
      ...fields,
      state: to,
      revision: application.revision + 1,
      steps: command().push([{ event, at: now, by, reason }]),
      ...(closed ? { closedAt: now, identityCheck: false } : {}),
    },
  )
  if (!moved) throw stale()
  if (closed) {
    await tx
      .of(APPLICANTS)
      .updateAndReturn(
        { _id: application.personId, liveId: application._id },
        { liveId: null, ...(to === 'eliminated' ? { eliminatedAt: now } : {}) },
      )
  }
  return moved
}

/**
 * Changes an application without moving it: revision + 1.
 * @throws Refusal STALE when somebody was first
 */
export async function changeApplication(
  tx: Tx,
  application: Application,
  fields: Partial<Application>,
): Promise<Application> {
  const { _id, revision } = application
  const changed = await tx
    .of(APPLICATIONS)
    .updateAndReturn({ _id, revision }, { ...fields, revision: revision + 1 })
  if (!changed) throw stale()
  return changed
}

/** The refusal of a decision made on an application that has changed since. */
export function stale(): Refusal {
  return refusal('STALE', '别人刚刚处理过这份报名，请刷新后再看。')
}

/** The refusal of what an application's state does not allow. */
export function notAllowedNow({ state }: Pick<Application, 'state'>): Refusal {
  return refusal('NOT_ALLOWED_NOW', `这份报名现在是“${stateWords(state)}”，不能这样操作。`)
}

/** To whom an ID number is registered: a person id, or null. */
export async function registeredTo(db: Db | Tx, idNumber: string): Promise<string | null> {
  return (await db.of(REGISTRATIONS).get(registrationId(idNumber)))?.personId ?? null
}

/** Registers an ID number to a person, in place of whoever had it and of any other number of the same person. */
export async function register(tx: Tx, idNumber: string, personId: string): Promise<void> {
  const _id = registrationId(idNumber)
  await unregister(tx, personId, _id)
  const moved = await tx.of(REGISTRATIONS).updateAndReturn({ _id }, { personId })
  // Two people at once collide here, and the kit lets the second find the first.
  if (!moved) await tx.of(REGISTRATIONS).add({ _id, personId })
}

/**
 * The id under which an ID number is registered.
 * @param fieldKeysText the keys as `FIELD_KEYS` holds them; those of the environment unless given
 */
export function registrationId(idNumber: string, fieldKeysText?: string): string {
  return idFrom('identity', blindIndex(idNumber, fieldKeysText))
}

async function unregister(tx: Tx, personId: string, except?: string): Promise<void> {
  for (const { _id } of await tx.of(REGISTRATIONS).find({ personId }, { limit: ALL })) {
    if (_id !== except) await tx.of(REGISTRATIONS).remove(_id)
  }
}

/**
 * Takes the lock of a team and answers how many hold a place in it: its members and its candidates (S-10). Whoever
 * takes a place calls this, so that two of them collide and the second counts anew.
 */
export async function lockTeam(tx: Tx, teamId: string): Promise<number> {
  const known = await tx.of(TEAM_LOCKS).updateAndReturn({ _id: teamId }, { changes: command().inc(1) })
  if (!known) await tx.of(TEAM_LOCKS).add({ _id: teamId, changes: 1 })
  const members = await tx.of(PEOPLE).find({ 'volunteer.teamId': teamId }, { limit: ALL })
  return members.length + (await findCandidates(tx, teamId)).length
}

/** How many hold a place in a team now, read outside any transaction. */
export async function countHolders(db: Db, teamId: string): Promise<number> {
  const [members, candidates] = await Promise.all([
    db.of(PEOPLE).count({ 'volunteer.teamId': teamId }),
    findCandidates(db, teamId),
  ])
  return members + candidates.length
}

/** The volunteers of teams. */
export function findVolunteers(db: Db, teamIds: readonly string[]): Promise<Person[]> {
  return db.of(PEOPLE).find({ 'volunteer.teamId': command().in([...teamIds]) }, { limit: ALL })
}

/** Makes a bare record for a visitor who applies: certification will need one. */
export async function ensurePerson(tx: Tx, me: Me, now: Instant): Promise<void> {
  if (me.person === null) await tx.of(PEOPLE).add(newPerson(me, now))
}

/**
 * Empties the personal fields of all the person's applications and removes the registration of their ID number. What
 * happened when stays, without anybody's words but the withdrawal of consent.
 * @returns file ids of the portraits, to be removed after the commit
 */
export async function eraseApplications(tx: Tx, personId: string, now: Instant): Promise<string[]> {
  const photos: string[] = []
  for (const application of await findApplications(tx, personId)) {
    if (application.photo !== null) photos.push(application.photo)
    if (application.erasedAt === null) await eraseApplication(tx, application, now)
  }
  await unregister(tx, personId)
  return photos
}

/** Empties the personal fields of one application. */
export async function eraseApplication(tx: Tx, application: Application, now: Instant): Promise<void> {
  await tx.of(APPLICATIONS).update(application._id, {
    name: '',
    sex: null,
    identity: null,
    phone: null,
    declarations: null,
    occupation: '',
    priorities: [],
    skills: [],
    motive: '',
    photo: null,
    relatives: [],
    steps: application.steps.map((step) => ({
      ...step,
      reason: step.reason === CONSENT_WITHDRAWN ? step.reason : null,
    })),
    erasedAt: now,
  })
}

/** Removes the registration of a person's ID number unless another application of theirs still holds personal data. */
export async function unregisterForgotten(tx: Tx, { personId }: Application): Promise<void> {
  const kept = await findApplications(tx, personId)
  if (kept.every((each) => each.erasedAt !== null)) await unregister(tx, personId)
}

/** Applications without success that closed at `before` or earlier and still hold personal data. */
export function findForgettable(db: Db, before: Instant): Promise<Application[]> {
  const _ = command()
  return db
    .of(APPLICATIONS)
    .find(
      { erasedAt: null, closedAt: _.lte(before), state: _.in([...FORGOTTEN_STATES]) },
      { orderBy: ['closedAt', 'asc'], limit: JOB_LIMIT },
    )
}

/** The recommendation, or null. */
export function findRecommendation(db: Db | Tx, id: string): Promise<Recommendation | null> {
  return db.of(RECOMMENDATIONS).get(id)
}

/** A person's recommendations that have not run out, the newest first. */
export function findRecommendationsBy(db: Db | Tx, byId: string, now: Instant): Promise<Recommendation[]> {
  return db
    .of(RECOMMENDATIONS)
    .find({ byId, expiresAt: command().gt(now) }, { orderBy: ['expiresAt', 'desc'], limit: ALL })
}

/** Adds a recommendation. */
export function addRecommendation(tx: Tx, recommendation: Recommendation): Promise<void> {
  return tx.of(RECOMMENDATIONS).add(recommendation)
}

/** Marks a recommendation as taken up; false when somebody was first. */
export async function takeRecommendation(tx: Tx, id: string, personId: string): Promise<boolean> {
  const taken = await tx
    .of(RECOMMENDATIONS)
    .updateAndReturn({ _id: id, takenBy: null }, { takenBy: personId })
  return taken !== null
}

/** Removes a recommendation. */
export function removeRecommendation(tx: Tx, id: string): Promise<boolean> {
  return tx.of(RECOMMENDATIONS).remove(id)
}

/** Removes the recommendations that ran out; answers how many. */
export function removeExpired(db: Db, now: Instant): Promise<number> {
  return db.of(RECOMMENDATIONS).removeWhere({ expiresAt: command().lte(now) })
}
