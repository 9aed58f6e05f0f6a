import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import type { ReviewDto } from '../dto'
import { deciderOf, reviewerLeftFor, reviewersOf, seen } from '../reviewers'
import { reviewView } from '../reviewView'
import { stepOf } from '../rules'
import { changeApplication, findApplication, notAllowedNow } from '../store'
import { toDeciders } from '../telling'

/** Steps back from an application by oneself (S-08). Where no reviewer is left, the leading group is told. */
export const recuse = write({
  input: z.strictObject({ applicationId: Id, requestKey: RequestKey }),
  allow: roles('reviewer', 'leader'),
  refusals: ['NOT_ALLOWED_NOW'],
  async run(context, { applicationId }): Promise<ReviewDto> {
    const { me, tx, db, tell, subject } = context
    const application = seen(me, await findApplication(tx, applicationId))
    const step = stepOf(application)
    if (step === null) throw notAllowedNow(application)
    subject(applicationId)
    if (application.recused.includes(me.id)) return reviewView(application, context)
    const recused = [...application.recused, me.id]
    const after = await changeApplication(tx, application, { recused })
    const reviewers = await reviewersOf(db, application.villageId)
    const last = deciderOf(me, application).reviewer && !reviewerLeftFor(after, reviewers)
    if (step === 'village' && last) tell(await toDeciders(after, 'village', context))
    return reviewView(after, context)
  },
})
