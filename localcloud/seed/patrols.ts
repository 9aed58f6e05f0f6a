import type { Person } from '../../cloudfunctions/shared/people'
import { addDays, dayOf, MINUTE } from '../../cloudfunctions/shared/time'
import type { Township } from '../../cloudfunctions/shared/township'
import type { Instant } from '../../cloudfunctions/shared/values'
import { shiftsOf } from '../../cloudfunctions/shifts/generate'
import { claimRefusal, type Duty, type Shift } from '../../cloudfunctions/shifts/rules'
import type { RosterRecord } from '../../cloudfunctions/shifts/store'
import type { Random } from './random'

const DAYS_BACK = 7
const DAYS_AHEAD = 13

/** Have no shift today and the two days after, so that a demo can claim one with them. */
export const FREE_FOR_CLAIMS = ['demo-volunteer-jingxi-01', 'demo-volunteer-jingxi-02'] as const
const FREE_DAYS = 2

/** On the market street today and tomorrow, by template: a demo can count on them being on duty then. */
export const MARKET_CREW: Readonly<Record<'early' | 'afternoon' | 'evening', string>> = {
  early: 'demo-volunteer-shishi-05',
  afternoon: 'demo-volunteer-shishi-02',
  evening: 'demo-volunteer-shishi-01',
}

/**
 * How a day's shifts are filled, by how far ahead it is: lists are gone through shift by shift, each day from another
 * start.
 */
const FILLINGS: readonly { days: number; fill: readonly ((shift: Shift) => number)[] }[] = [
  { days: 0, fill: [full, full, oneShort] },
  { days: 2, fill: [full, oneShort, half, oneShort, empty] },
  { days: 7, fill: [oneShort, full, half, empty, oneShort] },
  { days: DAYS_AHEAD, fill: [oneShort, empty, half, empty, empty, full, empty] },
]

/** Three weeks of shifts, one of them past, with crews that keep every rule of S-35, and the rosters that go with them. */
export function demoPatrols(
  township: Township,
  people: readonly Person[],
  now: Instant,
  random: Random,
): { shifts: Shift[]; rosters: RosterRecord[] } {
  const volunteers = people.filter((person) => person.volunteer !== null)
  const duties = new Map<string, Duty[]>(volunteers.map((person) => [person._id, []]))
  const shifts: Shift[] = []
  for (let ahead = -DAYS_BACK; ahead <= DAYS_AHEAD; ahead++) {
    const crewOf = new Crews(volunteers, duties, ahead, now, random)
    for (const [at, shift] of shiftsOf(township, addDays(dayOf(now), ahead)).entries()) {
      crewOf.fill(shift, sizeOf(shift, ahead, at, now))
      shifts.push(shift)
    }
  }
  return { shifts, rosters: [...duties].map(([_id, list]) => ({ _id, duties: list })) }
}

function sizeOf(shift: Shift, ahead: number, at: number, now: Instant): number {
  if (shift.startAt <= now) return shift.max
  const fill = FILLINGS.find(({ days }) => ahead <= days)?.fill ?? []
  return (fill[(at + ahead) % fill.length] ?? empty)(shift)
}

/** Gives the shifts of one day their crews. */
class Crews {
  private readonly busy = new Set<string>()

  constructor(
    private readonly volunteers: readonly Person[],
    private readonly duties: Map<string, Duty[]>,
    private readonly ahead: number,
    private readonly now: Instant,
    private readonly random: Random,
  ) {}

  /** Seats up to `size` people: who is meant to be there, then the shift's own village and whoever has done least. */
  fill(shift: Shift, size: number): void {
    const order = this.volunteers
      .filter((person) => !this.keptFree(person))
      .map((person) => ({ person, rank: this.rank(person, shift) }))
      .sort((a, b) => a.rank - b.rank)
    for (const { person } of order) {
      if (shift.crew.length >= size) return
      this.seat(person, shift)
    }
  }

  private keptFree({ openid }: Person): boolean {
    if (this.ahead < 0 || this.ahead > FREE_DAYS) return false
    return FREE_FOR_CLAIMS.some((free) => free === openid)
  }

  private rank(person: Person, shift: Shift): number {
    if (this.isMeantFor(person, shift)) return -1
    const strange = person.volunteer?.villageId === shift.villageId ? 0 : 4
    const tired = this.busy.has(person._id) ? 1000 : 0
    return tired + strange + (this.duties.get(person._id)?.length ?? 0) + this.random.next() * 3
  }

  private isMeantFor({ openid }: Person, shift: Shift): boolean {
    if (shift.areaId !== 'market-street' || this.ahead < 0 || this.ahead > 1) return false
    const hour = (shift.startAt / MINUTE / 60 + 8) % 24
    return (
      openid === (hour < 12 ? MARKET_CREW.early : hour < 18 ? MARKET_CREW.afternoon : MARKET_CREW.evening)
    )
  }

  private seat(person: Person, shift: Shift): void {
    const own = this.duties.get(person._id) ?? []
    const at = Math.min(this.now, shift.startAt) - this.random.whole(6 * 60, 5 * 24 * 60) * MINUTE
    const { volunteer } = person
    if (!volunteer || claimRefusal(shift, person._id, volunteer, own, at)) return
    shift.crew.push({
      personId: person._id,
      name: person.name,
      teamId: volunteer.teamId,
      qualifications: volunteer.qualifications,
      at,
    })
    own.push({ shiftId: shift._id, areaId: shift.areaId, startAt: shift.startAt, endAt: shift.endAt })
    this.busy.add(person._id)
  }
}

function full(shift: Shift): number {
  return shift.max
}

function oneShort(shift: Shift): number {
  return shift.max - 1
}

function half(shift: Shift): number {
  return Math.floor(shift.max / 2)
}

function empty(): number {
  return 0
}
