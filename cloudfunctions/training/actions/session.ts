import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { findSession } from '../store'
import { loadTrainee } from '../trainee'
import { mayRun, sessionDetail } from '../view'

/** One session with its people, for its trainer and the office. */
export const session = read({
  input: z.strictObject({ sessionId: Id }),
  allow: roles('trainer', 'office'),
  async run({ me, now, db, township }, { sessionId }) {
    const [found, trainee] = await Promise.all([
      findSession(db, sessionId),
      loadTrainee(db, me.id, me.person),
    ])
    if (!found || !mayRun(found, me)) throw refusal('NOT_FOUND')
    return sessionDetail(found, { me, now, trainee, township })
  },
})
