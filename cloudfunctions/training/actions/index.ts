import { begin } from './begin'
import { cancelSession } from './cancelSession'
import { checkIn } from './checkIn'
import { code } from './code'
import { handIn } from './handIn'
import { judge } from './judge'
import { mark } from './mark'
import { paper } from './paper'
import { plan } from './plan'
import { planning } from './planning'
import { progress } from './progress'
import { saveAnswers } from './saveAnswers'
import { scenarios } from './scenarios'
import { session } from './session'
import { sessions } from './sessions'
import { signOff } from './signOff'
import { signUp } from './signUp'

/** The verbs of `training`. */
export const actions = {
  sessions,
  session,
  progress,
  plan,
  planning,
  cancelSession,
  signUp,
  signOff,
  code,
  checkIn,
  mark,
  begin,
  paper,
  saveAnswers,
  handIn,
  scenarios,
  judge,
}
