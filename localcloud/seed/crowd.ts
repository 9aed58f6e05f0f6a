import { personId } from '../../cloudfunctions/shared/ids'
import { PEOPLE, type Person } from '../../cloudfunctions/shared/people'
import { DAY, dayOf, MINUTE } from '../../cloudfunctions/shared/time'
import { DEFAULT_TOWNSHIP } from '../../cloudfunctions/shared/township'
import type { Shift } from '../../cloudfunctions/shifts/rules'
import { ROSTERS, SHIFTS, type RosterRecord } from '../../cloudfunctions/shifts/store'
import type { Store } from '../store'

/** How large a crowd is. */
export interface CrowdSize {
  volunteers: number
  shifts: number
  /** Free places in each shift. */
  seats: number
}

/** The openid of a volunteer of the crowd, counted from 0. */
export function crowdOpenid(at: number): string {
  return `crowd-volunteer-${at}`
}

/** The id of a shift of the crowd, counted from 0. */
export function crowdShiftId(at: number): string {
  return `crowd-shift-${at}`
}

/**
 * Fills an empty database for measurements of load: volunteers who may claim every shift, and empty shifts, one after
 * the other in time, so that nobody's claims overlap.
 * @param now ms since 1970; the first shift starts a day later
 */
export function loadCrowd(store: Pick<Store, 'load'>, size: CrowdSize, now: number): void {
  const [area] = DEFAULT_TOWNSHIP.areas
  const [team] = DEFAULT_TOWNSHIP.teams
  if (!area || !team) throw new Error('the township has no area or no team')
  const scope = { teamId: team.id, villageId: team.villageId }
  const people = Array.from({ length: size.volunteers }, (_, at): Person => {
    const openid = crowdOpenid(at)
    return {
      _id: personId(openid),
      openid,
      name: `队员${at}`,
      phone: null,
      villageId: team.villageId,
      home: null,
      position: null,
      roles: [{ role: 'volunteer', ...scope }],
      volunteer: {
        ...scope,
        certifiedAt: now - 100 * DAY,
        certifiedUntil: null,
        insuredUntil: now + 1000 * DAY,
        suspended: false,
        standby: false,
        qualifications: [],
      },
      createdAt: now - 100 * DAY,
    }
  })
  const shifts = Array.from({ length: size.shifts }, (_, at): Shift => {
    const startAt = now + DAY + at * 120 * MINUTE
    return {
      _id: crowdShiftId(at),
      day: dayOf(startAt),
      startAt,
      endAt: startAt + 120 * MINUTE,
      areaId: area.id,
      villageId: area.villageId,
      min: 1,
      max: size.seats,
      needs: [],
      openTo: 'township',
      crew: [],
      status: 'open',
    }
  })
  store.load(PEOPLE.name, people)
  store.load(SHIFTS.name, shifts)
  store.load(
    ROSTERS.name,
    people.map(({ _id }): RosterRecord => ({ _id, duties: [] })),
  )
}
