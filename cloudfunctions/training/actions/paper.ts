import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { refusal } from '../../shared/refusal'
import { findPaper } from '../store'
import { paperView } from '../view'
import { PaperInput } from './inputs'

/** The caller's own paper, to go on after a drop or to read its result. */
export const paper = read({
  input: PaperInput,
  allow: anyone(),
  async run({ me, now, db }, { paperId }) {
    const found = await findPaper(db, paperId)
    if (found?.personId !== me.id) throw refusal('NOT_FOUND')
    return paperView(found, now)
  },
})
