import type { ReadContext } from '../shared/action'
import type { MessageDraft } from '../shared/messages'
import { findByRole } from '../shared/recipients'
import { villageOf, type Township } from '../shared/township'
import type { Application } from './record'
import { relatedTo } from './rules'
import type { ApplicationEvent } from './states'

/** What people are told of applications. No name stands in these messages: whoever opens one sees it there. */

/** Where an applicant follows their way. */
export const MINE_PAGE = '/packages/recruit/mine/index'

function reviewPage(id: string): string {
  return `/packages/team/application/index?id=${id}`
}

/** Events of the review that the applicant is told of. */
export type ToldEvent = Extract<
  ApplicationEvent,
  | 'apply'
  | 'villageApprove'
  | 'villageReject'
  | 'townshipApprove'
  | 'townshipReject'
  | 'identityReject'
  | 'withdraw'
>

function words(
  event: ToldEvent,
  reason: string | null,
  { training, officePhone }: Township,
): { title: string; text: string } {
  const why = reason === null ? '' : `原因：${reason.replace(/。$/, '')}。`
  const again = `不清楚的可以打综治办电话 ${officePhone}，以后还可以再报名。`
  switch (event) {
    case 'apply':
      return { title: '报名收到了', text: '先由村里初审，有结果马上告诉你。' }
    case 'villageApprove':
      return { title: '村里初审通过了', text: '接下来由乡领导小组终审，有结果马上告诉你。' }
    case 'villageReject':
      return { title: '村里初审没有通过', text: `${why}${again}` }
    case 'townshipApprove':
      return {
        title: '终审通过了',
        text: `接下来参加培训：理论 ${training.theoryHours} 学时、实操 ${training.practiceHours} 学时，学完就能考试。`,
      }
    case 'townshipReject':
      return { title: '乡里终审没有通过', text: `${why}${again}` }
    case 'identityReject':
      return { title: '报名没有通过', text: `${why}${again}` }
    case 'withdraw':
      return { title: '报名已撤回', text: '想再参加，随时可以重新报名。' }
  }
}

/** Tells an applicant what happened to their application, why, and what comes next. */
export function toApplicant(application: Application, event: ToldEvent, township: Township): MessageDraft {
  return {
    cause: ['application', application._id, event, String(application.revision)],
    to: [application.personId],
    kind: 'notice',
    ...words(event, application.steps.at(-1)?.reason ?? null, township),
    page: MINE_PAGE,
  }
}

/**
 * Tells those who are to act next: the village's reviewers, the leading group, or the office. Nobody who must keep out of
 * it is told; where no reviewer of the village is left, the leading group is.
 */
export async function toDeciders(
  application: Application,
  step: 'village' | 'township' | 'identity',
  { db, township }: Pick<ReadContext, 'db' | 'township'>,
): Promise<MessageDraft> {
  const { villageId, personId, recused } = application
  const free = (people: readonly { _id: string }[]): string[] =>
    people
      .map((each) => each._id)
      .filter((id) => id !== personId && !relatedTo(application, id) && !recused.includes(id))
  const village = villageOf(township, villageId)?.name ?? ''
  const draft = {
    cause: ['application', application._id, 'decide', step, String(application.revision)],
    kind: 'notice' as const,
    page: reviewPage(application._id),
  }
  if (step === 'identity') {
    return {
      ...draft,
      to: free(await findByRole(db, 'office')),
      title: '有一份报名要核对身份',
      text: `${village}的一份报名，身份证号已有别的账号登记过，请核对。`,
    }
  }
  const reviewers = step === 'village' ? free(await findByRole(db, 'reviewer', { villageId })) : []
  return {
    ...draft,
    to: reviewers.length > 0 ? reviewers : free(await findByRole(db, 'leader')),
    title: step === 'village' ? '有一份新的报名' : '有一份报名等待终审',
    text: step === 'village' ? `${village}有人报名，请初审。` : `${village}已通过初审，请终审。`,
  }
}
