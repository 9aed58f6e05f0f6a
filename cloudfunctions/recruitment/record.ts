import type { Sealed } from '../shared/sealed'
import type { Instant, Priority, Qualification, Sex } from '../shared/values'
import type { ApplicationEvent, ApplicationState } from './states'

/** The two parts of the exam (S-24). */
export type ExamPart = 'theory' | 'practice'

/** What is sealed together: never in the clear at rest (S-21). */
export interface Identity {
  /** 18 characters, the last a digit or `X`. */
  idNumber: string
  /** `YYYY-MM-DD`, taken from the number. */
  birthDay: string
}

/** What the applicant declares of themself (S-21); sealed together. */
export interface Declarations {
  health: 'healthy' | 'limited'
  /** What limits them; empty when healthy. */
  healthNote: string
  criminalRecord: 'none'
}

/** One thing that happened to an application. */
export interface ApplicationStep {
  event: ApplicationEvent
  at: Instant
  /** Person id; null when a rule did it. */
  by: string | null
  /** Why, in the words that the applicant is shown; null where nobody has to give a reason. */
  reason: string | null
}

/** An application as the database holds it (S-20 … S-24). Its personal fields are null once erased. */
export interface Application {
  _id: string
  /** Counts the changes; a decision names the revision it was made on. */
  revision: number
  state: ApplicationState
  personId: string
  villageId: string
  teamId: string
  way: 'self' | 'recommended'
  /** Who recommended them (person id). */
  recommendedBy: string | null
  name: string
  sex: Sex | null
  identity: Sealed | null
  phone: Sealed | null
  declarations: Sealed | null
  /** The ID number is registered to somebody else: the office looks before anybody decides; the applicant is not told. */
  identityCheck: boolean
  occupation: string
  priorities: Priority[]
  skills: Qualification[]
  motive: string
  /** File id of the portrait. */
  photo: string | null
  /** Relatives among those who decide, as the applicant declared them (person ids, S-08). */
  relatives: string[]
  /** Those who decide and stepped back by themselves (person ids, S-08). */
  recused: string[]
  /** Order in a queue: priority groups first, then by age of the application; never keeps anybody out (S-11). */
  queueKey: string
  submittedAt: Instant
  closedAt: Instant | null
  /** When its personal fields were emptied; null while they are there. */
  erasedAt: Instant | null
  /** Parts of the exam that are passed (S-24). */
  passed: ExamPart[]
  /** How many papers were begun. */
  papers: number
  steps: ApplicationStep[]
}

/** Lock of one live application per person (S-20); what is left of an applicant whose data was erased. */
export interface Applicant {
  /** Person id. */
  _id: string
  liveId: string | null
  /** When the second failure eliminated them last (S-24). */
  eliminatedAt: Instant | null
}

/** To whom an ID number is registered; the number itself is not in it. */
export interface Registration {
  /** Of the number's blind index. */
  _id: string
  personId: string
}

/** Written by whatever takes a place in a team, so that two of them collide and the second counts anew (S-10). */
export interface TeamLock {
  /** Team id. */
  _id: string
  changes: number
}

/** A villager recommending another (S-20); the one recommended decides. */
export interface Recommendation {
  _id: string
  byId: string
  byName: string
  name: string
  villageId: string
  reason: string
  createdAt: Instant
  expiresAt: Instant
  /** Who applied with it. */
  takenBy: string | null
}
