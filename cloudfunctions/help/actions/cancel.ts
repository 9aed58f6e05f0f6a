import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { changeBy, MOVE_REFUSALS } from '../change'
import { helpPage, helpTitle } from '../view'

const REASON_WORDS = { safe: '我安全了', mistake: '按错了', other: '不需要了' } as const

/** Ends a request that is no longer needed: by its requester ("我安全了"), or the office (S-45). */
export const cancel = write({
  input: z.strictObject({
    helpId: Id,
    reason: z.enum(['safe', 'mistake', 'other']),
    text: words(100).optional(),
    requestKey: RequestKey,
  }),
  allow: anyone(),
  refusals: MOVE_REFUSALS,
  async run(context, { helpId, reason, text }) {
    const said = text === undefined ? REASON_WORDS[reason] : `${REASON_WORDS[reason]}，${text}`
    const { before, dto } = await changeBy(context, helpId, 'cancel', () => ({
      event: { event: 'cancelled', text: said },
    }))
    context.tell({
      cause: ['help', helpId, 'cancelled'],
      to: [...(before.owner ? [before.owner.personId] : before.told), before.requesterId].filter(
        (id) => id !== context.me.id,
      ),
      kind: 'help',
      title: '求助已取消',
      text: `${helpTitle(before)}，${said}`,
      page: helpPage(helpId),
    })
    return dto
  },
})
