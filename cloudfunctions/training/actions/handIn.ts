import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { gradeOpen } from '../grading'
import { findPaper } from '../store'
import { paperView } from '../view'

/** Hands the caller's paper in: graded at once with what was saved (S-24). Handing in twice changes nothing. */
export const handIn = write({
  input: z.strictObject({ paperId: Id, requestKey: RequestKey }),
  allow: anyone(),
  async run({ me, now, tx, township, tell, subject }, { paperId }) {
    const found = await findPaper(tx, paperId)
    if (found?.personId !== me.id) throw refusal('NOT_FOUND')
    const { paper, message } = await gradeOpen(tx, found, { now, township })
    if (message) tell(message)
    subject(paperId)
    return paperView(paper, now)
  },
})
