import { personId } from '../../cloudfunctions/shared/ids'
import type { Grant, Person, Volunteer } from '../../cloudfunctions/shared/people'
import { dayOf, instantOf, MINUTE } from '../../cloudfunctions/shared/time'
import { DEFAULT_TOWNSHIP } from '../../cloudfunctions/shared/township'
import type { Duty, Shift } from '../../cloudfunctions/shifts/rules'
import type { RosterRecord } from '../../cloudfunctions/shifts/store'

/** A fixed instant for tests: Wednesday 2026-11-25, 18:00 in UTC+8. */
export const NOW = instantOf('2026-11-25', '18:00')

/** A certified, insured volunteer's part of a person. */
export function volunteer(over: Partial<Volunteer> = {}): Volunteer {
  return {
    teamId: 'team-jingxi',
    villageId: 'jingxi',
    certifiedAt: instantOf('2026-03-01'),
    certifiedUntil: instantOf('2029-03-01'),
    insuredUntil: instantOf('2027-12-31'),
    suspended: false,
    standby: false,
    qualifications: [],
    ...over,
  }
}

/** A person known by an openid; a visitor's record unless said otherwise. */
export function person(openid: string, over: Partial<Person> = {}): Person {
  return {
    _id: personId(openid),
    openid,
    name: openid,
    phone: null,
    villageId: 'jingxi',
    home: null,
    position: null,
    roles: [],
    volunteer: null,
    createdAt: instantOf('2026-01-01'),
    ...over,
  }
}

/** A certified, insured volunteer, with the roles of one. */
export function patroller(openid: string, over: Partial<Volunteer> = {}, roles: Grant[] = []): Person {
  const as = volunteer(over)
  return person(openid, {
    villageId: as.villageId,
    volunteer: as,
    roles: [{ role: 'volunteer', teamId: as.teamId, villageId: as.villageId }, ...roles],
  })
}

/** Someone on the staff. */
export function staff(openid: string, ...roles: Grant[]): Person {
  return person(openid, { roles })
}

/** An empty shift of two hours; `startAt` is an instant, one hour after `NOW` unless said otherwise. */
export function shift(id: string, over: Partial<Shift> = {}): Shift {
  const startAt = over.startAt ?? NOW + 60 * MINUTE
  return {
    _id: id,
    day: dayOf(startAt),
    startAt,
    endAt: startAt + 120 * MINUTE,
    areaId: 'market-street',
    villageId: 'shishi',
    min: 3,
    max: 4,
    needs: [],
    openTo: 'township',
    crew: [],
    status: 'open',
    ...over,
  }
}

/** The shift with these people in its crew. */
export function crewed(base: Shift, people: readonly Person[]): Shift {
  return {
    ...base,
    crew: people.map((each) => ({
      personId: each._id,
      name: each.name,
      teamId: each.volunteer?.teamId ?? '',
      qualifications: each.volunteer?.qualifications ?? [],
      at: base.startAt - 24 * 60 * MINUTE,
    })),
  }
}

/** Rosters that agree with the crews of the shifts, one for every volunteer. */
export function rostersOf(people: readonly Person[], shifts: readonly Shift[]): RosterRecord[] {
  return people
    .filter((each) => each.volunteer)
    .map((each) => ({
      _id: each._id,
      duties: shifts
        .filter((one) => one.crew.some((seat) => seat.personId === each._id))
        .map((one): Duty => ({
          shiftId: one._id,
          areaId: one.areaId,
          startAt: one.startAt,
          endAt: one.endAt,
        }))
        .sort((a, b) => a.startAt - b.startAt),
    }))
}

/** The settings that ship with the product. */
export const township = DEFAULT_TOWNSHIP
