import type { Volunteer } from './people'
import type { Instant } from './values'

/** Why someone may not be on duty; the order is the one in which reasons are named. */
export type DutyRefusalCode = 'NOT_CERTIFIED' | 'SUSPENDED' | 'UNINSURED'

/**
 * Whether someone may be on duty until an instant (S-22, S-26, S-27): null, or the first reason why not. Patrols and
 * help requests ask the same.
 */
export function dutyRefusal(volunteer: Volunteer | null, until: Instant): DutyRefusalCode | null {
  if (!volunteer || volunteer.certifiedAt === null) return 'NOT_CERTIFIED'
  if (volunteer.certifiedUntil !== null && volunteer.certifiedUntil < until) return 'NOT_CERTIFIED'
  if (volunteer.suspended) return 'SUSPENDED'
  if (volunteer.insuredUntil === null || volunteer.insuredUntil < until) return 'UNINSURED'
  return null
}
