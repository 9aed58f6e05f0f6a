import { consent } from './consent'
import { inbox } from './inbox'
import { markRead } from './markRead'
import { me } from './me'
import { save } from './save'
import { standby } from './standby'

/** The verbs of `account`. */
export const actions = { me, save, standby, inbox, markRead, consent }
