import type { Day, Instant, Named, Priority, Qualification, Sex } from '../shared/values'
import type { ExamPart } from './record'
import type { ApplicationActor, ApplicationEvent, ApplicationState } from './states'

export type { ApplicationEvent, ApplicationState }

/** What an applicant waits for or has to do next. */
export type NextStep =
  'waitVillage' | 'waitTownship' | 'attendTraining' | 'takeExam' | 'takeResit' | 'collectCertificate' | 'none'

/** One line of an application's timeline. */
export interface StepDto {
  event: ApplicationEvent
  at: Instant
  by: ApplicationActor
  reason: string | null
}

/** An application as the applicant sees it. */
export interface ApplicationDto {
  id: string
  state: ApplicationState
  name: string
  village: Named
  team: Named
  way: 'self' | 'recommended'
  submittedAt: Instant
  timeline: StepDto[]
  next: NextStep
  /** Why it was rejected, eliminated or withdrawn; null while it goes on. */
  reason: string | null
  /** Parts of the exam passed, and whether the one resit is used up (S-24). */
  exam: { passed: ExamPart[]; resitUsed: boolean }
  canWithdraw: boolean
  /** A portrait is there; it may be added or replaced while the application goes on. */
  hasPhoto: boolean
}

/** The caller's way: their newest application, and whether they may make one. */
export interface MyWayDto {
  /** The words of today are consented to (S-21). */
  consented: boolean
  consentVersion: string
  application: ApplicationDto | null
  /** Null when the caller may apply; else why not. */
  refusal: { code: ApplyRefusalCode; message: string } | null
  /** What the form already knows. */
  known: { name: string; village: Named | null; phoneMasked: string | null }
  /** Recommendations the caller made that are still open. */
  recommendations: { id: string; name: string; village: Named; expiresAt: Instant; taken: boolean }[]
  /** Those who decide in each village, to declare relatives among (S-08). */
  reviewers: { personId: string; name: string; village: Named | null }[]
}

/** Why someone cannot apply now. */
export type ApplyRefusalCode =
  'CLOSED' | 'CONSENT_NEEDED' | 'ALREADY_APPLYING' | 'ALREADY_VOLUNTEER' | 'ELIMINATED_RECENTLY'

/** What an ID number says; answered to its holder while they fill the form. */
export interface IdCheckDto {
  birthDay: Day
  sex: Sex
  age: number
}

/** A recommendation as the one recommended sees it. */
export interface RecommendationDto {
  id: string
  /** Who recommends, as 周*. */
  byName: string
  name: string
  village: Named
  reason: string
  state: 'open' | 'taken' | 'expired'
}

/** A line of a reviewers' queue. */
export interface QueueItemDto {
  id: string
  revision: number
  state: ApplicationState
  name: string
  sex: Sex | null
  age: number | null
  village: Named
  priorities: Priority[]
  submittedAt: Instant
  /** Whole hours in the present state. */
  waitingHours: number
  /** Null when the caller may decide; else why not. */
  refusal: { code: DecideRefusalCode; message: string } | null
}

/** Why someone may not decide an application (S-08). */
export type DecideRefusalCode =
  'OWN_CASE' | 'RELATIVE' | 'RECUSED' | 'IDENTITY_CHECK' | 'DECIDED_BEFORE' | 'NOT_WAITING'

/** Steps of the review. */
export type ReviewStep = 'village' | 'township' | 'identity'

/** An application as those who decide see it; ID and phone stay masked until unmasked. */
export interface ReviewDto extends QueueItemDto {
  way: 'self' | 'recommended'
  /** Name of who recommended them. */
  recommendedBy: string | null
  idMasked: string | null
  phoneMasked: string | null
  health: 'healthy' | 'limited' | null
  healthNote: string
  occupation: string
  skills: Qualification[]
  motive: string
  /** A link of an hour, or null. */
  photoUrl: string | null
  timeline: StepDto[]
  /** Which step waits for a decision; null when none does. */
  step: ReviewStep | null
  /** Places left in the village's team. */
  places: number
  /** The number is registered to somebody else; said to the office only. */
  identityCheck: boolean
}

/** What the next recruit of a team should bring (S-10, S-11). */
export type Wish = 'people' | 'woman' | 'party' | 'young'

/** A share of a team against its target. */
export interface ShareDto {
  count: number
  percent: number
  target: number
  met: boolean
}

/** A team's strength and composition (S-10, S-11). */
export interface TeamBoardDto {
  village: Named
  team: Named
  members: number
  /** Accepted, in training or at the exam. */
  candidates: number
  /** Waiting for a decision. */
  waiting: number
  /** Free places. */
  places: number
  min: number
  max: number
  party: ShareDto
  young: ShareDto
  women: ShareDto
  wishes: Wish[]
}

/** The notice of recruitment, for anyone (S-20, S-21). */
export interface NoticeDto {
  township: string
  open: boolean
  minAge: number
  maxAge: number | null
  theoryHours: number
  practiceHours: number
  pass: number
  officePhone: string
  villages: { village: Named; places: number; wishes: Wish[] }[]
}
