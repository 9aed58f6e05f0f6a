import type { Tell } from '../shared/township'
import type { HelpKind, Instant, Place } from '../shared/values'

/** States of a help request (S-45). */
export type HelpStatus = 'open' | 'accepted' | 'arrived' | 'resolved' | 'cancelled'

/** What was wrong with a request and is kept for whoever answers it; nothing of this ever refuses it (S-45). */
export type HelpFlag = 'NO_LOCATION' | 'FAR_LOCATION' | 'ODD_CONTENT' | 'FREQUENT' | 'RISKY_TEXT'

/** What the caller may do with the request now; screens show exactly these. */
export type HelpMove = 'accept' | 'arrive' | 'resolve' | 'handBack' | 'cancel' | 'add'

/** One line of the timeline; words are the screen's. */
export interface HelpEventDto {
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
  /** Who did it, by name; null when the clock did, or the name is unknown. */
  by: string | null
  /** `offered`: how many people were told. */
  count?: number
  /** `offered`, `escalated`: who was told. */
  told?: Tell
  /** Free words: outcome, reason, team. */
  text?: string
}

/** A help request as the caller may see it. */
export interface HelpDto {
  id: string
  kind: HelpKind
  status: HelpStatus
  createdAt: Instant
  place: Place | null
  /** Where the place came from; `unknown` is said to responders so that they call first. */
  placeSource: 'given' | 'home' | 'unknown'
  /** On whose behalf (奶奶), or null for oneself. */
  forWhom: string | null
  note: string
  /** File ids (`cloud://…`) of photos; `help.photos` gives links to them. */
  photos: string[]
  /** For whoever answers it and the office; empty for everyone else. */
  flags: HelpFlag[]
  /** The requester's name if they gave one. */
  requester: string | null
  mine: boolean
  /** Who is coming, once accepted. */
  responder: { name: string; team: string; me: boolean; metres: number | null } | null
  /** How many people have been told, and how many have looked. */
  told: number
  seen: number
  /** The 5- and 15-minute marks (S-45). */
  respondBy: Instant
  handleBy: Instant
  acceptedAt: Instant | null
  arrivedAt: Instant | null
  closedAt: Instant | null
  /** Metres from the caller, if both are known. */
  metres: number | null
  timeline: HelpEventDto[]
  can: HelpMove[]
  /** Whose number `help.contact` gives the caller now. `captain` appears when nobody has looked within 60 s. */
  contacts: ('requester' | 'responder' | 'captain')[]
}
