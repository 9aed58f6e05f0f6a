import { APPLICANTS, HOMES, REVIEWERS, SESSIONS, SHIFTS, type Actor, type Applicant, type Kin } from './cast'
import { claim, insure, reinstate } from './commands-membership'
import { apply, consent, mayApply } from './commands-recruitment'
import { checkIdentity, review } from './commands-review'
import { tick } from './commands-time'
import { begin, handIn, judge, mark, newestPaper, save } from './commands-training'
import type { Application, Model } from './model'
import { aimed, type Command } from './world'

/** Whom they declare as relatives, by luck. */
const KINS: Partial<Record<number, Kin>> = { 0: 'reviewer', 1: 'leader', 2: 'trainer', 8: 'trainer' }

/** Minutes after which someone eliminated may apply again. */
const PAUSE = 3 * 24 * 60 + 1

/**
 * Takes someone the next step on the way to a patrol, whoever has to take it, so that sequences get far. `luck` (0 … 9)
 * decides what is a matter of luck: the lower, the worse it goes.
 */
export const forward = (who: Applicant, luck: number): Command =>
  aimed(
    () => [who],
    luck,
    'forward',
    (_, model) => nextFor(model, who, luck),
  )

function nextFor(model: Model, who: Applicant, luck: number): Command {
  const live = model.live(who)
  if (live) return nextOf(model, live, luck)
  if (!model.serving(who)) return toApply(model, who, luck)
  const { member } = model.people[who]
  if (member?.state === 'suspended') return reinstate('office', who)
  if (member?.insuredUntil == null || member.insuredUntil < model.now())
    return insure('office', who, { from: 0, until: luck < 5 ? 4 : 60 })
  return claim(who, SHIFTS[luck % SHIFTS.length]?._id ?? '')
}

function toApply(model: Model, who: Applicant, luck: number): Command {
  if (!model.people[who].consented) return consent(who)
  if (luck > 4 && mayApply(model, who) === 'ELIMINATED_RECENTLY') return tick(PAUSE, true)
  const other = APPLICANTS.find((each) => each !== who) ?? who
  return apply(who, luck === 9 ? other : who, KINS[luck] ?? 'nobody')
}

function free(application: Application, among: readonly Actor[]): Actor | undefined {
  return among.find(
    (each) =>
      each !== application.of &&
      each !== application.village &&
      !application.kin.includes(each) &&
      !application.recused.includes(each),
  )
}

function nextOf(model: Model, application: Application, luck: number): Command {
  const { of, state, identityCheck } = application
  const decision = { approve: luck > 0, reason: luck === 0, late: false }
  const leader = free(application, ['lead', 'both']) ?? 'lead'
  switch (state) {
    case 'submitted': {
      if (identityCheck) return checkIdentity(of, luck > 2, { reason: true, late: false })
      const reviewers = REVIEWERS[HOMES[of].village]
      const turned = [...reviewers.slice(luck % reviewers.length), ...reviewers]
      return review(free(application, turned) ?? leader, of, decision)
    }
    case 'villagePassed':
      return review(leader, of, decision)
    case 'training':
      return toTrain(model, application)
    default:
      return toSit(model, application, luck)
  }
}

/** A member of the staff who takes the attendance. */
function taker({ kin }: Application): Actor {
  return kin.includes('tutor') ? 'office' : 'tutor'
}

function toTrain(model: Model, application: Application): Command {
  const { of, id } = application
  const { attended, present } = model.people[of]
  for (const kind of ['theory', 'practice'] as const) {
    const sessions = SESSIONS[kind]
    const counted = attended.filter(({ session }) => sessions.some((each) => each === session))
    if (counted.some((each) => each.application === id)) continue
    const fresh = sessions.find((session) => !present.includes(session))
    return fresh
      ? mark(taker(application), fresh, of, true)
      : mark(taker(application), sessions[0], of, false)
  }
  throw new Error(`${of} has all hours and still trains`)
}

function toSit(model: Model, application: Application, luck: number): Command {
  const { of, passed } = application
  const good = luck > 2
  if (passed.includes('theory')) {
    const examiner = free(application, ['tutor', 'coach']) ?? 'coach'
    return judge(examiner, of, { pass: good, late: false, missing: false })
  }
  const found = newestPaper(model, of)
  if (found?.application === application && found.paper.open)
    return found.paper.right > 0 || luck === 1 ? handIn(of, of) : save(of, of, good ? 6 : 3)
  const present = SESSIONS.theoryExam.some((session) => model.people[of].present.includes(session))
  return present ? begin(of) : mark(taker(application), 'theory-exam-1', of, true)
}
