import type { Application } from '../recruitment/record'
import { moveApplication } from '../recruitment/store'
import type { WriteContext } from '../shared/action'
import type { Person } from '../shared/people'
import { refusal } from '../shared/refusal'
import type { Participant, Session } from './record'
import { hoursReached, isPresent, withAttendance, withoutAttendance } from './rules'
import { changeSession, findPapers, findPractices, putTraining } from './store'
import type { LoadedTrainee } from './trainee'
import { PAGES } from './view'

type Context = Pick<WriteContext, 'tx' | 'now' | 'township' | 'tell'>

/** Someone whose attendance is taken. */
export interface Attendee {
  person: Person | null
  trainee: LoadedTrainee
}

/** A participant as they stand in a session, made new when they were not in it. */
export function participantOf(session: Session, { person, trainee }: Attendee): Participant {
  const { personId, candidacy } = trainee
  const known = session.people.find((each) => each.personId === personId)
  if (known) return known
  return {
    personId,
    name: candidacy?.name ?? person?.name ?? '',
    villageId: candidacy?.villageId ?? person?.volunteer?.villageId ?? person?.villageId ?? null,
    signedUpAt: null,
    attendedAt: null,
    by: null,
  }
}

/** The people of a session with one of them changed, or added at the end. */
export function withParticipant(people: readonly Participant[], changed: Participant): Participant[] {
  const known = people.some((each) => each.personId === changed.personId)
  return known
    ? people.map((each) => (each.personId === changed.personId ? changed : each))
    : [...people, changed]
}

/**
 * Takes someone's attendance and adds its hours (S-23); a candidate whose hours are then enough moves on to the exam
 * and is told. Taking it twice changes nothing.
 */
export async function attend(
  session: Session,
  attendee: Attendee,
  by: 'code' | 'trainer',
  { tx, now, township, tell }: Context,
): Promise<Session> {
  const { personId, candidacy, training } = attendee.trainee
  if (isPresent(session, personId)) return session
  const participant: Participant = { ...participantOf(session, attendee), attendedAt: now, by }
  const changed = await changeSession(tx, session, { people: withParticipant(session.people, participant) })
  const attended = withAttendance(training, personId, session, candidacy?._id ?? null, now)
  await putTraining(tx, attended)
  if (candidacy?.state === 'training' && hoursReached(attended.hours, township.training)) {
    await moveApplication(tx, candidacy, 'hoursReached', { by: null, now })
    tell({
      cause: ['hours', candidacy._id],
      to: [personId],
      kind: 'notice',
      title: '课时学满，可以考试了',
      text: '理论和实操课时都够了。接下来报名参加理论考试和实操考核。',
      page: PAGES.training,
    })
  }
  return changed
}

/**
 * Takes an attendance back, with its hours.
 * @throws Refusal EXAM_OPEN when the exam already rests on it
 */
export async function unattend(
  session: Session,
  attendee: Attendee,
  { tx }: Pick<Context, 'tx'>,
): Promise<Session> {
  const { personId, candidacy, training } = attendee.trainee
  if (!isPresent(session, personId)) return session
  if (await examRestsOn(session, personId, candidacy, { tx })) {
    throw refusal('EXAM_OPEN', '这次签到已经算进考试，不能再撤回。')
  }
  const participant: Participant = { ...participantOf(session, attendee), attendedAt: null, by: null }
  const people = withParticipant(session.people, participant).filter(
    (each) => each.signedUpAt !== null || each.attendedAt !== null,
  )
  if (training) await putTraining(tx, withoutAttendance(training, session._id))
  return changeSession(tx, session, { people })
}

async function examRestsOn(
  session: Session,
  personId: string,
  candidacy: Application | null,
  { tx }: Pick<Context, 'tx'>,
): Promise<boolean> {
  switch (session.course.kind) {
    case 'theory':
    case 'practice':
      // Hours of an application that has moved on, or ended, are what it moved on by.
      return candidacy?.state !== 'training'
    case 'theoryExam':
      return (await findPapers(tx, personId)).some((paper) => paper.sessionId === session._id)
    case 'practiceExam':
      return (await findPractices(tx, personId)).some((practice) => practice.sessionId === session._id)
    default:
      return false
  }
}
