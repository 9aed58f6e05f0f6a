import type { Instant, Named, Priority, Qualification, SessionKind, Sex } from '../shared/values'

/** States of a membership (S-22, S-26). */
export type MemberState = 'active' | 'suspended' | 'left' | 'revoked'

/** The certificate as its holder sees it (S-22). */
export interface CertificateDto {
  title: string
  number: string
  name: string
  team: Named
  issuedAt: Instant
  validUntil: Instant
  /** A link of an hour, or null. */
  photoUrl: string | null
  state: CertificateState
  /** What the code holds: the registered link. */
  link: string
  /** The code as a PNG data URL. */
  code: string
}

/** What anyone is told of a certificate. */
export type CertificateState = 'valid' | 'suspended' | 'expired' | 'revoked'

/** Answer to a stranger who scans a certificate: this and no more. */
export interface VerificationDto {
  state: CertificateState
  name: string
  team: string
  township: string
}

/** A line of the list of members. */
export interface MemberRowDto {
  personId: string
  name: string
  village: Named | null
  team: Named | null
  state: MemberState
  certificateNumber: string
  insuredUntil: Instant | null
  /** Days left of the insurance; negative when it ended, null without one. */
  insuredDays: number | null
  /** An exit proposal waits for the leading group. */
  exitProposed: boolean
  /** Marks still to be returned after leaving. */
  marksOut: number
}

/** A proposal that someone leaves (S-26). */
export interface ExitDto {
  kind: 'absence' | 'discipline'
  reason: string
  proposedAt: Instant
  proposedBy: string
  /** Null when the caller may decide; else why not. */
  refusal: { code: 'OWN_CASE' | 'OWN_PROPOSAL'; message: string } | null
}

/** Armband, work card, vest: issued after certification (S-14), returned on leaving (S-26). */
export interface MarkDto {
  item: string
  issuedAt: Instant
  returnedAt: Instant | null
}

/** One thing that happened to a membership. */
export interface MemberEventDto {
  event:
    | 'certified'
    | 'insured'
    | 'suspended'
    | 'reinstated'
    | 'exitProposed'
    | 'exitRefused'
    | 'left'
    | 'revoked'
    | 'marksIssued'
    | 'marksReturned'
    | 'renewed'
  at: Instant
  /** Words to go with it; empty when there are none. */
  text: string
}

/** One person, one file (S-25). Fields outside the caller's role are null or empty. */
export interface FileDto {
  personId: string
  name: string
  village: Named | null
  team: Named | null
  /** Null for someone who is not yet a member. */
  state: MemberState | null
  sex: Sex | null
  age: number | null
  idMasked: string | null
  phoneMasked: string | null
  occupation: string
  priorities: Priority[]
  qualifications: Qualification[]
  photoUrl: string | null
  certificate: { number: string; issuedAt: Instant; validUntil: Instant; state: CertificateState } | null
  insurance: { policy: string; from: Instant; until: Instant }[]
  insuredUntil: Instant | null
  training: { title: string; kind: SessionKind; hours: number; at: Instant }[]
  hours: { theory: number; practice: number }
  exams: {
    part: 'theory' | 'practice'
    attempt: number
    at: Instant
    score: number | null
    passed: boolean
  }[]
  /** Patrols of the last 90 days and those to come, newest first. */
  patrols: { shiftId: string; startAt: Instant; endAt: Instant; area: string }[]
  marks: MarkDto[]
  events: MemberEventDto[]
  exit: ExitDto | null
  /** What the caller may do with this file. */
  may: FileMove[]
}

/** What can be done with a file. */
export type FileMove =
  | 'unmask'
  | 'insure'
  | 'suspend'
  | 'reinstate'
  | 'proposeExit'
  | 'decideExit'
  | 'issueMarks'
  | 'returnMarks'
  | 'renew'
  | 'leave'
