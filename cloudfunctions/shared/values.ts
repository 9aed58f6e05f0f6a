/** An instant: whole milliseconds since 1970-01-01T00:00Z. Shown to people in UTC+8. */
export type Instant = number

/** A calendar day in UTC+8, `YYYY-MM-DD`. */
export type Day = string

/** A WGS-like pair in the gcj02 datum that WeChat uses, in degrees. */
export interface Point {
  lng: number
  lat: number
}

/** Where something is: words, a point, or both. */
export interface Place {
  text: string
  point: Point | null
}

/** An id with the name people know it by. */
export interface Named {
  id: string
  name: string
}

/** The roles of the scheme (S-01 … S-07). Someone with none of them is a villager, tourist or merchant. */
export const ROLES = [
  'volunteer',
  'deputy',
  'captain',
  'reviewer',
  'office',
  'leader',
  'police',
  'department',
  'trainer',
  'auditor',
] as const
/** One role of the scheme (S-01 … S-07). */
export type Role = (typeof ROLES)[number]

/** What a volunteer may bring that a shift can ask for (S-32, S-35). */
export const QUALIFICATIONS = ['veteran', 'firstAid', 'driver', 'mediator', 'dialect'] as const
/** One qualification (S-32, S-35). */
export type Qualification = (typeof QUALIFICATIONS)[number]

/** Kinds of help request (S-45). */
export const HELP_KINDS = ['missing', 'illness', 'hazard', 'other'] as const
/** One kind of help request (S-45). */
export type HelpKind = (typeof HELP_KINDS)[number]

/** Topics of the theory exam (S-24). */
export const TOPICS = ['law', 'mediation', 'firstAid', 'fire', 'fraud', 'limits'] as const
/** One topic of the theory exam (S-24). */
export type Topic = (typeof TOPICS)[number]

/** What someone may bring that lets their application stand first, without ever keeping others out (S-11). */
export const PRIORITIES = ['party', 'veteran', 'worthy', 'grid', 'young'] as const
/** One priority group (S-11): Party member, veteran, 乡贤, grid worker, young adult. */
export type Priority = (typeof PRIORITIES)[number]

/** Sex, as the ID number says it. */
export type Sex = 'male' | 'female'

/** What a session of training or an exam may be about (S-23, S-24). */
export const SESSION_KINDS = [
  'theory',
  'practice',
  'topical',
  'police',
  'drill',
  'theoryExam',
  'practiceExam',
] as const
/** One kind of session (S-23, S-24). */
export type SessionKind = (typeof SESSION_KINDS)[number]
