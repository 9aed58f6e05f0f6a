import type { PaperDto } from '../../cloudfunctions/training/dto'
import { AnswerQueue, type Choices } from '../lib/answerQueue'
import { pageCache } from './cache'
import { CallError } from './client'
import { saveAnswers } from './training'

/** The paper being written, on the phone, for a start without network. It holds no key. */
export const paperCache = pageCache<PaperDto>('exam-paper')

/** Refusals after which the cloud takes no answer any more. */
const CLOSED = new Set(['PAPER_CLOSED', 'TIME_UP', 'NOT_FOUND'])

/** Whether the cloud takes no answers of the paper any more. */
export function isPaperClosed(error: unknown): boolean {
  return error instanceof CallError && error.kind === 'refused' && CLOSED.has(error.code)
}

/** The queue of a paper's answers; unsent ones are kept on the phone under the paper's id. */
export function answersOf(
  paperId: string,
  on: { closed(): void; status(state: { unsent: number; failed: boolean }): void },
): AnswerQueue {
  const key = `exam-answers:${paperId}`
  return new AnswerQueue({
    send: async (answers) => {
      await saveAnswers(paperId, answers)
    },
    store: { load: () => choicesFrom(wx.getStorageSync(key)), save: (unsent) => keep(key, unsent) },
    isFinal: isPaperClosed,
    ...on,
  })
}

function keep(key: string, unsent: Choices): void {
  try {
    if (Object.keys(unsent).length === 0) wx.removeStorageSync(key)
    else wx.setStorageSync(key, unsent)
  } catch {
    // A full phone keeps nothing; the answers are still in memory and go on being sent.
  }
}

/** Reads choices from storage; what is none is dropped. */
function choicesFrom(stored: unknown): Choices {
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(
    Object.entries(stored).filter(
      (entry): entry is [string, number[]] =>
        Array.isArray(entry[1]) && entry[1].every((each) => typeof each === 'number'),
    ),
  )
}
