import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { knownInvitation, removeInvitation } from '../store'

/** Takes back an invitation that nobody has accepted; its link leads nowhere from then on. */
export const withdrawInvitation = write({
  input: z.strictObject({ id: Id, requestKey: RequestKey }),
  allow: roles('office'),
  refusals: ['INVITATION_TAKEN'],
  async run({ tx, subject }, { id }) {
    const { invitation } = await knownInvitation(tx, id)
    if (invitation.takenBy !== null)
      throw refusal('INVITATION_TAKEN', '已经有人接受了。要收回身份，请在人员里找到他。')
    await removeInvitation(tx, id)
    subject(id)
    return { withdrawn: true }
  },
})
