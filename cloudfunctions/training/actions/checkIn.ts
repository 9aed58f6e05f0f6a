import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { passcodeMatches } from '../../shared/passcode'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { attend } from '../attendance'
import { attendRefusal, CODE_SLACK, CODE_SLOT_MS, isPresent } from '../rules'
import { findSession } from '../store'
import { loadTrainee } from '../trainee'
import { ATTENDANCE, mayRun, sessionRefused, sessionView } from '../view'

/** Codes of the last half hour are told apart from wrong ones. */
const EXPIRED_SLACK = 60

/**
 * Takes the caller's attendance by the code shown in the room (S-23). Someone who came without signing up is there all
 * the same. Whoever can see the codes elsewhere cannot vouch for themself with one.
 */
export const checkIn = write({
  input: z.strictObject({ sessionId: Id, code: Id, requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['CODE_EXPIRED', 'BAD_CODE', 'NOT_OPEN_YET', 'CLOSED', 'NOT_FOR_YOU', 'OWN_CASE'],
  async run(context, { sessionId, code }) {
    const { me, now, tx, subject } = context
    const session = await findSession(tx, sessionId)
    if (!session) throw refusal('NOT_FOUND')
    const trainee = await loadTrainee(tx, me.id, me.person)
    if (isPresent(session, me.id)) return sessionView(session, { me, now, trainee })
    if (mayRun(session, me)) throw refusal('OWN_CASE', '你管理这一场的签到，请让别的工作人员给你登记。')
    const closed = attendRefusal(session, trainee, session.endAt, now)
    if (closed) throw sessionRefused(closed)
    if (!passcodeMatches(ATTENDANCE, sessionId, code, now, CODE_SLOT_MS, CODE_SLACK)) {
      throw passcodeMatches(ATTENDANCE, sessionId, code, now, CODE_SLOT_MS, EXPIRED_SLACK)
        ? refusal('CODE_EXPIRED', '这个码过期了，请扫屏幕上现在的码。')
        : refusal('BAD_CODE', '这个码不对，请扫现场屏幕上的签到码。')
    }
    const changed = await attend(session, { person: me.person, trainee }, 'code', context)
    subject(sessionId)
    return sessionView(changed, { me, now, trainee: await loadTrainee(tx, me.id, me.person) })
  },
})
