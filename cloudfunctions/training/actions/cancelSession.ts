import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { spoken } from '../../shared/time'
import { cancelRefusal } from '../rules'
import { changeSession, findSession } from '../store'
import { loadTrainee } from '../trainee'
import { mayRun, PAGES, sessionRefused, sessionView } from '../view'

/** Cancels a session and tells those who signed up, with the reason. */
export const cancelSession = write({
  input: z.strictObject({ sessionId: Id, reason: words(100), requestKey: RequestKey }),
  allow: roles('trainer', 'office'),
  refusals: ['SESSION_CANCELLED', 'SESSION_STARTED', 'ATTENDED'],
  async run({ me, now, tx, tell, subject }, { sessionId, reason }) {
    const session = await findSession(tx, sessionId)
    if (!session || !mayRun(session, me)) throw refusal('NOT_FOUND')
    const code = cancelRefusal(session, now)
    if (code) throw sessionRefused(code)
    const cancelled = await changeSession(tx, session, { state: 'cancelled' })
    tell({
      cause: ['session', sessionId, 'cancelled'],
      to: session.people.map((each) => each.personId),
      kind: 'notice',
      title: `${spoken(session.startAt)} ${session.course.title}取消了`,
      text: `原因：${reason}。请改报别的场次。`,
      page: PAGES.training,
    })
    subject(sessionId)
    return sessionView(cancelled, { me, now, trainee: await loadTrainee(tx, me.id, me.person) })
  },
})
