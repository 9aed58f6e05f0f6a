import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { findMember } from '../../membership/store'
import { removeFiles } from '../../shared/files'
import { RequestKey } from '../../shared/payload'
import { withdrawConsent as withdrawRecorded } from '../../shared/privacy'
import { refusal } from '../../shared/refusal'
import { eraseTraining, leaveSessions } from '../../training/store'
import { eraseApplications, findLiveApplication, moveApplication } from '../store'
import { toApplicant } from '../telling'
import { CONSENT_WITHDRAWN } from '../words'

/**
 * Withdraws the consent (PIPL articles 15, 47): an application that goes on is withdrawn with it, and the personal fields
 * of all the caller's applications are erased at once, with their training and exams. A member's file rests on the
 * membership, so they leave first.
 */
export const withdrawConsent = write({
  input: z.strictObject({ requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['LEAVE_FIRST'],
  async run({ me, now, tx, township, tell, subject }) {
    if (me.person?.volunteer) throw refusal('LEAVE_FIRST', '你还是义警队员，请先退出队伍，再撤回同意。')
    const live = await findLiveApplication(tx, me.id)
    if (live) {
      const reason = CONSENT_WITHDRAWN
      const after = await moveApplication(tx, live, 'withdraw', { by: me.id, reason, now })
      tell(toApplicant(after, 'withdraw', township))
      subject(live._id)
    }
    const files = await eraseApplications(tx, me.id, now)
    // What somebody learned and how they were examined is part of a member's file, if they ever were one (S-25).
    if (await findMember(tx, me.id)) await leaveSessions(tx, me.id)
    else await eraseTraining(tx, me.id)
    const consented = await withdrawRecorded(tx, me.id, 'recruitment', now)
    subject(me.id)
    return { withdrawn: consented || live !== null, files }
  },
  after: (_context, { files }) => removeFiles(files),
})
