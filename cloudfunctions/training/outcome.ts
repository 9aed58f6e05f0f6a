import { enrol } from '../membership/store'
import type { Application, ExamPart } from '../recruitment/record'
import { moveApplication } from '../recruitment/store'
import type { Tx } from '../shared/db'
import type { MessageDraft } from '../shared/messages'
import type { Township } from '../shared/township'
import type { Instant } from '../shared/values'
import { mayBeExamined } from './rules'
import { freePlaces } from './store'
import { PAGES } from './view'

const PART_WORDS: Record<ExamPart, string> = { theory: '理论考试', practice: '实操考核' }

/** What a part of the exam came to. */
export interface PartResult {
  part: ExamPart
  attempt: number
  passed: boolean
  /** How it went, for the candidate: `得了 72 分，要 80 分。` */
  detail: string
}

/** Under what an outcome is settled. `by` is the examiner, null for what was graded by rule. */
export interface OutcomeContext {
  by: string | null
  now: Instant
  township: Township
}

/**
 * Moves the application by the result of a part of the exam (S-24): on to the other part, to the certificate, to the
 * one resit, or out. An application that has ended meanwhile, or has that part, stays as it is.
 * @returns the application as it then is, and what to tell the candidate; null when nothing came of it
 */
export async function settlePart(
  tx: Tx,
  application: Application,
  result: PartResult,
  { by, now, township }: OutcomeContext,
): Promise<{ application: Application; message: MessageDraft | null }> {
  const { part, passed, detail } = result
  if (!mayBeExamined(application.state) || application.passed.includes(part))
    return { application, message: null }
  const papers = part === 'theory' ? { papers: result.attempt } : {}
  if (!passed) {
    const reason = `${PART_WORDS[part]}没有通过：${detail}`
    const change = { by, reason, now, fields: papers }
    const moved = await moveApplication(tx, application, 'partFailed', change)
    if (moved.state === 'eliminated') await freePlaces(tx, moved.personId)
    return { application: moved, message: messageOf(moved, result, township) }
  }
  const passedParts = [...application.passed, part]
  const all = (['theory', 'practice'] as const).every((each) => passedParts.includes(each))
  const change = { by, now, fields: { ...papers, passed: passedParts } }
  const moved = await moveApplication(tx, application, all ? 'allPassed' : 'partPassed', change)
  if (all) await enrol(tx, moved, { now, township })
  return { application: moved, message: messageOf(moved, result, township) }
}

function messageOf(
  { _id, personId, state }: Application,
  { part, attempt, passed, detail }: PartResult,
  township: Township,
): MessageDraft {
  const name = PART_WORDS[part]
  const common = { cause: ['exam', _id, part, String(attempt)], to: [personId], kind: 'notice' as const }
  if (state === 'certified') {
    return {
      ...common,
      title: '两项考试都通过了',
      text: `${detail}你的队员证已经发下来了，点开看看。办好保险就能报名巡逻。`,
      page: PAGES.certificate,
    }
  }
  if (passed) {
    const next = part === 'theory' ? PART_WORDS.practice : PART_WORDS.theory
    return { ...common, title: `${name}通过`, text: `${detail}接下来报名参加${next}。`, page: PAGES.training }
  }
  if (state === 'eliminated') {
    const pause = township.recruitment.eliminatedPause
    return {
      ...common,
      title: `${name}没有通过`,
      text: `${detail}补考机会已经用完，这次报名到此结束。${pause} 天后可以再报名。`,
      page: PAGES.mine,
    }
  }
  return {
    ...common,
    title: `${name}没有通过`,
    text: `${detail}你还有一次补考机会，复习后报名下一场。`,
    page: PAGES.training,
  }
}
