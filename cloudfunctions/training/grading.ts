import { findApplication } from '../recruitment/store'
import type { Tx } from '../shared/db'
import type { MessageDraft } from '../shared/messages'
import { questionById } from './bank'
import { gradePaper } from './exam'
import { settlePart, type OutcomeContext } from './outcome'
import type { Paper } from './record'
import { closePaper } from './store'

/**
 * Grades an open paper with what was saved and moves its application, in the caller's transaction (S-24). A graded
 * paper stays as it is.
 * @returns the graded paper, and what to tell the candidate; null when nothing came of it
 */
export async function gradeOpen(
  tx: Tx,
  paper: Paper,
  context: Omit<OutcomeContext, 'by'>,
): Promise<{ paper: Paper; message: MessageDraft | null }> {
  if (paper.state === 'graded') return { paper, message: null }
  const { score, passed, right } = gradePaper(paper, questionById)
  const graded = await closePaper(tx, paper._id, { gradedAt: context.now, score, passed, right })
  if (!graded) return { paper, message: null }
  const application = await findApplication(tx, paper.applicationId)
  if (!application) return { paper: graded, message: null }
  const detail = passed ? `得了 ${score} 分。` : `得了 ${score} 分，要 ${paper.pass} 分。`
  const result = { part: 'theory', attempt: paper.attempt, passed, detail } as const
  const { message } = await settlePart(tx, application, result, { ...context, by: null })
  return { paper: graded, message }
}
