import * as z from 'zod'
import { HELPS } from '../../help/store'
import { findMember } from '../../membership/store'
import { isServing, marksOut } from '../../membership/rules'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { removeFiles } from '../../shared/files'
import { log, stackOf } from '../../shared/log'
import { RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { erasePerson } from '../erase'

/** Deletes the caller and all that is known of them, for good (PIPL article 47, S-21). */
export const deleteMe = write({
  input: z.strictObject({ confirm: z.literal('删除'), requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['LEAVE_FIRST', 'HAS_ROLE', 'HELP_OPEN', 'MARKS_OUT'],
  async run(context): Promise<{ deleted: true }> {
    const { me, tx, subject } = context
    const member = await findMember(tx, me.id)
    if (me.person?.volunteer || (member && isServing(member.state)))
      throw refusal('LEAVE_FIRST', '你还在巡逻队里，请先在「我的档案」退队，再删除资料。')
    if ((me.person?.roles ?? []).length > 0)
      throw refusal('HAS_ROLE', '你还担任工作职务，请先请综治办解除职务，再删除资料。')
    const live = await tx.of(HELPS).find({ live: true, requesterId: me.id }, { limit: 1 })
    const handling = await tx.of(HELPS).find({ live: true, 'owner.personId': me.id }, { limit: 1 })
    if (live.length + handling.length > 0)
      throw refusal('HELP_OPEN', '还有求助没有办完，请等办完或取消后再删除资料。')
    const out = marksOut(member?.marks ?? [])
    if (out.length > 0)
      throw refusal('MARKS_OUT', `请先把${out.map(({ item }) => item).join('、')}交回综治办，再删除资料。`)
    subject(me.id)
    // Before the commit, after which nobody knows of them any more.
    await removeAll(await erasePerson(context))
    return { deleted: true }
  },
})

/** Removes files one by one: an id that the storage does not take must not keep anybody from being deleted. */
async function removeAll(fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) {
    try {
      await removeFiles([fileId])
    } catch (error) {
      log({ level: 'warn', event: 'files', stack: stackOf(error) })
    }
  }
}
