import { escalateHelp } from '../help/jobs'
import { timer } from '../shared/timer'
import { expireRequests } from './jobs/expireRequests'
import { forgetPositions } from './jobs/forgetPositions'
import { keepHelpWarm } from './jobs/keepHelpWarm'
import { pushMessages } from './jobs/pushMessages'

export const main = timer('clock', {
  escalateHelp,
  pushMessages,
  keepHelpWarm,
  forgetPositions,
  expireRequests,
})
