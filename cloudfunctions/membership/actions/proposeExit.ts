import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { findByRole } from '../../shared/recipients'
import type { FileDto } from '../dto'
import { change, openFile } from '../change'
import { changedFile } from '../changed'
import { filePage, OWN_FILE } from '../words'

const KIND_WORDS = { absence: '长期不参加', discipline: '违反纪律' } as const

/** Proposes that a member of the village leaves; the leading group decides (S-26). */
export const proposeExit = write({
  input: z.strictObject({
    personId: Id,
    kind: z.enum(['absence', 'discipline']),
    reason: words(200),
    requestKey: RequestKey,
  }),
  allow: roles('reviewer'),
  refusals: ['OWN_CASE', 'NOT_ALLOWED_NOW'],
  async run(context, { personId, kind, reason }): Promise<FileDto> {
    const { me, now, db, tell } = context
    const open = await openFile(context, personId, 'proposeExit')
    await change(context, open, 'exitProposed', {
      text: reason,
      fields: { exit: { state: 'proposed', kind, reason, by: me.id, at: now } },
    })
    const leaders = (await findByRole(db, 'leader')).map(({ _id }) => _id)
    tell({
      cause: ['exitProposed', personId, String(now)],
      to: leaders.filter((id) => id !== personId && id !== me.id),
      kind: 'notice',
      title: `村委提议${open.member.name}退出`,
      text: `${KIND_WORDS[kind]}：${reason}。请审批。`,
      page: filePage(personId),
    })
    tell({
      cause: ['exitProposed', 'member', personId, String(now)],
      to: [personId],
      kind: 'notice',
      title: '村委提议你退出巡逻队',
      text: `${KIND_WORDS[kind]}：${reason}。由领导小组审批，有话要说请联系综治办。`,
      page: OWN_FILE,
    })
    return changedFile(context, personId)
  },
})
