import type { actions as account } from '../../cloudfunctions/account/actions'
import type { actions as help } from '../../cloudfunctions/help/actions'
import type { actions as membership } from '../../cloudfunctions/membership/actions'
import type { actions as office } from '../../cloudfunctions/office/actions'
import type { actions as recruitment } from '../../cloudfunctions/recruitment/actions'
import type { actions as shifts } from '../../cloudfunctions/shifts/actions'
import type { actions as training } from '../../cloudfunctions/training/actions'

/** The cloud functions that the mini-program calls, with the type of each action. */
export interface Functions {
  account: typeof account
  help: typeof help
  membership: typeof membership
  office: typeof office
  recruitment: typeof recruitment
  shifts: typeof shifts
  training: typeof training
}
