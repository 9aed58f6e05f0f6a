import * as z from 'zod'
import { relatedTo } from '../../recruitment/rules'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { attend, unattend } from '../attendance'
import { attendRefusal, isPresent, MARK_AFTER } from '../rules'
import { findPerson, findSession } from '../store'
import { loadTrainee } from '../trainee'
import { mayRun, sessionDetail, sessionRefused } from '../view'

/** Takes someone's attendance, or takes it back, as who runs the session saw it; never one's own (S-08). */
export const mark = write({
  input: z.strictObject({ sessionId: Id, personId: Id, present: z.boolean(), requestKey: RequestKey }),
  allow: roles('trainer', 'office'),
  refusals: ['OWN_CASE', 'RELATIVE', 'NOT_OPEN_YET', 'CLOSED', 'NOT_FOR_YOU', 'EXAM_OPEN'],
  async run(context, { sessionId, personId, present }) {
    const { me, now, tx, township, subject } = context
    const session = await findSession(tx, sessionId)
    if (!session || !mayRun(session, me)) throw refusal('NOT_FOUND')
    if (personId === me.id) throw refusal('OWN_CASE', '不能给自己登记签到，请让别的工作人员来。')
    const person = await findPerson(tx, personId)
    const trainee = await loadTrainee(tx, personId, person)
    if (trainee.candidacy && relatedTo(trainee.candidacy, me.id)) {
      throw refusal('RELATIVE', '对方申报了你是亲属，请让别的工作人员登记。')
    }
    const attendee = { person, trainee }
    let changed = session
    if (present && !isPresent(session, personId)) {
      const code = attendRefusal(session, trainee, session.endAt + MARK_AFTER, now)
      if (code) throw markRefused(code)
      changed = await attend(session, attendee, 'trainer', context)
    } else if (!present && isPresent(session, personId)) {
      if (now >= session.endAt + MARK_AFTER) throw sessionRefused('CLOSED')
      changed = await unattend(session, attendee, context)
    }
    subject(sessionId)
    subject(personId)
    const own = await loadTrainee(tx, me.id, me.person)
    return sessionDetail(changed, { me, now, trainee: own, township })
  },
})

function markRefused(code: 'CLOSED' | 'NOT_OPEN_YET' | 'NOT_FOR_YOU'): Error {
  if (code === 'NOT_FOR_YOU') return refusal(code, '这一场不是给这个人的，不能登记。')
  return sessionRefused(code)
}
