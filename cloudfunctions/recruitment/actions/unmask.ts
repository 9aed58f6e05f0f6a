import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { unseal } from '../../shared/sealed'
import { decideRefused } from '../refusals'
import { seen } from '../reviewers'
import { relatedTo } from '../rules'
import { findApplication } from '../store'
import { identityOf } from '../view'

/**
 * Shows one protected field of an application to somebody who decides, each time with a line in the audit trail (S-21).
 * Whoever must keep out of an application has no need of it.
 */
export const unmask = write({
  input: z.strictObject({
    applicationId: Id,
    field: z.enum(['idNumber', 'phone']),
    reason: words(100),
    requestKey: RequestKey,
  }),
  allow: roles('reviewer', 'leader', 'office'),
  refusals: ['OWN_CASE', 'RELATIVE', 'RECUSED'],
  async run({ me, tx, subject, because }, { applicationId, field, reason }): Promise<{ value: string }> {
    const application = seen(me, await findApplication(tx, applicationId))
    if (application.personId === me.id) throw decideRefused('OWN_CASE', application)
    if (relatedTo(application, me.id)) throw decideRefused('RELATIVE', application)
    if (application.recused.includes(me.id)) throw decideRefused('RECUSED', application)
    const { phone } = application
    const value = field === 'phone' ? phone && unseal(phone) : identityOf(application)?.idNumber
    if (value == null) throw refusal('NOT_FOUND')
    subject(applicationId)
    subject(application.personId)
    because(reason)
    return { value }
  },
})
