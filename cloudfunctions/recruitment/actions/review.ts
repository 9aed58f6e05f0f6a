import * as z from 'zod'
import { write, type WriteContext } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import type { ReviewDto } from '../dto'
import type { Application } from '../record'
import { decideRefused } from '../refusals'
import { deciderOf, reviewerLeftFor, reviewersOf, seen } from '../reviewers'
import { reviewView } from '../reviewView'
import { decideRefusal, stepOf } from '../rules'
import { findApplication, lockTeam, moveApplication, stale } from '../store'
import { toApplicant, toDeciders } from '../telling'

/**
 * Decides the step that an application waits for (S-22): the village's first review or the leading group's final one. Two
 * at once: the first is through, the second is told so. Accepting takes a place in the team (S-10).
 */
export const review = write({
  input: z.strictObject({
    applicationId: Id,
    revision: z.number().int().min(1),
    approve: z.boolean(),
    reason: words(200).optional(),
    requestKey: RequestKey,
  }),
  allow: roles('reviewer', 'leader'),
  refusals: [
    'STALE',
    'NOT_ALLOWED_NOW',
    'REASON_NEEDED',
    'OWN_CASE',
    'RELATIVE',
    'RECUSED',
    'IDENTITY_CHECK',
    'DECIDED_BEFORE',
    'TEAM_FULL',
  ],
  async run(context, { applicationId, revision, approve, reason = null }): Promise<ReviewDto> {
    const { me, now, db, tx, township, tell, subject } = context
    const application = seen(me, await findApplication(tx, applicationId))
    if (application.revision !== revision) throw stale()
    const reviewers = await reviewersOf(db, application.villageId)
    // Whoever is of the office too decides identities in its own action.
    const decider = { ...deciderOf(me, application), office: false }
    const refused = decideRefusal(application, decider, reviewerLeftFor(application, reviewers))
    if (refused) throw decideRefused(refused, application)
    if (!approve && reason === null) throw refusal('REASON_NEEDED', '不通过要写明原因，报名人会看到。')
    const village = stepOf(application) === 'village'
    const held = approve && !village ? await takePlace(context, application) : undefined
    const event = village
      ? approve
        ? 'villageApprove'
        : 'villageReject'
      : approve
        ? 'townshipApprove'
        : 'townshipReject'
    const after = await moveApplication(tx, application, event, { by: me.id, reason, now })
    tell(toApplicant(after, event, township))
    if (event === 'villageApprove') tell(await toDeciders(after, 'township', context))
    subject(applicationId)
    subject(application.personId)
    return reviewView(after, context, held)
  },
})

/** Takes a place in the team; answers how many are held then. */
async function takePlace({ tx, township }: WriteContext, { teamId }: Application): Promise<number> {
  const held = await lockTeam(tx, teamId)
  if (held >= township.recruitment.teamMax)
    throw refusal('TEAM_FULL', `这支队伍已满 ${township.recruitment.teamMax} 人，有人退出后再批。`)
  return held + 1
}
