import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { signOffRefusal } from '../rules'
import { changeSession, findSession } from '../store'
import { loadTrainee } from '../trainee'
import { sessionRefused, sessionView } from '../view'

/** Gives the caller's place in a session back, until it starts. */
export const signOff = write({
  input: z.strictObject({ sessionId: Id, requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['NOT_SIGNED_UP', 'SESSION_STARTED', 'ATTENDED'],
  async run({ me, now, tx, subject }, { sessionId }) {
    const session = await findSession(tx, sessionId)
    if (!session) throw refusal('NOT_FOUND')
    const code = signOffRefusal(session, me.id, now)
    if (code) throw sessionRefused(code)
    const people = session.people.filter((each) => each.personId !== me.id)
    const changed = await changeSession(tx, session, { people })
    subject(sessionId)
    return sessionView(changed, { me, now, trainee: await loadTrainee(tx, me.id, me.person) })
  },
})
