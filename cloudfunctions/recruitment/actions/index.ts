import { apply } from './apply'
import { checkId } from './checkId'
import { checkIdentity } from './checkIdentity'
import { consent } from './consent'
import { dashboard } from './dashboard'
import { declineRecommendation } from './declineRecommendation'
import { get } from './get'
import { mine } from './mine'
import { notice } from './notice'
import { poster } from './poster'
import { queue } from './queue'
import { recommend } from './recommend'
import { recommendation } from './recommendation'
import { recuse } from './recuse'
import { review } from './review'
import { unmask } from './unmask'
import { withdraw } from './withdraw'
import { withdrawConsent } from './withdrawConsent'

/** The verbs of `recruitment`. */
export const actions = {
  notice,
  poster,
  consent,
  withdrawConsent,
  checkId,
  apply,
  mine,
  withdraw,
  recommend,
  recommendation,
  declineRecommendation,
  queue,
  get,
  review,
  recuse,
  checkIdentity,
  unmask,
  dashboard,
}
