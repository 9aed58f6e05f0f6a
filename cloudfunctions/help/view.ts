import { metresBetween } from '../shared/geo'
import type { Me } from '../shared/people'
import { teamOf, type Township } from '../shared/township'
import type { Instant, Point } from '../shared/values'
import type { HelpDto } from './dto'
import { relationsTo, watches } from './relations'
import { marks, movesOf, needsCaptain, type Help, type HelpEvent } from './rules'

/** What people call a kind of request. */
export const KIND_WORDS: Record<Help['kind'], string> = {
  missing: '有人走失',
  illness: '有人突发急病',
  hazard: '有险情',
  other: '有人求助',
}

/** The request as the caller may see it. Phones are never in it: `help.contact` gives one at a time, audited. */
export function helpView(
  help: Help,
  context: { me: Me; township: Township; now: Instant },
  near: { caller?: Point | null; owner?: Point | null } = {},
): HelpDto {
  const { me, township, now } = context
  const relations = relationsTo(help, me, now)
  const mine = relations.includes('requester')
  const answers = relations.includes('owner') || relations.includes('office')
  const concerned = answers || mine || (help.live ? relations.length > 0 : false) || watches(help, me)
  // Risky words are for those who deal with the request; once it is closed, its details are nobody else's any more.
  const worded = concerned && (answers || mine || !help.flags.includes('RISKY_TEXT'))
  const place = concerned ? (help.place?.point ?? null) : null
  const metres = (from: Point | null | undefined): number | null =>
    from && place ? Math.round(metresBetween(from, place)) : null
  const contacts: HelpDto['contacts'] = []
  if (help.live && relations.includes('owner')) contacts.push('requester')
  if (help.live && relations.includes('office') && !mine) contacts.push('requester')
  if (help.live && help.owner && mine) contacts.push('responder')
  if (mine && needsCaptain(help, township.help, now)) contacts.push('captain')
  return {
    id: help._id,
    kind: help.kind,
    status: help.status,
    createdAt: help.createdAt,
    place: concerned ? help.place : null,
    placeSource: help.placeSource,
    forWhom: worded ? help.forWhom : null,
    note: worded ? help.note : '',
    photos: concerned ? help.photos : [],
    flags: answers || relations.includes('responder') ? help.flags : [],
    requester: concerned && help.requesterName !== '' ? help.requesterName : null,
    mine,
    responder: help.owner && {
      name: help.owner.name,
      team: teamOf(township, help.owner.teamId)?.name ?? '',
      me: help.owner.personId === me.id,
      metres: metres(near.owner),
    },
    told: help.told.length,
    seen: help.seenBy.length,
    ...marks(help, township.help),
    acceptedAt: help.acceptedAt,
    arrivedAt: help.arrivedAt,
    closedAt: help.closedAt,
    metres: metres(near.caller),
    timeline: help.timeline.map((event) => shown(event, { concerned, worded })),
    can: movesOf(help, relations),
    contacts: [...new Set(contacts)],
  }
}

/** An event of the timeline: when and what for everyone, by whom and in which words as the rest of the request. */
function shown(
  { text, by, ...event }: HelpEvent,
  { concerned, worded }: { concerned: boolean; worded: boolean },
): HelpEvent {
  return { ...event, by: concerned ? by : null, ...(worded && text !== undefined ? { text } : {}) }
}

/** What a request is called in a message: `有人走失 · 荆溪村口`. */
export function helpTitle(help: Pick<Help, 'kind' | 'place'>): string {
  return `${KIND_WORDS[help.kind]} · ${help.place?.text || (help.place?.point ? '见地图位置' : '位置未知')}`
}

/** The page that shows a request. */
export function helpPage(id: string): string {
  return `/packages/help/detail/index?id=${id}`
}
