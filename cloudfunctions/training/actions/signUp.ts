import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { participantOf, withParticipant } from '../attendance'
import { isSignedUp, signUpRefusal } from '../rules'
import { changeSession, findSession } from '../store'
import { loadTrainee } from '../trainee'
import { sessionRefused, sessionView } from '../view'

/** Takes a place in a session (S-23, S-24). Having one already is no mistake. */
export const signUp = write({
  input: z.strictObject({ sessionId: Id, requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['SESSION_CANCELLED', 'SESSION_STARTED', 'NOT_FOR_YOU', 'COURSE_DONE', 'SESSION_FULL'],
  async run({ me, now, tx, subject }, { sessionId }) {
    const session = await findSession(tx, sessionId)
    if (!session) throw refusal('NOT_FOUND')
    const trainee = await loadTrainee(tx, me.id, me.person)
    if (isSignedUp(session, me.id)) return sessionView(session, { me, now, trainee })
    const code = signUpRefusal(session, trainee, now)
    if (code) throw sessionRefused(code)
    const participant = { ...participantOf(session, { person: me.person, trainee }), signedUpAt: now }
    const people = withParticipant(session.people, participant)
    const changed = await changeSession(tx, session, { people })
    subject(sessionId)
    return sessionView(changed, { me, now, trainee })
  },
})
