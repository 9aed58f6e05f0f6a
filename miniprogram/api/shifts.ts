import type { ShiftDetailDto, ShiftDto } from '../../cloudfunctions/shifts/dto'
import { call } from './client'

/** What to list. */
export interface ShiftQuery {
  from?: string
  days?: number
  villageId?: string
  mine?: boolean
}

/** Shifts of some days; the caller's own with `mine`. */
export function listShifts(query: ShiftQuery): Promise<{ shifts: ShiftDto[]; now: number }> {
  return call('shifts', 'list', query)
}

/** One shift with its crew. */
export function getShift(shiftId: string): Promise<ShiftDetailDto> {
  return call('shifts', 'get', { shiftId })
}

/** Takes a seat. */
export function claimShift(shiftId: string, requestKey: string): Promise<ShiftDetailDto> {
  return call('shifts', 'claim', { shiftId, requestKey })
}

/** Gives the caller's seat back. */
export function releaseShift(shiftId: string, reason: string, requestKey: string): Promise<ShiftDetailDto> {
  return call('shifts', 'release', { shiftId, reason, requestKey })
}

/** Gives a member's seat back, as captain, deputy or office. */
export function releaseMember(
  shiftId: string,
  personId: string,
  reason: string,
  requestKey: string,
): Promise<ShiftDetailDto> {
  return call('shifts', 'releaseMember', { shiftId, personId, reason, requestKey })
}
