// Before component tests: the npm packages of the mini-program, packed as WeChat packs them.
import { packIfMissing } from '../checks/pack.mjs'

export default () => packIfMissing()
