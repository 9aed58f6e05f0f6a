import type { Person } from '../shared/people'
import { DAY, dayOf, instantOf, isDay } from '../shared/time'
import type { Instant } from '../shared/values'
import type { CertificateState, FileMove, MemberEventDto, MemberState } from './dto'
import type { Mark, Member, Policy } from './record'

/** What can happen to a membership. */
export type MemberEventName = MemberEventDto['event']

/** One allowed transition; whatever is not in the table is refused with the state named. */
export interface MemberTransition {
  from: MemberState
  event: MemberEventName
  to: MemberState
  /** Whether a proposal to leave must be open or must not be; `any` when it does not matter (S-26). */
  exit: 'none' | 'proposed' | 'any'
}

const SERVING = ['active', 'suspended'] as const
const GONE = ['left', 'revoked'] as const

const staying = (
  states: readonly MemberState[],
  event: MemberEventName,
  exit: MemberTransition['exit'] = 'any',
): MemberTransition[] => states.map((state) => ({ from: state, event, to: state, exit }))

/** The life of a membership (S-22, S-26, S-27). Becoming a member for the first time has no state before it. */
export const MEMBER_TRANSITIONS: readonly MemberTransition[] = [
  ...staying(SERVING, 'insured'),
  { from: 'active', event: 'suspended', to: 'suspended', exit: 'any' },
  { from: 'suspended', event: 'reinstated', to: 'active', exit: 'any' },
  ...staying(SERVING, 'exitProposed', 'none'),
  ...staying(SERVING, 'exitRefused', 'proposed'),
  ...SERVING.map((from) => ({ from, event: 'revoked', to: 'revoked', exit: 'proposed' }) as const),
  // S-26: anybody may leave at any time, a proposal lapses then.
  ...SERVING.map((from) => ({ from, event: 'left', to: 'left', exit: 'any' }) as const),
  ...staying(['active'], 'marksIssued'),
  ...staying([...SERVING, ...GONE], 'marksReturned'),
  ...staying(SERVING, 'renewed'),
  ...GONE.map((from) => ({ from, event: 'certified', to: 'active', exit: 'any' }) as const),
]

/** Where an event leads, or null when it cannot happen to this membership now. */
export function memberAfter(
  member: Pick<Member, 'state' | 'exit'>,
  event: MemberEventName,
): MemberState | null {
  const exit = member.exit ? 'proposed' : 'none'
  const found = MEMBER_TRANSITIONS.find(
    (each) =>
      each.from === member.state && each.event === event && (each.exit === 'any' || each.exit === exit),
  )
  return found?.to ?? null
}

/** Whether someone is in the team: active, or suspended for a while. */
export function isServing(state: MemberState): boolean {
  return state === 'active' || state === 'suspended'
}

/** What a certificate is worth at an instant, as anyone is told who scans it (S-22, S-26). */
export function certificateState(
  member: Pick<Member, 'state' | 'certificate'>,
  now: Instant,
): CertificateState {
  if (!isServing(member.state)) return 'revoked'
  if (member.state === 'suspended') return 'suspended'
  return member.certificate.validUntil < now ? 'expired' : 'valid'
}

/** The last instant of a certificate of so many years issued now: the end of the day before the anniversary. */
export function validityFrom(now: Instant, years: number): Instant {
  const [year = '', ...rest] = dayOf(now).split('-')
  const anniversary = [Number(year) + years, ...rest].join('-')
  // There is no 29 February in most years; the day after the 28th is 1 March.
  return instantOf(isDay(anniversary) ? anniversary : `${Number(year) + years}-03-01`) - 1
}

/**
 * The last instant of the cover that is unbroken from now on (S-27). Policies that begin after a gap do not count
 * until their day has come. Without cover now: the end of the newest one that is over, or null.
 */
export function coveredUntil(policies: readonly Policy[], now: Instant): Instant | null {
  const inOrder = [...policies].sort((a, b) => a.from - b.from)
  let end: Instant | null = null
  for (const { from, until } of inOrder) {
    if (from > Math.max(now, (end ?? 0) + 1)) break
    end = Math.max(end ?? until, until)
  }
  return end
}

/** Why a policy cannot be entered. */
export type PolicyRefusalCode = 'DATES_WRONG' | 'INSURANCE_GAP'

/** Whether a policy can be entered (S-27): null, or why not. A gap would let someone patrol uninsured. */
export function policyRefusal(
  policies: readonly Policy[],
  { from, until }: Pick<Policy, 'from' | 'until'>,
  now: Instant,
): PolicyRefusalCode | null {
  if (until < from || until < now) return 'DATES_WRONG'
  return from > Math.max(now, (coveredUntil(policies, now) ?? 0) + 1) ? 'INSURANCE_GAP' : null
}

/** The policies with one more; the same policy again corrects the one there is. */
export function withPolicy(policies: readonly Policy[], policy: Policy): Policy[] {
  return [...policies.filter((each) => each.policy !== policy.policy), policy]
}

/** Names a reminder: one per end of the insurance and threshold. */
export function reminderKey(insuredUntil: Instant, days: number): string {
  return `${insuredUntil}.${days}`
}

/**
 * The reminder due for an insurance that ends at `insuredUntil` (S-27): of the thresholds reached the nearest to the
 * end, however late it is noticed; null when none is reached, the nearest is done, or the insurance is over.
 * @param thresholds days before the end
 * @returns the threshold in days, and the keys of all those reached, which are done with it
 */
export function dueReminder(
  insuredUntil: Instant | null,
  thresholds: readonly number[],
  reminded: readonly string[],
  now: Instant,
): { days: number; keys: string[] } | null {
  if (insuredUntil === null || insuredUntil < now) return null
  const reached = thresholds.filter((days) => now >= insuredUntil - days * DAY)
  if (reached.length === 0) return null
  const days = Math.min(...reached)
  if (reminded.includes(reminderKey(insuredUntil, days))) return null
  return { days, keys: reached.map((each) => reminderKey(insuredUntil, each)) }
}

/** Days left of an insurance after today (UTC+8); negative when it ended, null without one. */
export function insuredDays(insuredUntil: Instant | null, now: Instant): number | null {
  if (insuredUntil === null) return null
  return Math.round((instantOf(dayOf(insuredUntil)) - instantOf(dayOf(now))) / DAY)
}

/** The marks that someone has and has not brought back (S-14, S-26). */
export function marksOut(marks: readonly Mark[]): Mark[] {
  return marks.filter((mark) => mark.returnedAt === null)
}

/** What a move makes happen; the decision on an exit is either of two. */
const EVENTS_OF: Record<Exclude<FileMove, 'unmask'>, MemberEventName> = {
  insure: 'insured',
  suspend: 'suspended',
  reinstate: 'reinstated',
  proposeExit: 'exitProposed',
  decideExit: 'revoked',
  issueMarks: 'marksIssued',
  returnMarks: 'marksReturned',
  renew: 'renewed',
  leave: 'left',
}

/** What the caller is to a member. */
export interface Standing {
  self: boolean
  office: boolean
  leader: boolean
  /** Reviewer of the member's village (S-03). */
  reviewer: boolean
  /** Captain or deputy of the member's team (S-02). */
  captain: boolean
}

/** Who makes a move by their role; S-08 is looked at apart. */
export function entitled(move: FileMove, standing: Standing): boolean {
  switch (move) {
    case 'insure':
    case 'issueMarks':
    case 'returnMarks':
    case 'renew':
      return standing.office
    case 'suspend':
    case 'reinstate':
      return standing.office || standing.leader
    case 'proposeExit':
      return standing.reviewer
    case 'decideExit':
      return standing.leader
    case 'unmask':
      return standing.office || standing.leader || standing.reviewer
    case 'leave':
      return standing.self
  }
}

const MOVES: readonly FileMove[] = [
  'unmask',
  'insure',
  'suspend',
  'reinstate',
  'proposeExit',
  'decideExit',
  'issueMarks',
  'returnMarks',
  'renew',
  'leave',
]

/** What the caller may do with a file now (S-03 … S-05, S-08, S-26). */
export function movesOf(
  member: Pick<Member, 'state' | 'exit' | 'marks'>,
  standing: Standing,
  callerId: string,
): FileMove[] {
  return MOVES.filter((move) => {
    if (!entitled(move, standing)) return false
    // S-08: only leaving and looking are one's own business.
    if (standing.self && move !== 'leave' && move !== 'unmask') return false
    if (move === 'unmask') return true
    if (move === 'decideExit' && member.exit?.by === callerId) return false
    if (move === 'returnMarks' && marksOut(member.marks).length === 0) return false
    return memberAfter(member, EVENTS_OF[move]) !== null
  })
}

/** A person as they are after leaving (S-26): without the team's roles, the volunteer part and a position. */
export function withoutTeam(person: Pick<Person, 'roles'>): Pick<Person, 'roles' | 'volunteer' | 'position'> {
  const team = ['volunteer', 'deputy', 'captain']
  return { roles: person.roles.filter(({ role }) => !team.includes(role)), volunteer: null, position: null }
}
