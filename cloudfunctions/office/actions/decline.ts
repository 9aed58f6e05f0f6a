import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { knownInvitation, removeInvitation } from '../store'
import { ACCEPT_WORDS, roleWords } from '../view'

/** Says no to an invitation, so that nobody else takes it either; whoever made it is told. */
export const decline = write({
  input: z.strictObject({ id: Id, requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['OWN_CASE', 'INVITATION_TAKEN'],
  async run({ me, tx, township, tell, subject }, { id }) {
    const { invitation } = await knownInvitation(tx, id)
    if (invitation.byId === me.id) throw refusal('OWN_CASE', '这是你自己发的邀请，不要了就收回。')
    if (invitation.takenBy !== null) throw refusal('INVITATION_TAKEN', ACCEPT_WORDS.INVITATION_TAKEN)
    await removeInvitation(tx, id)
    subject(id)
    tell({
      cause: ['invitation', id, 'declined'],
      to: [invitation.byId],
      kind: 'notice',
      title: '有人没有接受邀请',
      text: `邀请的是：${invitation.note}，担任${roleWords(invitation, township)}。可以再邀请别人。`,
      page: '/packages/team/staff/index',
    })
    return { declined: true }
  },
})
