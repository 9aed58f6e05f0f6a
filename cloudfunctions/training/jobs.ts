import { transact } from '../shared/db'
import { log, stackOf } from '../shared/log'
import { messageRecords, MESSAGES } from '../shared/messages'
import type { JobContext } from '../shared/timer'
import { gradeOpen } from './grading'
import { findPaper, findTimedOut } from './store'

/**
 * Grades every open paper whose time is up with what was saved (S-24), each exactly once however often and late this
 * is called. A paper that cannot be graded is logged and does not keep the others waiting.
 */
export async function gradePapers({ db, township, now }: JobContext): Promise<number> {
  let graded = 0
  for (const { _id } of await findTimedOut(db, now)) {
    try {
      if (await gradeOne(_id)) graded++
    } catch (error) {
      log({ level: 'error', event: 'grade', action: _id, stack: stackOf(error) })
    }
  }
  return graded

  function gradeOne(id: string): Promise<boolean> {
    return transact(async (tx) => {
      const paper = await findPaper(tx, id)
      // Handed in, or graded by another firing, since the list was made.
      if (paper?.state !== 'open') return false
      const { message } = await gradeOpen(tx, paper, { now, township })
      if (message) await tx.of(MESSAGES).add(messageRecords([message], now))
      return true
    })
  }
}
