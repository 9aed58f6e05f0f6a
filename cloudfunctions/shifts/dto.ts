import type { Day, Instant, Named, Qualification } from '../shared/values'

/** Why the caller cannot claim a shift; the order of the union is the order in which reasons are named (S-35). */
export type ClaimRefusalCode =
  | 'SHIFT_CANCELLED'
  | 'SHIFT_STARTED'
  | 'NOT_CERTIFIED'
  | 'SUSPENDED'
  | 'UNINSURED'
  | 'NOT_OPEN_TO_YOU'
  | 'ALREADY_CLAIMED'
  | 'OVERLAPS'
  | 'SHIFT_FULL'
  | 'QUALIFICATION_NEEDED'

/** A patrol shift as the caller sees it. */
export interface ShiftDto {
  id: string
  day: Day
  startAt: Instant
  endAt: Instant
  area: Named
  village: Named
  /** Route in words, and where the crew meets. */
  route: string
  meet: string
  min: number
  max: number
  taken: number
  free: number
  status: 'open' | 'cancelled'
  /** Composition the shift needs (S-32), with how many are still missing. */
  needs: { qualification: Qualification; count: number; missing: number }[]
  /** The caller is in the crew. */
  mine: boolean
  /** Why the caller cannot claim it now; null when they can, or when it is theirs already. */
  refusal: { code: ClaimRefusalCode; message: string } | null
  /** The last instant at which the caller may release it alone; null when it is not theirs. */
  releaseBy: Instant | null
}

/** A shift with its crew; names are for volunteers and staff only. */
export interface ShiftDetailDto extends ShiftDto {
  crew: { personId: string; name: string; me: boolean }[]
  /** The caller leads the shift's crew or team, so may release a member for them. */
  canReleaseMembers: boolean
}
