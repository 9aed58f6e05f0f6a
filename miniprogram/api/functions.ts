import type { actions as account } from '../../cloudfunctions/account/actions'
import type { actions as help } from '../../cloudfunctions/help/actions'
import type { actions as shifts } from '../../cloudfunctions/shifts/actions'

/** The cloud functions that the mini-program calls, with the type of each action. */
export interface Functions {
  account: typeof account
  help: typeof help
  shifts: typeof shifts
}
