import * as z from 'zod'
import { write } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { pushSoon } from '../../shared/push'
import { audience } from '../audience'
import { changeBy, MOVE_REFUSALS } from '../change'
import { helpPage, helpTitle } from '../view'

/** The owner cannot make it: the request is open again, and everyone told before, with the captain, is told anew. */
export const handBack = write({
  input: z.strictObject({ helpId: Id, reason: words(100), requestKey: RequestKey }),
  allow: volunteers(),
  refusals: MOVE_REFUSALS,
  async run(context, { helpId, reason }) {
    const { me, now, db, township, tell } = context
    const { before, dto } = await changeBy(context, helpId, 'handBack', (help) => ({
      fields: {
        owner: null,
        acceptedAt: null,
        arrivedAt: null,
        openedAt: now,
        round: help.round + 1,
        respondLevel: 0,
      },
      event: { event: 'handedBack', text: reason },
    }))
    const captains = await audience('captain', before, { db, township, now })
    tell({
      cause: ['help', helpId, 'handedBack', String(now)],
      to: [...before.told, ...captains].filter((id) => id !== me.id),
      kind: 'help',
      title: helpTitle(before),
      text: `${me.person?.name ?? ''}去不了，请能去的人接上。`,
      page: helpPage(helpId),
    })
    tell({
      cause: ['help', helpId, 'handedBack', String(now), 'requester'],
      to: [before.requesterId],
      kind: 'help',
      title: '正在换人过来',
      text: '原来的义警去不了，已经通知其他人。',
      page: helpPage(helpId),
    })
    return dto
  },
  async after(context, _, messages) {
    await pushSoon(context, messages)
  },
})
