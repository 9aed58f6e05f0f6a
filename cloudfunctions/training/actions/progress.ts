import * as z from 'zod'
import { findNewestApplication } from '../../recruitment/store'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { findPapers, findSittings } from '../store'
import { loadTrainee } from '../trainee'
import { progressView } from '../progress'

/** Where the caller stands in training and exam (S-23, S-24). */
export const progress = read({
  input: z.strictObject({}),
  allow: anyone(),
  async run({ me, now, db, township }) {
    const [trainee, application, papers, sittings] = await Promise.all([
      loadTrainee(db, me.id, me.person),
      findNewestApplication(db, me.id),
      findPapers(db, me.id),
      findSittings(db, 'theoryExam', now, me.id),
    ])
    return progressView({ trainee, application, papers, sittings, township, now })
  },
})
