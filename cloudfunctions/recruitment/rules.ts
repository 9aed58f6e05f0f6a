import { DAY } from '../shared/time'
import type { Day, Instant, Priority } from '../shared/values'
import type { ApplyRefusalCode, DecideRefusalCode, ReviewStep, Wish } from './dto'
import type { Applicant, Application } from './record'
import type { ApplicationState } from './states'

/**
 * Full years of age on a day, the birthday included. Someone born on 29 February completes a year on 1 March of a
 * common year.
 */
export function ageOn(birthDay: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDay.slice(0, 4))
  return day.slice(5) >= birthDay.slice(5) ? years : years - 1
}

/** Why an age keeps someone from applying. */
export type AgeRefusalCode = 'TOO_YOUNG' | 'TOO_OLD'

/** Whether an age fits (S-11, S-21): null, or why not. `maxAge` is the last full year, null for no limit. */
export function ageRefusal(
  age: number,
  { minAge, maxAge }: { minAge: number; maxAge: number | null },
): AgeRefusalCode | null {
  if (age < minAge) return 'TOO_YOUNG'
  return maxAge !== null && age > maxAge ? 'TOO_OLD' : null
}

/** Last full year of age of a young adult 青年 (S-11; 中长期青年发展规划: 14 to 35). */
export const YOUNG_ADULT_UNTIL = 35

/** Priority groups of an applicant, the young adults among them by age (S-11). */
export function prioritiesOf(declared: readonly Priority[], age: number): Priority[] {
  const others = [...new Set(declared)].filter((each) => each !== 'young')
  return age <= YOUNG_ADULT_UNTIL ? [...others, 'young'] : others
}

/** Order in a queue: priority groups first, then the older application; the id makes it unique (S-11). */
export function queueKeyOf(priorities: readonly Priority[], submittedAt: Instant, id: string): string {
  return `${priorities.length > 0 ? '0' : '1'}-${String(submittedAt).padStart(15, '0')}-${id}`
}

/** Whether someone who decides is a relative of the applicant, as declared (S-08). */
export function relatedTo(application: Pick<Application, 'relatives'>, personId: string): boolean {
  return application.relatives.includes(personId)
}

/** What decides whether someone may apply now. */
export interface ApplyStanding {
  volunteer: boolean
  applicant: Applicant | null
  open: boolean
  consented: boolean
  /** Days that someone eliminated waits. */
  eliminatedPause: number
}

/** Whether someone may apply now (S-20, S-24): null, or the first reason why not; what they cannot change comes first. */
export function applyRefusal(standing: ApplyStanding, now: Instant): ApplyRefusalCode | null {
  const { volunteer, applicant, open, consented, eliminatedPause } = standing
  if (volunteer) return 'ALREADY_VOLUNTEER'
  if (applicant?.liveId != null) return 'ALREADY_APPLYING'
  if (applicant?.eliminatedAt != null && now < applicant.eliminatedAt + eliminatedPause * DAY)
    return 'ELIMINATED_RECENTLY'
  if (!open) return 'CLOSED'
  return consented ? null : 'CONSENT_NEEDED'
}

/** What an applicant declares of themself; null where nothing was chosen. */
export interface DeclarationInput {
  health: 'healthy' | 'limited' | null
  healthNote: string
  criminalRecord: 'none' | 'has' | null
}

/** Whether the declarations are whole and let someone apply (S-21): null, or why not. Nothing is taken for granted. */
export function declarationRefusal(
  declared: DeclarationInput,
): 'DECLARATION_MISSING' | 'CRIMINAL_RECORD' | null {
  const { health, healthNote, criminalRecord } = declared
  if (health === null || criminalRecord === null) return 'DECLARATION_MISSING'
  if (health === 'limited' && healthNote === '') return 'DECLARATION_MISSING'
  return criminalRecord === 'has' ? 'CRIMINAL_RECORD' : null
}

/** The step of the review that waits for a decision; null when none does (S-22). */
export function stepOf({
  state,
  identityCheck,
}: Pick<Application, 'state' | 'identityCheck'>): ReviewStep | null {
  if (identityCheck && state === 'submitted') return 'identity'
  if (state === 'submitted') return 'village'
  return state === 'villagePassed' ? 'township' : null
}

/** Someone who may decide, as an application sees them. */
export interface Decider {
  personId: string
  /** Reviewer of the application's village. */
  reviewer: boolean
  leader: boolean
  office: boolean
}

/**
 * Whether somebody may decide the step that waits (S-08, S-22): null, or the first reason why not.
 * @param reviewerLeft some reviewer of the village may decide, so the leading group keeps out of the village's step
 */
export function decideRefusal(
  application: Pick<Application, 'state' | 'identityCheck' | 'personId' | 'relatives' | 'recused' | 'steps'>,
  decider: Decider,
  reviewerLeft: boolean,
): DecideRefusalCode | null {
  const step = stepOf(application)
  if (step === null) return 'NOT_WAITING'
  if (application.personId === decider.personId) return 'OWN_CASE'
  if (relatedTo(application, decider.personId)) return 'RELATIVE'
  if (application.recused.includes(decider.personId)) return 'RECUSED'
  if (step === 'identity') return decider.office ? null : 'IDENTITY_CHECK'
  if (step === 'village') return decider.reviewer || (decider.leader && !reviewerLeft) ? null : 'NOT_WAITING'
  if (!decider.leader) return 'NOT_WAITING'
  return decidedVillage(application, decider.personId) ? 'DECIDED_BEFORE' : null
}

/** Whether some of a village's reviewers may decide an application: neither the applicant, nor a relative, nor recused. */
export function reviewerLeft(
  application: Pick<Application, 'personId' | 'relatives' | 'recused'>,
  reviewers: readonly string[],
): boolean {
  return reviewers.some(
    (id) => id !== application.personId && !relatedTo(application, id) && !application.recused.includes(id),
  )
}

function decidedVillage({ steps }: Pick<Application, 'steps'>, personId: string): boolean {
  return steps.some((step) => step.event === 'villageApprove' && step.by === personId)
}

/** Somebody who holds a place in a team; nulls where the older data does not say. */
export interface Holder {
  sex: 'male' | 'female' | null
  age: number | null
  party: boolean | null
}

/** A share of a team against its target, in whole percent. */
export interface Share {
  count: number
  percent: number
  target: number
  met: boolean
}

/** The figures of the settings that a team is held against (S-10, S-11). */
export interface TeamFigures {
  teamMin: number
  teamMax: number
  targets: { party: number; young: number; women: number }
  young: { from: number; to: number }
}

/** A team's composition and what the next recruit should bring. */
export interface Composition {
  places: number
  party: Share
  young: Share
  women: Share
  wishes: Wish[]
}

/**
 * Composition of those who hold a place in a team (S-10, S-11). Shares are of those whose composition is known; every
 * team needs a woman and a Party member besides the shares.
 */
export function compositionOf(holders: readonly Holder[], figures: TeamFigures): Composition {
  const known = holders.filter((each) => each.sex !== null && each.age !== null && each.party !== null)
  const { from, to } = figures.young
  const share = (count: number, target: number, least: number): Share => ({
    count,
    percent: known.length === 0 ? 0 : Math.floor((100 * count) / known.length),
    target,
    // Of nobody, no share is reached.
    met: known.length > 0 && count >= least && count * 100 >= target * known.length,
  })
  const party = share(known.filter((each) => each.party).length, figures.targets.party, 1)
  const women = share(known.filter((each) => each.sex === 'female').length, figures.targets.women, 1)
  const young = share(
    known.filter(({ age }) => age !== null && age >= from && age <= to).length,
    figures.targets.young,
    0,
  )
  const places = Math.max(0, figures.teamMax - holders.length)
  const wishes: Wish[] = [
    ...(holders.length < figures.teamMin ? (['people'] as const) : []),
    ...(women.met ? [] : (['woman'] as const)),
    ...(party.met ? [] : (['party'] as const)),
    ...(young.met ? [] : (['young'] as const)),
  ]
  // A full team asks for nobody.
  return { places, party, young, women, wishes: places === 0 ? [] : wishes }
}

/** Where an open recommendation stands (S-20). */
export function recommendationState(
  { takenBy, expiresAt }: { takenBy: string | null; expiresAt: Instant },
  now: Instant,
): 'open' | 'taken' | 'expired' {
  if (takenBy !== null) return 'taken'
  return now < expiresAt ? 'open' : 'expired'
}

/** States whose personal data is forgotten some time after they were reached. */
export const FORGOTTEN_STATES = [
  'rejected',
  'eliminated',
  'withdrawn',
] as const satisfies readonly ApplicationState[]
