import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { cleanWords, Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { freePlaces } from '../../training/store'
import { findApplication, moveApplication } from '../store'
import { toApplicant } from '../telling'
import { applicationView } from '../view'

/** Withdraws the caller's own application, at any time before it ends (S-20: voluntary). */
export const withdraw = write({
  input: z.strictObject({
    applicationId: Id,
    reason: z.string().max(100).transform(cleanWords),
    requestKey: RequestKey,
  }),
  allow: anyone(),
  refusals: ['NOT_ALLOWED_NOW'],
  async run({ me, now, tx, township, tell, subject }, { applicationId, reason }) {
    const application = await findApplication(tx, applicationId)
    if (application?.personId !== me.id) throw refusal('NOT_FOUND')
    const after = await moveApplication(tx, application, 'withdraw', {
      by: me.id,
      reason: reason === '' ? null : reason,
      now,
    })
    await freePlaces(tx, me.id)
    tell(toApplicant(after, 'withdraw', township))
    subject(applicationId)
    return applicationView(after, township)
  },
})
