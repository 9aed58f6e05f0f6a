import type {
  AttendanceCodeDto,
  ExamineeDto,
  JudgementDto,
  PaperDto,
  PlanningDto,
  ProgressDto,
  ScenarioDto,
  SessionDetailDto,
  SessionDto,
} from '../../cloudfunctions/training/dto'
import { call } from './client'

/** The caller's hours, courses, yearly counts and exam. */
export function getProgress(): Promise<ProgressDto> {
  return call('training', 'progress', {})
}

/** Sessions of some days from one on. */
export async function listSessions(query: { from?: string; days?: number }): Promise<SessionDto[]> {
  return (await call('training', 'sessions', query)).sessions
}

/** A session with its people, for who runs it. */
export function getSession(sessionId: string): Promise<SessionDetailDto> {
  return call('training', 'session', { sessionId })
}

/** Courses to plan, and whom the office may name as trainer. */
export function getPlanning(): Promise<PlanningDto> {
  return call('training', 'planning', {})
}

/** What a session is planned with. */
export interface SessionPlan {
  courseId: string
  /** Left out: the caller. */
  trainerId?: string
  startAt: number
  endAt: number
  place: string
  capacity: number
}

/** Plans a session. */
export function planSession(plan: SessionPlan, requestKey: string): Promise<SessionDto> {
  return call('training', 'plan', { ...plan, requestKey })
}

/** Calls a session off; those signed up are told why. */
export function cancelSession(sessionId: string, reason: string, requestKey: string): Promise<SessionDto> {
  return call('training', 'cancelSession', { sessionId, reason, requestKey })
}

/** Signs the caller up for a session. */
export function signUp(sessionId: string, requestKey: string): Promise<SessionDto> {
  return call('training', 'signUp', { sessionId, requestKey })
}

/** Takes the caller's place in a session back. */
export function signOff(sessionId: string, requestKey: string): Promise<SessionDto> {
  return call('training', 'signOff', { sessionId, requestKey })
}

/** Codes to show for attendance: the present one and some ahead. */
export async function attendanceCodes(sessionId: string): Promise<AttendanceCodeDto[]> {
  return (await call('training', 'code', { sessionId })).codes
}

/** Checks the caller in with the code they scanned. */
export function checkIn(sessionId: string, code: string, requestKey: string): Promise<SessionDto> {
  return call('training', 'checkIn', { sessionId, code, requestKey })
}

/** Records that somebody was there, or takes it back. */
export function markPresent(
  sessionId: string,
  personId: string,
  present: boolean,
  requestKey: string,
): Promise<SessionDetailDto> {
  return call('training', 'mark', { sessionId, personId, present, requestKey })
}

/** Begins the theory exam; answers the open paper when there is one. */
export function beginPaper(requestKey: string): Promise<PaperDto> {
  return call('training', 'begin', { requestKey })
}

/** One of the caller's papers. */
export function getPaper(paperId: string): Promise<PaperDto> {
  return call('training', 'paper', { paperId })
}

/** Chosen options of a question as shown; empty takes the answer back. */
export interface Answer {
  questionId: string
  choice: number[]
}

/** Keeps answers of an open paper; says the cloud's time. */
export function saveAnswers(paperId: string, answers: Answer[]): Promise<{ saved: number; now: number }> {
  return call('training', 'saveAnswers', { paperId, answers })
}

/** Hands a paper in; answers it graded. */
export function handInPaper(paperId: string, requestKey: string): Promise<PaperDto> {
  return call('training', 'handIn', { paperId, requestKey })
}

/** The practice exam's scenarios and who may be examined. */
export function practiceExam(): Promise<{ scenarios: ScenarioDto[]; examinees: ExamineeDto[] }> {
  return call('training', 'scenarios', {})
}

/** A practice exam as the examiner saw it. */
export interface Judging {
  applicationId: string
  attempt: number
  results: { scenarioId: string; met: string[] }[]
  note: string
}

/** Judges a practice exam. */
export function judgePractice(judging: Judging, requestKey: string): Promise<JudgementDto> {
  return call('training', 'judge', { ...judging, requestKey })
}
