import { serve } from '../shared/serve'
import { actions } from './actions'

export const main = serve('recruitment', actions)
