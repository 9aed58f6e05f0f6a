import { CANDIDATE_STATES, type ApplicationState } from '../recruitment/states'
import type { ExamPart } from '../recruitment/record'
import { DAY, MINUTE } from '../shared/time'
import type { Instant, SessionKind } from '../shared/values'
import type { SignUpRefusalCode } from './dto'
import type { Attended, Session, Training } from './record'

/** How long before its start people check in. */
export const CHECK_IN_BEFORE = 30 * MINUTE

/** How long after its end the trainer still puts the attendance right. */
export const MARK_AFTER = 7 * DAY

/** How long an attendance code is shown. */
export const CODE_SLOT_MS = 30_000

/** Codes shown just before and after the present one count too. */
export const CODE_SLACK = 1

/** The longest a session lasts. */
const LONGEST = DAY / 2

/** How far ahead sessions are planned. */
const FARTHEST = 366 * DAY

/** Kinds of session that candidates attend for their hours (S-23). */
const HOURS_KINDS: readonly SessionKind[] = ['theory', 'practice']

/** Which part of the exam a session is a sitting of (S-24). */
const EXAM_PARTS: Partial<Record<SessionKind, ExamPart>> = {
  theoryExam: 'theory',
  practiceExam: 'practice',
}

/** What training sees of an application. */
export interface Candidacy {
  _id: string
  state: ApplicationState
  passed: readonly ExamPart[]
}

/** As whom someone trains (S-23). */
export interface Trainee {
  personId: string
  /** Their application while they are a candidate; else null. */
  candidacy: Candidacy | null
  /** Holds a certificate. */
  member: boolean
  training: Training | null
}

/** Whether an application makes its person a candidate: accepted and not yet through. */
export function isCandidate(state: ApplicationState): boolean {
  return CANDIDATE_STATES.some((each) => each === state)
}

/** Whether a candidate has their hours and may sit the exam (S-23, S-24). */
export function mayBeExamined(state: ApplicationState): boolean {
  return state === 'exam' || state === 'resit'
}

/** The part of the exam that a kind of session is a sitting of; null for trainings. */
export function examPartOf(kind: SessionKind): ExamPart | null {
  return EXAM_PARTS[kind] ?? null
}

/**
 * Whether a kind of session is for someone (S-23, S-24): candidates train for their hours and sit the parts of the exam
 * once these are reached; members keep in training. Nobody attends what they run, where they would vouch for themself.
 */
export function isFor(session: Pick<Session, 'course' | 'trainerId'>, trainee: Trainee): boolean {
  const { kind } = session.course
  if (session.trainerId === trainee.personId) return false
  if (!trainee.candidacy) return trainee.member && !HOURS_KINDS.includes(kind) && examPartOf(kind) === null
  if (HOURS_KINDS.includes(kind)) return true
  return examPartOf(kind) !== null && mayBeExamined(trainee.candidacy.state)
}

/** Whether a candidate has what a session gives: the course's hours, or the part of the exam. */
export function isDone(session: Pick<Session, '_id' | 'course'>, trainee: Trainee): boolean {
  const { candidacy, training } = trainee
  if (!candidacy) return false
  const part = examPartOf(session.course.kind)
  if (part) return candidacy.passed.includes(part)
  return coursesDone(training, candidacy._id).has(session.course.id)
}

/** Ids of the courses someone has attended for an application. */
export function coursesDone(training: Training | null, applicationId: string): Set<string> {
  const counted = (training?.attended ?? []).filter((each) => each.applicationId === applicationId)
  return new Set(counted.map((each) => each.courseId))
}

/** How many have signed up. */
export function takenOf(session: Pick<Session, 'people'>): number {
  return session.people.filter((each) => each.signedUpAt !== null).length
}

/** Whether someone has signed up. */
export function isSignedUp(session: Pick<Session, 'people'>, personId: string): boolean {
  return session.people.some((each) => each.personId === personId && each.signedUpAt !== null)
}

/** Whether someone is checked in. */
export function isPresent(session: Pick<Session, 'people'>, personId: string): boolean {
  return session.people.some((each) => each.personId === personId && each.attendedAt !== null)
}

/** Whether someone may sign up for a session: null, or the first reason why not, in the order of the code. */
export function signUpRefusal(session: Session, trainee: Trainee, now: Instant): SignUpRefusalCode | null {
  if (session.state === 'cancelled') return 'SESSION_CANCELLED'
  if (now >= session.startAt) return 'SESSION_STARTED'
  if (!isFor(session, trainee)) return 'NOT_FOR_YOU'
  if (isDone(session, trainee)) return 'COURSE_DONE'
  if (takenOf(session) >= session.capacity) return 'SESSION_FULL'
  return null
}

/** Why signing off is refused. */
export type SignOffRefusalCode = 'NOT_SIGNED_UP' | 'SESSION_STARTED' | 'ATTENDED'

/** Whether someone may sign off: null, or why not. */
export function signOffRefusal(session: Session, personId: string, now: Instant): SignOffRefusalCode | null {
  if (!isSignedUp(session, personId)) return 'NOT_SIGNED_UP'
  if (isPresent(session, personId)) return 'ATTENDED'
  // Nobody is kept in a session that does not take place.
  if (session.state === 'cancelled') return null
  return now >= session.startAt ? 'SESSION_STARTED' : null
}

/** Why nobody's attendance can be taken now. */
export type WindowRefusalCode = 'CLOSED' | 'NOT_OPEN_YET'

/** Why someone's attendance cannot be taken now. */
export type AttendRefusalCode = WindowRefusalCode | 'NOT_FOR_YOU'

/**
 * Whether attendance is taken now: null, or why not.
 * @param until when it ends: with the session, or later for the trainer's list
 */
export function checkInWindow(session: Session, until: Instant, now: Instant): WindowRefusalCode | null {
  if (session.state === 'cancelled' || now >= until) return 'CLOSED'
  return now < session.startAt - CHECK_IN_BEFORE ? 'NOT_OPEN_YET' : null
}

/**
 * Whether someone's attendance can be taken: null, or why not. Someone who has what the session gives may still come.
 * @param until as for `checkInWindow`
 */
export function attendRefusal(
  session: Session,
  trainee: Trainee,
  until: Instant,
  now: Instant,
): AttendRefusalCode | null {
  return checkInWindow(session, until, now) ?? (isFor(session, trainee) ? null : 'NOT_FOR_YOU')
}

/** Why a session cannot be cancelled. */
export type CancelRefusalCode = 'SESSION_CANCELLED' | 'SESSION_STARTED' | 'ATTENDED'

/** Whether a session may be cancelled: null, or why not. What somebody attended took place. */
export function cancelRefusal(session: Session, now: Instant): CancelRefusalCode | null {
  if (session.state === 'cancelled') return 'SESSION_CANCELLED'
  if (now >= session.startAt) return 'SESSION_STARTED'
  return session.people.some((each) => each.attendedAt !== null) ? 'ATTENDED' : null
}

/** Whether a session can be planned at a time: from now on, within a year, for half a day at most. */
export function timeFits(startAt: Instant, endAt: Instant, now: Instant): boolean {
  return startAt > now && startAt < now + FARTHEST && endAt > startAt && endAt - startAt <= LONGEST
}

/** Class hours of an application: each course counts once, however often it was attended (S-23). */
export function hoursOf(
  attended: readonly Attended[],
  applicationId: string | null,
): { theory: number; practice: number } {
  const hours = { theory: 0, practice: 0 }
  const counted = new Set<string>()
  for (const { kind, hours: worth, courseId, applicationId: own } of attended) {
    if (own === null || own !== applicationId || counted.has(courseId)) continue
    if (kind !== 'theory' && kind !== 'practice') continue
    counted.add(courseId)
    hours[kind] += worth
  }
  return hours
}

/** Whether hours are enough for the exam (S-23). */
export function hoursReached(
  hours: { theory: number; practice: number },
  needed: { theoryHours: number; practiceHours: number },
): boolean {
  return hours.theory >= needed.theoryHours && hours.practice >= needed.practiceHours
}

/** What a person attended, with a session more. Hours count for the application under way, if there is one. */
export function withAttendance(
  training: Training | null,
  personId: string,
  session: Pick<Session, '_id' | 'course'>,
  applicationId: string | null,
  at: Instant,
): Training {
  const { id: courseId, title, kind, hours } = session.course
  const before = (training?.attended ?? []).filter((each) => each.sessionId !== session._id)
  const attended = [...before, { sessionId: session._id, courseId, title, kind, hours, at, applicationId }]
  const counting = applicationId ?? training?.applicationId ?? null
  return { _id: personId, applicationId: counting, hours: hoursOf(attended, counting), attended }
}

/** What a person attended, without a session. */
export function withoutAttendance(training: Training, sessionId: string): Training {
  const attended = training.attended.filter((each) => each.sessionId !== sessionId)
  return { ...training, attended, hours: hoursOf(attended, training.applicationId) }
}
