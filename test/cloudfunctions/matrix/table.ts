import { personId } from '../../../cloudfunctions/shared/ids'
import { ACTORS, type ActorName } from './actors'

/** What an actor gets: `ok`, or the code of the refusal. */
export type Outcome = string

/** One actor's own target in a case. */
export interface Target {
  actor: ActorName
  personId: string
  /** An id that no other actor of the case has. */
  id: string
}

/** One action in one state of its target, and what everyone must get. Written by hand from S-01 … S-08. */
export interface Case {
  action: string
  state: string
  /** What exists beforehand besides the people; called for each actor. */
  records?: (target: Target) => Record<string, object[]>
  payload: (target: Target) => object
  expected: Record<ActorName, Outcome>
}

/** Everyone by outcome; whoever is not named gets `others`. An actor named twice is a mistake in the table. */
export function expects(
  named: Record<Outcome, readonly ActorName[]>,
  others: Outcome,
): Record<ActorName, Outcome> {
  const outcomes = new Map<ActorName, Outcome>()
  for (const [outcome, actors] of Object.entries(named)) {
    for (const actor of actors) {
      if (outcomes.has(actor)) throw new Error(`${actor} is named twice`)
      outcomes.set(actor, outcome)
    }
  }
  return Object.fromEntries(ACTORS.map((actor) => [actor, outcomes.get(actor) ?? others])) as Record<
    ActorName,
    Outcome
  >
}

/** Everyone gets the same. */
export function everyone(outcome: Outcome): Record<ActorName, Outcome> {
  return expects({}, outcome)
}

/** The key of an actor's one request in a case. */
export function requestKey({ id }: Target): string {
  return `matrix-${id}`.padEnd(24, '0').slice(0, 64)
}

/** The target of an actor in the case with this number. */
export function targetOf(actor: ActorName, at: number): Target {
  return { actor, personId: personId(actor), id: `t-${at}-${actor}` }
}
