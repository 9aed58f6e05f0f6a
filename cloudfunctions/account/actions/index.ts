import { bindPhone } from './bindPhone'
import { consent } from './consent'
import { deleteMe } from './deleteMe'
import { exportData } from './exportData'
import { inbox } from './inbox'
import { markRead } from './markRead'
import { me } from './me'
import { save } from './save'
import { standby } from './standby'

/** The verbs of `account`. */
export const actions = { me, save, bindPhone, standby, inbox, markRead, consent, exportData, deleteMe }
