import * as z from 'zod'
import { write } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { Id, PointInput, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { dutyRefusal, type DutyRefusalCode } from '../../shared/standing'
import { changeBy, MOVE_REFUSALS } from '../change'
import { helpPage, helpTitle } from '../view'

const WORDS: Record<DutyRefusalCode, string> = {
  NOT_CERTIFIED: '拿到巡逻队员证后才能接求助。',
  SUSPENDED: '你目前暂停巡逻，请联系队长。',
  UNINSURED: '你的意外保险已过期，请先联系综治办续保。',
}

/** Takes a request: the first to accept owns it (S-45). */
export const accept = write({
  input: z.strictObject({ helpId: Id, requestKey: RequestKey, point: PointInput.nullable().optional() }),
  allow: volunteers(),
  refusals: [...MOVE_REFUSALS, 'NOT_CERTIFIED', 'SUSPENDED', 'UNINSURED'],
  async run(context, { helpId, point }) {
    const { me, now, tell } = context
    const refused = dutyRefusal(me.person?.volunteer ?? null, now)
    if (refused) throw refusal(refused, WORDS[refused])
    const name = me.person?.name ?? ''
    const { before, dto } = await changeBy(
      context,
      helpId,
      'accept',
      (help) => ({
        fields: {
          owner: { personId: me.id, name, teamId: me.person?.volunteer?.teamId ?? '' },
          acceptedAt: now,
          firstAcceptedAt: help.firstAcceptedAt ?? now,
        },
        event: { event: 'accepted' },
      }),
      point ?? null,
    )
    tell({
      cause: ['help', helpId, 'accepted', String(now)],
      to: [before.requesterId],
      kind: 'help',
      title: `${name}正在赶来`,
      text: helpTitle(before),
      page: helpPage(helpId),
    })
    return dto
  },
})
