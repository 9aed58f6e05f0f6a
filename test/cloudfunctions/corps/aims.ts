import { APPLICANTS, HOMES, SHIFTS, type Applicant } from './cast'
import { newestPaper } from './commands-training'
import type { Model } from './model'

/** Whom and what commands are aimed at, as the model stands when they run. */

/** Those that a command can mean anything to. */
export type Aim = (model: Model) => Applicant[]

/** Those of whom something holds. */
const where =
  (holds: (model: Model, who: Applicant) => boolean): Aim =>
  (model) =>
    APPLICANTS.filter((who) => holds(model, who))

export const everyone = where(() => true)
export const applied = where((model, who) => model.newest(who) !== null)
export const waiting = where((model, who) =>
  ['submitted', 'villagePassed'].includes(model.newest(who)?.state ?? ''),
)
export const decidable = where((model, who) => model.newest(who)?.state === 'villagePassed')
export const checked = where((model, who) => model.newest(who)?.identityCheck === true)
export const candidates = where((model, who) => model.candidacy(who) !== null)
export const sitting = where((model, who) => ['exam', 'resit'].includes(model.live(who)?.state ?? ''))
export const examined = where((model, who) => newestPaper(model, who) !== null)
export const writing = where((model, who) => newestPaper(model, who)?.paper.open === true)
export const enrolled = where((model, who) => model.people[who].member !== null)
export const serving = where((model, who) => model.serving(who) !== null)
export const suspended = where((model, who) => model.serving(who)?.state === 'suspended')
export const eliminated = where((model, who) => model.newest(who)?.state === 'eliminated')
export const present = where((model, who) => model.people[who].present.length > 0)
export const seated = where((model, who) => seatsOf(model, who).length > 0)
export const insured = where((model, who) => model.serving(who)?.insuredUntil != null)
/** Those who declare the tutor a relative. */
export const ofTutor = where((model, who) => model.live(who)?.kin.includes('tutor') === true)
export const proposed = where((model, who) => model.serving(who)?.exit != null)

/** Shifts that someone holds a seat in. */
export function seatsOf(model: Model, who: Applicant): string[] {
  return SHIFTS.map(({ _id }) => _id).filter((id) => model.crews.get(id)?.has(who))
}

/** The other shift of a pair that overlaps. */
export function besides(shiftId: string): string {
  return shiftId.endsWith('-single') ? shiftId.replace('-single', '') : `${shiftId}-single`
}

/** A shift without a free seat, if there is one. */
export function fullShift(model: Model): string {
  return SHIFTS.find(({ _id, max }) => model.crews.get(_id)?.size === max)?._id ?? 'no-such-shift'
}

/** Two of one team who wait for the leading group. */
export function lastPlaces(model: Model): Applicant[] {
  const passed = APPLICANTS.filter(
    (who) => model.newest(who)?.state === 'villagePassed' && HOMES[who].village === 'jingxi',
  )
  return passed.length > 1 ? passed.slice(0, 2) : []
}
