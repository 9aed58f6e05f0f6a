import { accept } from './accept'
import { appoint } from './appoint'
import { decline } from './decline'
import { invitation } from './invitation'
import { invite } from './invite'
import { revoke } from './revoke'
import { staff } from './staff'
import { team } from './team'
import { withdrawInvitation } from './withdrawInvitation'

/** The verbs of `office`. */
export const actions = {
  staff,
  invite,
  invitation,
  accept,
  decline,
  withdrawInvitation,
  revoke,
  team,
  appoint,
}
