import { unseal, type Sealed } from '../shared/sealed'
import { dayOf } from '../shared/time'
import { teamOf, villageOf, type Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { ApplicationDto, NextStep, StepDto } from './dto'
import type { Application, ApplicationStep, Declarations, Identity } from './record'
import { ageOn } from './rules'
import { APPLICATION_TRANSITIONS, isLive, type ApplicationState } from './states'

export { stateWords } from './words'

/** What is sealed in a record's identity; null once erased. Members hold theirs the same way. */
export function identityOf({ identity }: { identity: Sealed | null }): Identity | null {
  return identity && (JSON.parse(unseal(identity)) as Identity)
}

/** What the applicant declared; null once erased. */
export function declarationsOf({ declarations }: Pick<Application, 'declarations'>): Declarations | null {
  return declarations && (JSON.parse(unseal(declarations)) as Declarations)
}

/** Full years of age at an instant, by the day in UTC+8; null once erased. */
export function ageOf(record: { identity: Sealed | null }, now: Instant): number | null {
  const identity = identityOf(record)
  return identity && ageOn(identity.birthDay, dayOf(now))
}

/** An ID number with its middle hidden: `330***********123X`. */
export function maskId(idNumber: string): string {
  return `${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`
}

/** The steps as people read them: who did it by part, never by name. */
export function timelineOf(steps: readonly ApplicationStep[]): StepDto[] {
  return steps.map(({ event, at, reason }) => ({
    event,
    at,
    reason,
    by: APPLICATION_TRANSITIONS.find((each) => each.event === event)?.by ?? 'applicant',
  }))
}

const NEXT: Record<ApplicationState, NextStep> = {
  submitted: 'waitVillage',
  villagePassed: 'waitTownship',
  training: 'attendTraining',
  exam: 'takeExam',
  resit: 'takeResit',
  certified: 'collectCertificate',
  rejected: 'none',
  eliminated: 'none',
  withdrawn: 'none',
}

/** The application as its applicant sees it. An identity check does not show in it. */
export function applicationView(application: Application, township: Township): ApplicationDto {
  const { _id, state, villageId, teamId, steps } = application
  const ended = !isLive(state) && state !== 'certified'
  return {
    id: _id,
    state,
    name: application.name,
    village: villageOf(township, villageId) ?? { id: villageId, name: '' },
    team: teamOf(township, teamId) ?? { id: teamId, name: '' },
    way: application.way,
    submittedAt: application.submittedAt,
    timeline: timelineOf(steps),
    next: NEXT[state],
    reason: ended ? (steps.at(-1)?.reason ?? null) : null,
    exam: {
      passed: application.passed,
      resitUsed: steps.some((step) => step.event === 'partFailed'),
    },
    canWithdraw: isLive(state),
    hasPhoto: application.photo !== null,
  }
}
