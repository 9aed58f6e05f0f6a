import { escalateHelp } from '../help/jobs'
import { remindInsurance } from '../membership/jobs'
import { forgetInvitations } from '../office/jobs'
import { expireRecommendations, forgetApplications } from '../recruitment/jobs'
import { timer } from '../shared/timer'
import { gradePapers } from '../training/jobs'
import { expireRequests } from './jobs/expireRequests'
import { forgetPositions } from './jobs/forgetPositions'
import { keepHelpWarm } from './jobs/keepHelpWarm'
import { pushMessages } from './jobs/pushMessages'

export const main = timer('clock', {
  escalateHelp,
  gradePapers,
  pushMessages,
  keepHelpWarm,
  forgetPositions,
  expireRequests,
  remindInsurance,
  forgetApplications,
  expireRecommendations,
  forgetInvitations,
})
