import { certificate } from './certificate'
import { decideExit } from './decideExit'
import { file } from './file'
import { insure } from './insure'
import { issueMarks } from './issueMarks'
import { leave } from './leave'
import { members } from './members'
import { proposeExit } from './proposeExit'
import { reinstate } from './reinstate'
import { renew } from './renew'
import { returnMarks } from './returnMarks'
import { setPhoto } from './setPhoto'
import { suspend } from './suspend'
import { unmask } from './unmask'
import { verify } from './verify'

/** The verbs of `membership`. */
export const actions = {
  file,
  members,
  certificate,
  verify,
  insure,
  suspend,
  reinstate,
  proposeExit,
  decideExit,
  leave,
  setPhoto,
  issueMarks,
  returnMarks,
  renew,
  unmask,
}
