import type { ApplicationState } from '../recruitment/states'
import type { Instant, Named, SessionKind, Topic } from '../shared/values'
import type { QuestionKind } from './bank/types'

export type { QuestionKind }

/** A course of the settings (S-23). */
export interface CourseDto {
  id: string
  title: string
  kind: SessionKind
  hours: number
}

/** What a session is planned with. */
export interface PlanningDto {
  courses: CourseDto[]
  /** Whom the office may name; empty for a trainer, who plans their own. */
  trainers: Named[]
}

/** A training or an exam at a time and place. */
export interface SessionDto {
  id: string
  course: CourseDto
  startAt: Instant
  endAt: Instant
  place: string
  trainer: Named
  capacity: number
  taken: number
  state: 'open' | 'cancelled'
  signedUp: boolean
  attended: boolean
  /** Why the caller cannot sign up; null when they can, or when they have. */
  refusal: { code: SignUpRefusalCode; message: string } | null
  /** The caller runs it: records attendance, may cancel. */
  mayRun: boolean
}

/** Why someone cannot sign up for a session, in the order in which reasons are named. */
export type SignUpRefusalCode =
  'SESSION_CANCELLED' | 'SESSION_STARTED' | 'NOT_FOR_YOU' | 'COURSE_DONE' | 'SESSION_FULL'

/** A session with those signed up and those present, for who runs it. */
export interface SessionDetailDto extends SessionDto {
  people: {
    personId: string
    name: string
    village: Named | null
    signedUp: boolean
    /** Null when absent. */
    attendedAt: Instant | null
    by: 'code' | 'trainer' | null
  }[]
}

/** Where someone stands in training and exam. */
export interface ProgressDto {
  /** Candidates train for certification; members keep in training; others have nothing here. */
  as: 'candidate' | 'member' | 'none'
  /** Class hours (S-23). */
  theory: { done: number; needed: number }
  practice: { done: number; needed: number }
  courses: (CourseDto & { done: boolean })[]
  /** This calendar year, after certification (S-23). */
  yearly: { kind: 'topical' | 'police' | 'drill'; done: number; needed: number }[]
  exam: {
    /** Hours are reached: the exam may be taken. */
    ready: boolean
    theory: 'open' | 'passed'
    practice: 'open' | 'passed'
    resitUsed: boolean
    minutes: number
    pass: number
    questions: number
    /** The paper being written, or the newest graded one. */
    paper: { id: string; state: 'open' | 'graded'; endsAt: Instant; score: number | null } | null
    /** The caller is checked in at a sitting that is going on: a paper may be begun. */
    sitting: string | null
  }
}

/** A question as a phone sees it: without its key. */
export interface PaperQuestionDto {
  id: string
  topic: Topic
  kind: QuestionKind
  text: string
  options: string[]
}

/** A paper; `result` only after grading, and never with the key. */
export interface PaperDto {
  id: string
  attempt: number
  state: 'open' | 'graded'
  startedAt: Instant
  endsAt: Instant
  /** The server's time at which this was answered. */
  now: Instant
  questions: PaperQuestionDto[]
  /** Chosen options by question id, as saved. */
  answers: Record<string, number[]>
  result: {
    score: number
    pass: number
    passed: boolean
    questions: { id: string; right: boolean; source: string; explanation: string }[]
  } | null
}

/** A scenario of the practice exam with its rubric, for the examiner (S-24). */
export interface ScenarioDto {
  id: string
  title: string
  setting: string
  criteria: { id: string; text: string; must: boolean }[]
}

/** A candidate who may be examined in practice. */
export interface ExamineeDto {
  applicationId: string
  personId: string
  name: string
  village: Named | null
  resitUsed: boolean
  /** Which practice exam would be judged now; `judge` names it, so that two examiners do not judge one exam twice. */
  attempt: number
  /** Checked in at a practice exam that is going on. */
  present: boolean
}

/** What a practice exam came to. */
export interface JudgementDto {
  passed: boolean
  /** Titles of the scenarios that were not passed. */
  missing: string[]
  /** Where the candidate now stands. */
  state: ApplicationState
}

/** A code that is shown for attendance, one after the other. */
export interface AttendanceCodeDto {
  link: string
  /** The link as a PNG data URL. */
  code: string
  from: Instant
  until: Instant
}
