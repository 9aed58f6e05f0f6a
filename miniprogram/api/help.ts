import type { HelpDto } from '../../cloudfunctions/help/dto'
import type { HelpKind, Place, Point } from '../../cloudfunctions/shared/values'
import { call } from './client'

/** What may be said with a request or later; nothing of it is needed. */
export interface HelpDetails {
  place?: Place
  phone?: string
  photos?: string[]
  forWhom?: string
  note?: string
}

/** Several requests, and the cloud's time at which they were read. */
export interface HelpList {
  helps: HelpDto[]
  now: number
}

/** Asks for help; staff may name the caller they enter it for. */
export function createHelp(
  request: HelpDetails & { kind: HelpKind; useHome?: boolean; caller?: { name?: string; phone?: string } },
  requestKey: string,
): Promise<HelpDto> {
  return call('help', 'create', { ...request, requestKey })
}

/** Adds to one's own request. */
export function addToHelp(helpId: string, details: HelpDetails, requestKey: string): Promise<HelpDto> {
  return call('help', 'add', { helpId, ...details, requestKey })
}

/** Live requests by distance. */
export function nearbyHelps(point: Point | null): Promise<HelpList & { onDuty: boolean }> {
  return call('help', 'nearby', { point })
}

/** Live requests in the caller's watch. */
export function watchHelps(): Promise<HelpList> {
  return call('help', 'watch', {})
}

/** The caller's own requests. */
export function myHelps(): Promise<HelpList> {
  return call('help', 'mine', {})
}

/** One request. */
export function getHelp(helpId: string): Promise<{ help: HelpDto; now: number }> {
  return call('help', 'get', { helpId })
}

/** Links to a request's photos; they work for an hour. */
export async function photosOf(helpId: string): Promise<string[]> {
  return (await call('help', 'photos', { helpId })).urls
}

/** Tells the requester that someone has looked. */
export async function seeHelp(helpId: string): Promise<void> {
  await call('help', 'seen', { helpId })
}

/** Takes a request: the first one owns it. */
export function acceptHelp(helpId: string, requestKey: string): Promise<HelpDto> {
  return call('help', 'accept', { helpId, requestKey })
}

/** The owner is at the place. */
export function arriveAtHelp(helpId: string, requestKey: string): Promise<HelpDto> {
  return call('help', 'arrive', { helpId, requestKey })
}

/** Closes a request with its outcome. */
export function resolveHelp(helpId: string, outcome: string, requestKey: string): Promise<HelpDto> {
  return call('help', 'resolve', { helpId, outcome, requestKey })
}

/** The owner cannot go: the request is open again. */
export function handBackHelp(helpId: string, reason: string, requestKey: string): Promise<HelpDto> {
  return call('help', 'handBack', { helpId, reason, requestKey })
}

/** Ends one's own request. */
export function cancelHelp(
  helpId: string,
  reason: 'safe' | 'mistake' | 'other',
  requestKey: string,
): Promise<HelpDto> {
  return call('help', 'cancel', { helpId, reason, requestKey })
}

/** A number to call for this request; each time is audited. */
export function contactOf(
  helpId: string,
  who: 'requester' | 'responder' | 'captain',
  requestKey: string,
): Promise<{ name: string; phone: string }> {
  return call('help', 'contact', { helpId, who, requestKey })
}

/** Where the caller is, on duty or on standby. */
export async function reportPosition(point: Point): Promise<void> {
  await call('help', 'position', { point })
}
