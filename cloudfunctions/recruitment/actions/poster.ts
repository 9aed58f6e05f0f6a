import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { log, stackOf } from '../../shared/log'
import { openapi } from '../../shared/openapi'
import { refusal } from '../../shared/refusal'

/** Width of the code in pixels: sharp on an A4 page. */
const WIDTH = 860

/** The mini-program code of the notice, to print on a poster. */
export const poster = read({
  input: z.strictObject({}),
  allow: roles('reviewer', 'captain', 'office', 'leader'),
  async run({ township, requestId }): Promise<{ code: string; link: string }> {
    const picture = await openapi('wxacode.getUnlimited', {
      scene: 'notice',
      page: 'packages/recruit/notice/index',
      checkPath: false,
      width: WIDTH,
    }).catch((error: unknown) => {
      log({ level: 'warn', event: 'wxacode', requestId, stack: stackOf(error) })
      throw refusal('UNAVAILABLE')
    })
    const bytes: unknown =
      typeof picture === 'object' && picture !== null ? Reflect.get(picture, 'buffer') : undefined
    if (!Buffer.isBuffer(bytes)) throw refusal('UNAVAILABLE')
    return { code: `data:image/png;base64,${bytes.toString('base64')}`, link: `${township.linkPrefix}n` }
  },
})
