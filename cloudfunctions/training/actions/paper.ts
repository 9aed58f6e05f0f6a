import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { findPaper } from '../store'
import { paperView } from '../view'

/** The caller's own paper, to go on after a drop or to read its result. */
export const paper = read({
  input: z.strictObject({ paperId: Id }),
  allow: anyone(),
  async run({ me, now, db }, { paperId }) {
    const found = await findPaper(db, paperId)
    if (found?.personId !== me.id) throw refusal('NOT_FOUND')
    return paperView(found, now)
  },
})
