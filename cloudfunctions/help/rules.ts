import { metresBetween, type GeoPoint } from '../shared/geo'
import type { Sealed } from '../shared/sealed'
import { MINUTE } from '../shared/time'
import type { Tell, Township } from '../shared/township'
import type { HelpKind, Instant, Place, Point } from '../shared/values'
import type { HelpFlag, HelpMove, HelpStatus } from './dto'

/** Who took a request. */
export interface Owner {
  personId: string
  name: string
  teamId: string
}

/** One line of a request's history. */
export interface HelpEvent {
  at: Instant
  event:
    | 'created'
    | 'offered'
    | 'added'
    | 'accepted'
    | 'handedBack'
    | 'arrived'
    | 'resolved'
    | 'cancelled'
    | 'escalated'
  by: string | null
  told?: Tell
  count?: number
  text?: string
}

/** A help request as the database holds it (S-45). */
export interface Help {
  _id: string
  kind: HelpKind
  status: HelpStatus
  /** Neither resolved nor cancelled. */
  live: boolean
  requesterId: string
  /** Staff entered it for a caller: they are its requester on paper, but may answer it and watch it like anyone. */
  forCaller: boolean
  requesterName: string
  villageId: string | null
  place: Place | null
  placeSource: 'given' | 'home' | 'unknown'
  /** The place, or the village's centre when it is unknown: what "near" is reckoned from. */
  geo: GeoPoint
  forWhom: string | null
  note: string
  photos: string[]
  phone: Sealed | null
  flags: HelpFlag[]
  createdAt: Instant
  /** When it last became open: at its creation, or when it was handed back. */
  openedAt: Instant
  /** How often it has been open; each time the respond ladder begins anew. */
  round: number
  owner: Owner | null
  /** The first acceptance, which S-45 measures, and that of the present owner. */
  firstAcceptedAt: Instant | null
  acceptedAt: Instant | null
  arrivedAt: Instant | null
  closedAt: Instant | null
  told: string[]
  seenBy: string[]
  timeline: HelpEvent[]
  /** Next step of each ladder, and when the earlier of them is due; null when none is left. */
  respondLevel: number
  arriveLevel: number
  dueAt: Instant | null
}

/** What the caller is to a request. */
export type Relation = 'requester' | 'owner' | 'responder' | 'office'

interface Transition {
  event: Exclude<HelpMove, 'add'>
  from: readonly HelpStatus[]
  to: HelpStatus
  who: readonly Relation[]
}

/** The life of a help request; what is not in this table is refused. */
export const TRANSITIONS: readonly Transition[] = [
  { event: 'accept', from: ['open'], to: 'accepted', who: ['responder'] },
  { event: 'arrive', from: ['accepted'], to: 'arrived', who: ['owner'] },
  { event: 'resolve', from: ['accepted', 'arrived'], to: 'resolved', who: ['owner', 'office'] },
  { event: 'handBack', from: ['accepted', 'arrived'], to: 'open', who: ['owner'] },
  { event: 'cancel', from: ['open', 'accepted', 'arrived'], to: 'cancelled', who: ['requester', 'office'] },
]

/** Why a move is refused. `NOT_FOUND` hides what the caller has no part in. */
export type MoveRefusalCode =
  'NOT_FOUND' | 'NOT_YOURS' | 'ALREADY_ACCEPTED' | 'ALREADY_CLOSED' | 'NOT_ACCEPTED' | 'ALREADY_ARRIVED'

/** The state a move leads to, or the reason why the caller cannot make it now (S-45). */
export function move(
  help: { status: HelpStatus },
  event: Exclude<HelpMove, 'add'>,
  relations: readonly Relation[],
): { to: HelpStatus } | { code: MoveRefusalCode } {
  const transition = TRANSITIONS.find((each) => each.event === event)
  if (!transition || relations.length === 0) return { code: 'NOT_FOUND' }
  if (!transition.who.some((who) => relations.includes(who))) return { code: 'NOT_YOURS' }
  if (transition.from.includes(help.status)) return { to: transition.to }
  if (help.status === 'resolved' || help.status === 'cancelled') return { code: 'ALREADY_CLOSED' }
  if (help.status === 'open') return { code: 'NOT_ACCEPTED' }
  return { code: event === 'arrive' ? 'ALREADY_ARRIVED' : 'ALREADY_ACCEPTED' }
}

/** What the caller may do with a request now. */
export function movesOf(help: Help, relations: readonly Relation[]): HelpMove[] {
  const moves: HelpMove[] = TRANSITIONS.map(({ event }) => event).filter(
    (event) => 'to' in move(help, event, relations),
  )
  return help.live && relations.includes('requester') ? [...moves, 'add'] : moves
}

/** A step of a ladder that is next for a request. */
export interface Step {
  ladder: 'respond' | 'arrive'
  index: number
  tell: Tell
  at: Instant
}

/**
 * The next step for a request (S-45): of the respond ladder while it is open, counted from when it became open; of the
 * arrive ladder while nobody has arrived, counted from its creation; the earlier of the two. Null when none is left.
 */
export function nextStep(
  help: Help,
  ladders: Pick<Township['help'], 'respondLadder' | 'arriveLadder'>,
): Step | null {
  if (!help.live) return null
  const respond =
    help.status === 'open' ? stepAt('respond', ladders.respondLadder, help.respondLevel, help.openedAt) : null
  const arrive =
    help.arrivedAt === null ? stepAt('arrive', ladders.arriveLadder, help.arriveLevel, help.createdAt) : null
  if (!respond || !arrive) return respond ?? arrive
  return respond.at <= arrive.at ? respond : arrive
}

function stepAt(
  ladder: Step['ladder'],
  steps: Township['help']['respondLadder'],
  index: number,
  since: Instant,
): Step | null {
  const step = steps[index]
  return step ? { ladder, index, tell: step.tell, at: since + step.after * MINUTE } : null
}

/** The marks of S-45: when someone should have accepted, and when someone should be there. */
export function marks(
  { createdAt, openedAt }: { createdAt: Instant; openedAt: Instant },
  help: Pick<Township['help'], 'respond' | 'handle'>,
): { respondBy: Instant; handleBy: Instant } {
  return { respondBy: openedAt + help.respond * MINUTE, handleBy: createdAt + help.handle * MINUTE }
}

/** A volunteer on duty, with where they are taken to be. */
export interface OnDuty {
  personId: string
  point: Point
}

/**
 * Who of those on duty is told first: all within the distance, or simply all when the place is unknown or nobody is
 * that near (S-45).
 */
export function nearbyOnDuty(place: Point | null, onDuty: readonly OnDuty[], withinMetres: number): string[] {
  const near = place === null ? [] : onDuty.filter((each) => metresBetween(place, each.point) <= withinMetres)
  return (near.length > 0 ? near : onDuty).map((each) => each.personId)
}

/** Where a volunteer is taken to be: the last report if fresh enough, else the centre of the area patrolled (S-45). */
export function positionOf(
  reported: { point: Point; at: Instant } | null,
  areaCentre: Point,
  freshMinutes: number,
  now: Instant,
): Point {
  return reported && now - reported.at <= freshMinutes * MINUTE ? reported.point : areaCentre
}

/** Whether the requester should be shown the captain's number: nobody has looked for a while, or the 5 minutes are over. */
export function needsCaptain(
  help: Help,
  settings: Pick<Township['help'], 'respond' | 'unseenSeconds'>,
  now: Instant,
): boolean {
  if (help.status !== 'open') return false
  const waited = now - help.openedAt
  return (
    waited >= settings.respond * MINUTE ||
    (help.seenBy.length === 0 && waited >= settings.unseenSeconds * 1000)
  )
}
