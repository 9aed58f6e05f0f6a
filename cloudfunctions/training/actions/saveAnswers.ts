import * as z from 'zod'
import { report } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { refusal, type Refusal } from '../../shared/refusal'
import type { Instant } from '../../shared/values'
import { questionById } from '../bank'
import { choiceFits } from '../exam'
import type { Paper } from '../record'
import { findPaper, saveChoices } from '../store'

/** Saves answers as they are given (S-24), each question apart, until the server's clock says that the time is up. */
export const saveAnswers = report({
  input: z.strictObject({
    paperId: Id,
    answers: z
      .array(
        z.strictObject({
          questionId: Id,
          /** Places of the chosen options as shown, in any order; empty takes an answer back. */
          choice: z.array(z.number().int().min(0).max(19)).max(20),
        }),
      )
      .min(1)
      .max(60),
  }),
  allow: anyone(),
  refusals: ['PAPER_CLOSED', 'TIME_UP'],
  async run({ me, now, db }, { paperId, answers }) {
    const choices = new Map<string, number[]>()
    for (const { questionId, choice } of answers) {
      const question = questionById(questionId)
      if (!question || !choiceFits(question, choice)) throw refusal('BAD_INPUT')
      choices.set(
        questionId,
        [...choice].sort((a, b) => a - b),
      )
    }
    if (await saveChoices(db, paperId, me.id, choices, now)) return { saved: choices.size, now }
    throw whyNot(await findPaper(db, paperId), me.id, now)
  },
})

function whyNot(paper: Paper | null, personId: string, now: Instant): Refusal {
  if (paper?.personId !== personId) return refusal('NOT_FOUND')
  if (paper.state !== 'open') return refusal('PAPER_CLOSED', '这份试卷已经交了，不能再改。')
  if (now >= paper.endsAt) return refusal('TIME_UP', '考试时间到了。之前存好的答案都算数，请点交卷看成绩。')
  return refusal('BAD_INPUT')
}
