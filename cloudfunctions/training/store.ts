import { collectionOf, command, type Db, type Tx } from '../shared/db'
import { PEOPLE, type Person } from '../shared/people'
import { refusal } from '../shared/refusal'
import type { Instant } from '../shared/values'
import type { Paper, Participant, Practice, Session, Training } from './record'

/** The collection of sessions. */
export const SESSIONS = collectionOf<Session>('sessions')

/** The collection of what people attended. */
export const TRAININGS = collectionOf<Training>('trainings')

/** The collection of theory papers. */
export const PAPERS = collectionOf<Paper>('papers')

/** The collection of practice exams. */
export const PRACTICES = collectionOf<Practice>('practices')

const LIST_LIMIT = 500
/** One resit an application, and a pause after elimination: nobody comes near it. */
const PERSON_LIMIT = 100
const ALL = 1000

/** The name left where someone's data was deleted. */
const GONE = '已注销'

/** The session, or null. */
export function findSession(db: Db | Tx, id: string): Promise<Session | null> {
  return db.of(SESSIONS).get(id)
}

/** Sessions that start in `from` … `to` (exclusive), in order of time. */
export function findSessions(db: Db, from: Instant, to: Instant): Promise<Session[]> {
  return db
    .of(SESSIONS)
    .find({ startAt: command().gte(from).lt(to) }, { orderBy: ['startAt', 'asc'], limit: LIST_LIMIT })
}

/** The exams of a kind that are going on, of all or of those that a person is in. */
export async function findSittings(
  db: Db | Tx,
  kind: 'theoryExam' | 'practiceExam',
  now: Instant,
  personId?: string,
): Promise<Session[]> {
  const _ = command()
  return db.of(SESSIONS).find(
    {
      ...(personId === undefined ? {} : { 'people.personId': personId }),
      startAt: _.lte(now),
      endAt: _.gt(now),
      'course.kind': kind,
      state: 'open',
    },
    { orderBy: ['startAt', 'asc'], limit: LIST_LIMIT },
  )
}

/** Adds a new session. */
export function addSession(tx: Tx, session: Session): Promise<void> {
  return tx.of(SESSIONS).add(session)
}

/**
 * Changes a session and answers it as it then is.
 * @throws Refusal BUSY when it changed since it was read
 */
export async function changeSession(
  tx: Tx,
  { _id, revision }: Session,
  fields: Partial<Pick<Session, 'people' | 'state'>>,
): Promise<Session> {
  const changed = await tx
    .of(SESSIONS)
    .updateAndReturn({ _id, revision }, { ...fields, revision: revision + 1 })
  if (!changed) throw refusal('BUSY')
  return changed
}

/** What a person attended; null when nothing. */
export function findTraining(db: Db | Tx, personId: string): Promise<Training | null> {
  return db.of(TRAININGS).get(personId)
}

/** Saves what a person attended. */
export function putTraining(tx: Tx, training: Training): Promise<void> {
  return tx.of(TRAININGS).put(training)
}

/** The paper, or null. */
export function findPaper(db: Db | Tx, id: string): Promise<Paper | null> {
  return db.of(PAPERS).get(id)
}

/** A person's papers, newest first. */
export function findPapers(db: Db | Tx, personId: string): Promise<Paper[]> {
  return db.of(PAPERS).find({ personId }, { orderBy: ['startedAt', 'desc'], limit: PERSON_LIMIT })
}

/** Open papers whose time is up, longest first. */
export function findTimedOut(db: Db, now: Instant): Promise<Paper[]> {
  return db
    .of(PAPERS)
    .find({ state: 'open', endsAt: command().lte(now) }, { orderBy: ['endsAt', 'asc'], limit: LIST_LIMIT })
}

/**
 * Adds a paper.
 * @throws DuplicateKeyError when that attempt was begun already, e.g. in another tab
 */
export function addPaper(tx: Tx, paper: Paper): Promise<void> {
  return tx.of(PAPERS).add(paper)
}

/**
 * Saves answers in an open paper whose time is not up, each question apart, so that two tabs do not undo each other.
 * @returns false when there is no such paper, it is not the person's, it is closed, or a question is not in it
 */
export async function saveChoices(
  db: Db,
  paperId: string,
  personId: string,
  choices: ReadonlyMap<string, readonly number[]>,
  now: Instant,
): Promise<boolean> {
  const _ = command()
  const fields = [...choices].map(([id, choice]) => [`answers.${id}`, [...choice]] as const)
  const saved = await db.of(PAPERS).updateAndReturn(
    {
      _id: paperId,
      personId,
      state: 'open',
      endsAt: _.gt(now),
      ...Object.fromEntries(fields.map(([field]) => [field, _.exists(true)])),
    },
    Object.fromEntries(fields),
  )
  return saved !== null
}

/** Closes an open paper with its result; null when it was closed already. */
export function closePaper(
  tx: Tx,
  paperId: string,
  result: Pick<Paper, 'gradedAt' | 'score' | 'passed' | 'right'>,
): Promise<Paper | null> {
  return tx.of(PAPERS).updateAndReturn({ _id: paperId, state: 'open' }, { ...result, state: 'graded' })
}

/** A person's practice exams, newest first. */
export function findPractices(db: Db | Tx, personId: string): Promise<Practice[]> {
  return db.of(PRACTICES).find({ personId }, { orderBy: ['at', 'desc'], limit: PERSON_LIMIT })
}

/** The practice exams of several people. */
export function findPracticesOf(db: Db, personIds: readonly string[]): Promise<Practice[]> {
  if (personIds.length === 0) return Promise.resolve([])
  return db.of(PRACTICES).find({ personId: command().in([...personIds]) }, { limit: ALL })
}

/**
 * Adds a practice exam.
 * @throws DuplicateKeyError when that attempt was judged already
 */
export function addPractice(tx: Tx, practice: Practice): Promise<void> {
  return tx.of(PRACTICES).add(practice)
}

/** Frees the places that a person took in sessions and was not present in: whoever is out waits for none. */
export function freePlaces(tx: Tx, personId: string): Promise<void> {
  return inSessions(tx, personId, (each) => (each.attendedAt === null ? null : each))
}

/**
 * Takes a person out of sessions: out of those they only signed up for, and their name out of those where they were
 * present, of which only the fact that somebody was remains.
 */
export function leaveSessions(tx: Tx, personId: string): Promise<void> {
  return inSessions(tx, personId, (each) =>
    each.attendedAt === null ? null : { ...each, name: GONE, villageId: null },
  )
}

/** Changes what sessions hold of a person; null takes them out. */
async function inSessions(
  tx: Tx,
  personId: string,
  change: (participant: Participant) => Participant | null,
): Promise<void> {
  const sessions = await tx.of(SESSIONS).find({ 'people.personId': personId }, { limit: ALL })
  for (const session of sessions) {
    const people = session.people.flatMap((each) =>
      each.personId === personId ? (change(each) ?? []) : [each],
    )
    await changeSession(tx, session, { people })
  }
}

/** Deletes what is known of a person's training and exams, and takes them out of sessions. */
export async function eraseTraining(tx: Tx, personId: string): Promise<void> {
  await leaveSessions(tx, personId)
  for (const { _id } of await findPapers(tx, personId)) await tx.of(PAPERS).remove(_id)
  for (const { _id } of await findPractices(tx, personId)) await tx.of(PRACTICES).remove(_id)
  await tx.of(TRAININGS).remove(personId)
}

/** A person's record, or null for a visitor without one. */
export function findPerson(db: Db | Tx, personId: string): Promise<Person | null> {
  return db.of(PEOPLE).get(personId)
}
