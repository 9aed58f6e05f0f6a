import * as z from 'zod'
import { identityOf } from '../../recruitment/view'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { unseal } from '../../shared/sealed'
import { findSubject } from '../file'
import { entitled } from '../rules'
import { standingOf } from '../view'

/** Shows one masked field of a member to someone who needs it; each time leaves an audit line (S-21). */
export const unmask = write({
  input: z.strictObject({
    personId: Id,
    field: z.enum(['idNumber', 'phone']),
    reason: words(100),
    requestKey: RequestKey,
  }),
  allow: roles('office', 'leader', 'reviewer'),
  refusals: ['NOTHING_THERE'],
  async run(
    { me, now, tx, township, subject, because },
    { personId, field, reason },
  ): Promise<{ value: string }> {
    const { person, member, application } = await findSubject(tx, personId, { now, township })
    if (!member || !entitled('unmask', standingOf(me, personId, member))) throw refusal('NOT_FOUND')
    const phone = person?.phone ?? member.phone
    const identity = identityOf(member.identity || !application ? member : application)
    const value = field === 'phone' ? phone && unseal(phone) : identity?.idNumber
    if (!value) throw refusal('NOTHING_THERE', '档案里没有这一项。')
    subject(personId)
    because(reason)
    return { value }
  },
})
