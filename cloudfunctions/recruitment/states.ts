/** States of an application (S-22, S-24), each named for what was reached last. */
export const APPLICATION_STATES = [
  'submitted',
  'villagePassed',
  'training',
  'exam',
  'resit',
  'certified',
  'rejected',
  'eliminated',
  'withdrawn',
] as const
/** One state of an application. */
export type ApplicationState = (typeof APPLICATION_STATES)[number]

/** What can happen to an application. */
export type ApplicationEvent =
  | 'apply'
  | 'villageApprove'
  | 'villageReject'
  | 'townshipApprove'
  | 'townshipReject'
  | 'identityReject'
  | 'hoursReached'
  | 'partPassed'
  | 'partFailed'
  | 'allPassed'
  | 'withdraw'

/** Who lets it happen: `system` stands for a rule that needs nobody's decision. */
export type ApplicationActor = 'applicant' | 'village' | 'township' | 'office' | 'trainer' | 'system'

/** One allowed transition; whatever is not in the table is refused with the state named. */
export interface ApplicationTransition {
  from: ApplicationState
  event: ApplicationEvent
  to: ApplicationState
  by: ApplicationActor
}

/** States in which an application is still going on. A person has at most one such application. */
export const LIVE_STATES = ['submitted', 'villagePassed', 'training', 'exam', 'resit'] as const

/** States in which someone is a candidate: accepted, holding a place in the team, not certified yet. */
export const CANDIDATE_STATES = ['training', 'exam', 'resit'] as const

/**
 * The way from neighbour to volunteer (S-22, S-24). One failure in either part of the exam uses up the one resit; the
 * second eliminates.
 */
export const APPLICATION_TRANSITIONS: readonly ApplicationTransition[] = [
  { from: 'submitted', event: 'villageApprove', to: 'villagePassed', by: 'village' },
  { from: 'submitted', event: 'villageReject', to: 'rejected', by: 'village' },
  { from: 'submitted', event: 'identityReject', to: 'rejected', by: 'office' },
  { from: 'villagePassed', event: 'townshipApprove', to: 'training', by: 'township' },
  { from: 'villagePassed', event: 'townshipReject', to: 'rejected', by: 'township' },
  { from: 'training', event: 'hoursReached', to: 'exam', by: 'system' },
  { from: 'exam', event: 'partPassed', to: 'exam', by: 'trainer' },
  { from: 'exam', event: 'partFailed', to: 'resit', by: 'trainer' },
  { from: 'exam', event: 'allPassed', to: 'certified', by: 'trainer' },
  { from: 'resit', event: 'partPassed', to: 'resit', by: 'trainer' },
  { from: 'resit', event: 'partFailed', to: 'eliminated', by: 'trainer' },
  { from: 'resit', event: 'allPassed', to: 'certified', by: 'trainer' },
  ...LIVE_STATES.map((from) => ({ from, event: 'withdraw', to: 'withdrawn', by: 'applicant' }) as const),
]

/** Where an event leads, or null when it cannot happen in this state. */
export function applicationAfter(from: ApplicationState, event: ApplicationEvent): ApplicationState | null {
  return APPLICATION_TRANSITIONS.find((each) => each.from === from && each.event === event)?.to ?? null
}

/** Whether an application is still going on. */
export function isLive(state: ApplicationState): boolean {
  return LIVE_STATES.some((live) => live === state)
}
