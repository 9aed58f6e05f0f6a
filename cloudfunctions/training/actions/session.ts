import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { refusal } from '../../shared/refusal'
import { findSession } from '../store'
import { loadTrainee } from '../trainee'
import { mayRun, sessionDetail } from '../view'
import { SessionInput } from './inputs'

/** One session with its people, for its trainer and the office. */
export const session = read({
  input: SessionInput,
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
