import { DAY } from '../shared/time'
import type { JobContext } from '../shared/timer'
import { removeInvitationsBefore } from './store'

/** How long an invitation that ran out is kept, so that its link still says so. */
const KEPT = 30 * DAY

/** Forgets invitations a month after they ran out; who accepted one stays in the audit trail. */
export function forgetInvitations({ db, now }: JobContext): Promise<number> {
  return removeInvitationsBefore(db, now - KEPT)
}
