import type { Instant, SessionKind } from '../shared/values'

/** A course as a session was planned with it: a later change of the settings does not change what was held. */
export interface Course {
  id: string
  title: string
  kind: SessionKind
  /** Class hours. */
  hours: number
}

/** Someone in a session: signed up, present, or both. */
export interface Participant {
  personId: string
  name: string
  villageId: string | null
  /** Null for someone who came without signing up. */
  signedUpAt: Instant | null
  /** Null while absent. */
  attendedAt: Instant | null
  /** How the attendance was taken; null while absent. */
  by: 'code' | 'trainer' | null
}

/** A training or an exam at a time and place, with its people (S-23, S-24). */
export interface Session {
  _id: string
  /** Counts the changes; whoever changes the people names the revision they read. */
  revision: number
  course: Course
  startAt: Instant
  endAt: Instant
  place: string
  trainerId: string
  trainerName: string
  /** How many may sign up. */
  capacity: number
  state: 'open' | 'cancelled'
  people: Participant[]
}

/** One attendance of a person. */
export interface Attended {
  sessionId: string
  courseId: string
  title: string
  kind: SessionKind
  hours: number
  at: Instant
  /** The application it counts for; null for a member. */
  applicationId: string | null
}

/** What a person attended (S-23); `_id` is the person's. */
export interface Training {
  _id: string
  /** The application that `hours` count for; null before the first. */
  applicationId: string | null
  /** Class hours towards certification, each course once. */
  hours: { theory: number; practice: number }
  /** Every attendance, oldest first. */
  attended: Attended[]
}

/** A question as a paper shows it. */
export interface PaperQuestion {
  id: string
  /** The bank's index of the option shown at each place. */
  order: number[]
}

/** A theory paper (S-24). Once graded it never changes. */
export interface Paper {
  _id: string
  personId: string
  applicationId: string
  /** The sitting at which it was begun. */
  sessionId: string
  /** 1, or 2 for the resit. */
  attempt: number
  /** What its questions were drawn with. */
  seed: string
  state: 'open' | 'graded'
  questions: PaperQuestion[]
  /** Chosen places by question id, as shown; empty where nothing is chosen. */
  answers: Record<string, number[]>
  startedAt: Instant
  endsAt: Instant
  /** Least score, as it was in force when the paper was begun. */
  pass: number
  gradedAt: Instant | null
  score: number | null
  passed: boolean | null
  /** Ids of the questions answered rightly; empty until graded. */
  right: string[]
}

/** A practice exam that was judged (S-24). */
export interface Practice {
  _id: string
  personId: string
  applicationId: string
  /** The sitting at which the candidate was present; null when it was judged apart from one. */
  sessionId: string | null
  attempt: number
  at: Instant
  examinerId: string
  results: { scenarioId: string; met: string[]; passed: boolean }[]
  passed: boolean
  note: string
}
