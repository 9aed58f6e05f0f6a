import type {
  ApplicationDto,
  IdCheckDto,
  MyWayDto,
  NoticeDto,
  RecommendationDto,
} from '../../cloudfunctions/recruitment/dto'
import type { Priority, Qualification } from '../../cloudfunctions/shared/values'
import { call } from './client'

/** What an application says (S-21). */
export interface Applying {
  name: string
  idNumber: string
  /** Left out: the number the person has stored. */
  phone?: string
  villageId: string
  occupation: string
  priorities: Exclude<Priority, 'young'>[]
  skills: Qualification[]
  health: 'healthy' | 'limited' | null
  healthNote: string
  criminalRecord: 'none' | 'has' | null
  motive: string
  photo?: string
  relatives: string[]
  recommendationId?: string
}

/** The notice of recruitment; anyone may read it. */
export function getNotice(): Promise<NoticeDto> {
  return call('recruitment', 'notice', {})
}

/** The caller's own way: application, what hinders one, recommendations. */
export function myWay(): Promise<MyWayDto> {
  return call('recruitment', 'mine', {})
}

/** Consents to the words of this version (S-21). */
export async function consentToRecruitment(version: string, requestKey: string): Promise<void> {
  await call('recruitment', 'consent', { version, requestKey })
}

/** Takes the consent back: ends a live application and deletes what was given with all of them. */
export async function withdrawRecruitmentConsent(requestKey: string): Promise<void> {
  await call('recruitment', 'withdrawConsent', { requestKey })
}

/** What an ID number says of its holder. */
export function checkId(idNumber: string): Promise<IdCheckDto> {
  return call('recruitment', 'checkId', { idNumber })
}

/** Sends an application. */
export function applyToJoin(applying: Applying, requestKey: string): Promise<ApplicationDto> {
  return call('recruitment', 'apply', { ...applying, requestKey })
}

/** Takes one's own application back. */
export function withdrawApplication(
  applicationId: string,
  reason: string,
  requestKey: string,
): Promise<ApplicationDto> {
  return call('recruitment', 'withdraw', { applicationId, reason, requestKey })
}

/** Recommends somebody, who then applies themself (S-20); answers the recommendation's id. */
export async function recommend(
  recommendation: { name: string; villageId: string; reason: string },
  requestKey: string,
): Promise<string> {
  return (await call('recruitment', 'recommend', { ...recommendation, requestKey })).id
}

/** A recommendation, for the one it names. */
export function getRecommendation(id: string): Promise<RecommendationDto> {
  return call('recruitment', 'recommendation', { id })
}

/** The one recommended does not want to be. */
export async function declineRecommendation(id: string, requestKey: string): Promise<void> {
  await call('recruitment', 'declineRecommendation', { id, requestKey })
}
