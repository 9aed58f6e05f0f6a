import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import type { FileDto } from '../dto'
import { change, openFile } from '../change'
import { changedFile } from '../changed'
import { vacateAndTell } from '../vacancy'
import { OWN_FILE } from '../words'

/** Suspends a member: no patrols, no standby, and all their shifts to come are free at once (S-26). */
export const suspend = write({
  input: z.strictObject({ personId: Id, reason: words(200), requestKey: RequestKey }),
  allow: roles('office', 'leader'),
  refusals: ['OWN_CASE', 'NOT_ALLOWED_NOW'],
  async run(context, { personId, reason }): Promise<FileDto> {
    const { me, now, tell } = context
    const open = await openFile(context, personId, 'suspend')
    await change(context, open, 'suspended', {
      text: reason,
      fields: { suspension: { reason, at: now, by: me.id } },
    })
    const duties = await vacateAndTell(context, open.member, `${open.member.name}暂停巡逻`)
    tell({
      cause: ['suspended', personId, String(now)],
      to: [personId],
      kind: 'notice',
      title: '你暂停巡逻了',
      text: `原因：${reason}。${duties.length > 0 ? `你报的 ${duties.length} 个班已退掉。` : ''}有疑问请联系综治办。`,
      page: OWN_FILE,
    })
    return changedFile(context, personId)
  },
})
