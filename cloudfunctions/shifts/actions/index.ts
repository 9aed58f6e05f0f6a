import { claim } from './claim'
import { get } from './get'
import { list } from './list'
import { release } from './release'
import { releaseMember } from './releaseMember'

/** The verbs of `shifts`. */
export const actions = { list, get, claim, release, releaseMember }
