import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import type { ReviewDto } from '../dto'
import { decideRefused } from '../refusals'
import { seen } from '../reviewers'
import { reviewView } from '../reviewView'
import { decideRefusal, stepOf } from '../rules'
import { changeApplication, findApplication, moveApplication, notAllowedNow, register, stale } from '../store'
import { toApplicant, toDeciders } from '../telling'
import { identityOf } from '../view'

/**
 * Decides whose an ID number is that came twice (S-21): the applicant's, and the registration moves to them, or not, and
 * the application ends with the reason. While it is checked the applicant is told nothing.
 */
export const checkIdentity = write({
  input: z.strictObject({
    applicationId: Id,
    revision: z.number().int().min(1),
    same: z.boolean(),
    reason: words(200).optional(),
    requestKey: RequestKey,
  }),
  allow: roles('office'),
  refusals: ['STALE', 'NOT_ALLOWED_NOW', 'REASON_NEEDED', 'OWN_CASE', 'RELATIVE', 'RECUSED'],
  async run(context, { applicationId, revision, same, reason }): Promise<ReviewDto> {
    const { me, now, tx, township, tell, subject } = context
    const application = seen(me, await findApplication(tx, applicationId))
    if (application.revision !== revision) throw stale()
    if (stepOf(application) !== 'identity') throw notAllowedNow(application)
    const decider = { personId: me.id, reviewer: false, leader: false, office: true }
    const refused = decideRefusal(application, decider, true)
    if (refused) throw decideRefused(refused, application)
    subject(applicationId)
    subject(application.personId)
    if (!same) {
      if (reason === undefined) throw refusal('REASON_NEEDED', '不通过要写明原因，报名人会看到。')
      const after = await moveApplication(tx, application, 'identityReject', { by: me.id, reason, now })
      tell(toApplicant(after, 'identityReject', township))
      return reviewView(after, context)
    }
    const identity = identityOf(application)
    if (identity) await register(tx, identity.idNumber, application.personId)
    const after = await changeApplication(tx, application, { identityCheck: false })
    tell(await toDeciders(after, 'village', context))
    return reviewView(after, context)
  },
})
