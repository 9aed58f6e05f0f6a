import type { FileDto, MemberRowDto } from '../../cloudfunctions/membership/dto'
import type { QueueItemDto, ReviewDto, ReviewStep, TeamBoardDto } from '../../cloudfunctions/recruitment/dto'
import { call } from './client'

/** A part of a queue and where the next part begins. */
export interface QueuePage {
  items: QueueItemDto[]
  more: boolean
  next: string | null
}

/** Fields that are masked until someone asks for them and says why; each time is audited (S-21). */
export type MaskedField = 'idNumber' | 'phone'

/** Applications that wait at a step, those that come first at the top. */
export function reviewQueue(step: ReviewStep, after?: string | null): Promise<QueuePage> {
  return call('recruitment', 'queue', { step, ...(after == null ? {} : { after }) })
}

/** One application with all that a decision needs. */
export function getApplication(applicationId: string): Promise<ReviewDto> {
  return call('recruitment', 'get', { applicationId })
}

/** Decides an application as it was read; `reason` is needed to reject. */
export function reviewApplication(
  decision: { applicationId: string; revision: number; approve: boolean; reason?: string },
  requestKey: string,
): Promise<ReviewDto> {
  return call('recruitment', 'review', { ...decision, requestKey })
}

/** Steps back from an application (S-08). */
export function recuse(applicationId: string, requestKey: string): Promise<ReviewDto> {
  return call('recruitment', 'recuse', { applicationId, requestKey })
}

/** Says whether the applicant is the one the ID number belongs to. */
export function checkIdentity(
  check: { applicationId: string; revision: number; same: boolean; reason?: string },
  requestKey: string,
): Promise<ReviewDto> {
  return call('recruitment', 'checkIdentity', { ...check, requestKey })
}

/** A masked field of an application in full. */
export async function unmaskApplication(
  applicationId: string,
  field: MaskedField,
  reason: string,
  requestKey: string,
): Promise<string> {
  return (await call('recruitment', 'unmask', { applicationId, field, reason, requestKey })).value
}

/** Strength and composition of the teams the caller may see. */
export async function teamBoards(): Promise<TeamBoardDto[]> {
  return (await call('recruitment', 'dashboard', {})).teams
}

/** The notice of recruitment as a code to print. */
export function noticePoster(): Promise<{ code: string; link: string }> {
  return call('recruitment', 'poster', {})
}

/** Which members to list. */
export type MemberFilter = 'all' | 'insurance' | 'exit' | 'suspended'

/** Members that the caller may see. */
export async function listMembers(filter: MemberFilter): Promise<MemberRowDto[]> {
  return (await call('membership', 'members', { filter })).members
}

/** An insurance from its first to its last day. */
export interface Insurance {
  policy: string
  from: string
  until: string
}

/** Records an insurance for up to 200 members; answers for how many. */
export async function insureMembers(
  personIds: string[],
  insurance: Insurance,
  requestKey: string,
): Promise<number> {
  return (await call('membership', 'insure', { personIds, ...insurance, requestKey })).insured
}

/** Suspends a member: no shifts until reinstated. */
export function suspendMember(personId: string, reason: string, requestKey: string): Promise<FileDto> {
  return call('membership', 'suspend', { personId, reason, requestKey })
}

/** Takes a suspension back. */
export function reinstateMember(personId: string, reason: string, requestKey: string): Promise<FileDto> {
  return call('membership', 'reinstate', { personId, reason, requestKey })
}

/** Proposes that a member leaves (S-26). */
export function proposeExit(
  personId: string,
  kind: 'absence' | 'discipline',
  reason: string,
  requestKey: string,
): Promise<FileDto> {
  return call('membership', 'proposeExit', { personId, kind, reason, requestKey })
}

/** Decides a proposal that a member leaves. */
export function decideExit(
  personId: string,
  approve: boolean,
  reason: string,
  requestKey: string,
): Promise<FileDto> {
  return call('membership', 'decideExit', { personId, approve, reason, requestKey })
}

/** Hands out marks (S-14). */
export function issueMarks(personId: string, items: string[], requestKey: string): Promise<FileDto> {
  return call('membership', 'issueMarks', { personId, items, requestKey })
}

/** Takes marks back. */
export function returnMarks(personId: string, items: string[], requestKey: string): Promise<FileDto> {
  return call('membership', 'returnMarks', { personId, items, requestKey })
}

/** Renews a certificate. */
export function renewCertificate(personId: string, requestKey: string): Promise<FileDto> {
  return call('membership', 'renew', { personId, requestKey })
}

/** A masked field of a file in full. */
export async function unmaskFile(
  personId: string,
  field: MaskedField,
  reason: string,
  requestKey: string,
): Promise<string> {
  return (await call('membership', 'unmask', { personId, field, reason, requestKey })).value
}
