import { accept } from './accept'
import { add } from './add'
import { arrive } from './arrive'
import { cancel } from './cancel'
import { contact } from './contact'
import { create } from './create'
import { get } from './get'
import { handBack } from './handBack'
import { mine } from './mine'
import { nearby } from './nearby'
import { photos } from './photos'
import { position } from './position'
import { resolve } from './resolve'
import { seen } from './seen'
import { watch } from './watch'

/** The verbs of `help`. */
export const actions = {
  create,
  add,
  nearby,
  watch,
  mine,
  get,
  photos,
  seen,
  accept,
  arrive,
  resolve,
  handBack,
  cancel,
  contact,
  position,
}
