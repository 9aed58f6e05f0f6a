import type { Sealed } from '../shared/sealed'
import type { Instant, Priority, Sex } from '../shared/values'
import type { ExitDto, MemberEventDto, MemberState } from './dto'

/** A membership with its certificate, insurance and marks, as the database holds it (S-14, S-22, S-25 … S-27). */
export interface Member {
  /** Id of the person; after a deletion an id that leads to nobody. */
  _id: string
  /** Counts the changes. */
  revision: number
  state: MemberState
  /** Empty once deleted. */
  name: string
  villageId: string
  teamId: string
  sex: Sex | null
  identity: Sealed | null
  phone: Sealed | null
  occupation: string
  priorities: Priority[]
  /** File id of the portrait. */
  photo: string | null
  /** The application it came from; empty for those who were volunteers before there were applications. */
  applicationId: string
  joinedAt: Instant
  leftAt: Instant | null
  certificate: Certificate
  insurance: Policy[]
  /** Last instant of the cover that is unbroken from now on; null without one. The same as in the person's record. */
  insuredUntil: Instant | null
  /** Reminders of the insurance that are done, by `reminderKey`. */
  reminded: string[]
  suspension: { reason: string; at: Instant; by: string } | null
  exit: Exit | null
  marks: Mark[]
  events: MemberEvent[]
}

/** The certificate 《巡逻队员证》 (S-22). */
export interface Certificate {
  /** As `石义巡2026-0001`: counted per calendar year, without gaps. */
  number: string
  /** What a stranger's phone asks by: 128 random bits, URL-safe. */
  code: string
  issuedAt: Instant
  /** Its last instant. */
  validUntil: Instant
}

/** One accident insurance of a member (S-27). */
export interface Policy {
  policy: string
  from: Instant
  /** The last instant covered. */
  until: Instant
  /** Who entered it (person id); null for the one that was there before the member's record. */
  by: string | null
}

/** A village's proposal that someone leaves, until the leading group decides it (S-26). */
export interface Exit {
  state: 'proposed'
  kind: ExitDto['kind']
  reason: string
  by: string
  at: Instant
}

/** A mark issued (S-14), and when it came back. */
export interface Mark {
  item: string
  issuedAt: Instant
  issuedBy: string
  returnedAt: Instant | null
  returnedBy: string | null
}

/** One line of a membership's history. */
export interface MemberEvent {
  event: MemberEventDto['event']
  at: Instant
  /** Person id; null when a rule did it. */
  by: string | null
  text: string
}
