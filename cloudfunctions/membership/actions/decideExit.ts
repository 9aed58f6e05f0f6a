import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import type { FileDto } from '../dto'
import { change, notAllowedNow, openFile } from '../change'
import { changedFile } from '../changed'
import { tellMarksOut } from '../marks'
import { vacateAndTell } from '../vacancy'
import { filePage, OWN_FILE } from '../words'

/** Decides a village's proposal that someone leaves: they are removed, or they stay (S-26). */
export const decideExit = write({
  input: z.strictObject({ personId: Id, approve: z.boolean(), reason: words(200), requestKey: RequestKey }),
  allow: roles('leader'),
  refusals: ['OWN_CASE', 'OWN_PROPOSAL', 'NOT_ALLOWED_NOW'],
  async run(context, { personId, approve, reason }): Promise<FileDto> {
    const { me, now, tell } = context
    const open = await openFile(context, personId, 'decideExit')
    const { member } = open
    if (!member.exit) throw notAllowedNow(member)
    // S-08: whoever proposes does not decide.
    if (member.exit.by === me.id) throw refusal('OWN_PROPOSAL', '你提议的要请别的领导小组成员审批。')
    await change(context, open, approve ? 'revoked' : 'exitRefused', { text: reason, fields: { exit: null } })
    if (approve) {
      await vacateAndTell(context, member, `${member.name}退出了巡逻队`)
      await tellMarksOut(context, member)
    }
    tell({
      cause: ['exitDecided', personId, String(now)],
      to: [personId],
      kind: 'notice',
      title: approve ? '你已退出巡逻队' : '你继续留队',
      text: approve
        ? `领导小组同意了村委的提议：${reason}。有疑问请联系综治办。`
        : `领导小组没有同意村委的提议：${reason}`,
      page: OWN_FILE,
    })
    tell({
      cause: ['exitDecided', 'proposer', personId, String(now)],
      to: [member.exit.by],
      kind: 'notice',
      title: approve ? `${member.name}已退出` : `${member.name}继续留队`,
      text: `领导小组${approve ? '同意' : '没有同意'}你的提议：${reason}`,
      page: filePage(personId),
    })
    return changedFile(context, personId)
  },
})
