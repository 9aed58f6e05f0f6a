import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { changeBy, MOVE_REFUSALS } from '../change'
import { helpPage, helpTitle } from '../view'

/** Closes a request with its outcome, by its owner or the office (S-45). */
export const resolve = write({
  input: z.strictObject({ helpId: Id, outcome: words(200), requestKey: RequestKey }),
  allow: roles('volunteer', 'deputy', 'captain', 'office'),
  refusals: MOVE_REFUSALS,
  async run(context, { helpId, outcome }) {
    const { before, dto } = await changeBy(context, helpId, 'resolve', (help) => ({
      // The owner who resolves it was there, even if the tap at arrival was forgotten; the office was not.
      fields: help.owner?.personId === context.me.id ? { arrivedAt: help.arrivedAt ?? context.now } : {},
      event: { event: 'resolved', text: outcome },
    }))
    context.tell({
      cause: ['help', helpId, 'resolved'],
      to: [before.requesterId],
      kind: 'help',
      title: '求助已办结',
      text: `${helpTitle(before)}，${outcome}`,
      page: helpPage(helpId),
    })
    return dto
  },
})
