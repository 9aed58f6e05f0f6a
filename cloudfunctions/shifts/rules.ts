import { dutyRefusal } from '../shared/standing'
import { MINUTE } from '../shared/time'
import type { Volunteer } from '../shared/people'
import type { Instant, Qualification } from '../shared/values'
import type { ClaimRefusalCode } from './dto'

/** A seat taken in a shift. */
export interface Seat {
  personId: string
  name: string
  teamId: string
  qualifications: Qualification[]
  at: Instant
}

/** Composition a shift needs (S-32): at least so many with the qualification. */
export interface Need {
  qualification: Qualification
  count: number
}

/** A shift as the database holds it (S-35). */
export interface Shift {
  _id: string
  day: string
  startAt: Instant
  endAt: Instant
  areaId: string
  villageId: string
  min: number
  max: number
  needs: Need[]
  openTo: 'village' | 'township'
  crew: Seat[]
  status: 'open' | 'cancelled'
}

/** One duty in a volunteer's roster. */
export interface Duty {
  shiftId: string
  areaId: string
  startAt: Instant
  endAt: Instant
}

/** Why a claim is refused; `OVERLAPS` names the other duty, `QUALIFICATION_NEEDED` what the last seats are kept for. */
export type ClaimRefusal =
  | { code: Exclude<ClaimRefusalCode, 'OVERLAPS' | 'QUALIFICATION_NEEDED'> }
  | { code: 'OVERLAPS'; other: Duty }
  | { code: 'QUALIFICATION_NEEDED'; need: Need }

/**
 * Whether a volunteer may take a seat (S-27, S-32, S-35): null, or the first reason why not, in the order of the code.
 * Reasons that nobody can change come first, so that a full shift of yesterday reads "started", not "full".
 * @param shift the shift as it is before the claim
 * @param duties the volunteer's roster before the claim
 */
export function claimRefusal(
  shift: Shift,
  personId: string,
  volunteer: Volunteer | null,
  duties: readonly Duty[],
  now: Instant,
): ClaimRefusal | null {
  if (shift.status === 'cancelled') return { code: 'SHIFT_CANCELLED' }
  if (now >= shift.startAt) return { code: 'SHIFT_STARTED' }
  const standing = dutyRefusal(volunteer, shift.endAt)
  if (!volunteer || standing) return { code: standing ?? 'NOT_CERTIFIED' }
  if (shift.openTo === 'village' && volunteer.villageId !== shift.villageId)
    return { code: 'NOT_OPEN_TO_YOU' }
  if (shift.crew.some((seat) => seat.personId === personId)) return { code: 'ALREADY_CLAIMED' }
  const other = overlapping(shift, duties)
  if (other) return { code: 'OVERLAPS', other }
  if (shift.crew.length >= shift.max) return { code: 'SHIFT_FULL' }
  const need = reservedFor(shift, volunteer.qualifications)
  if (need) return { code: 'QUALIFICATION_NEEDED', need }
  return null
}

/** The duty whose time overlaps the shift's; duties that only touch (21:00 and 21:00) do not overlap. */
export function overlapping(
  shift: { _id: string; startAt: Instant; endAt: Instant },
  duties: readonly Duty[],
): Duty | null {
  return (
    duties.find(
      (duty) => duty.shiftId !== shift._id && duty.startAt < shift.endAt && shift.startAt < duty.endAt,
    ) ?? null
  )
}

/** How many of a need are still missing in a crew. */
export function missingFor(need: Need, crew: readonly Seat[]): number {
  return Math.max(
    0,
    need.count - crew.filter((seat) => seat.qualifications.includes(need.qualification)).length,
  )
}

/**
 * The need that the remaining seats are kept for, if the volunteer does not bring it (S-32): after them, there must be
 * a seat left for everyone still missing.
 */
function reservedFor(shift: Shift, qualifications: readonly Qualification[]): Need | null {
  const left = shift.max - shift.crew.length - 1
  const missing = shift.needs
    .map((need) => ({
      need,
      count: missingFor(need, shift.crew) - (qualifications.includes(need.qualification) ? 1 : 0),
    }))
    .filter(({ count }) => count > 0)
  const total = missing.reduce((sum, { count }) => sum + count, 0)
  return total > left ? (missing[0]?.need ?? null) : null
}

/** Why a release is refused. */
export type ReleaseRefusalCode = 'NOT_YOURS' | 'SHIFT_STARTED' | 'TOO_LATE'

/** The last instant at which a volunteer may release a shift without the captain (S-35). */
export function releaseDeadline(shift: { startAt: Instant }, releaseBeforeMinutes: number): Instant {
  return shift.startAt - releaseBeforeMinutes * MINUTE
}

/**
 * Whether someone may be released from a shift (S-35): null, or the first reason why not.
 * @param byCaptain a captain may release until the shift starts, a volunteer until the deadline
 */
export function releaseRefusal(
  shift: Shift,
  personId: string,
  releaseBeforeMinutes: number,
  byCaptain: boolean,
  now: Instant,
): ReleaseRefusalCode | null {
  if (!shift.crew.some((seat) => seat.personId === personId)) return 'NOT_YOURS'
  // Nobody is kept in a shift that does not take place.
  if (shift.status === 'cancelled') return null
  if (now >= shift.startAt) return 'SHIFT_STARTED'
  if (!byCaptain && now > releaseDeadline(shift, releaseBeforeMinutes)) return 'TOO_LATE'
  return null
}

/** Whether a shift is running: its crew is on duty (S-36, S-45). */
export function isRunning(
  shift: { startAt: Instant; endAt: Instant; status: string },
  now: Instant,
): boolean {
  return shift.status === 'open' && shift.startAt <= now && now < shift.endAt
}
