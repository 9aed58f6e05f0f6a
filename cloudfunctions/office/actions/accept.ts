import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { acceptRefusal } from '../rules'
import { addRole, findOffice, knownInvitation, takeInvitation } from '../store'
import { ACCEPT_WORDS, roleWords } from '../view'

/** Takes on the role that an invitation offers; the first to accept has it, and the office is told. */
export const accept = write({
  input: z.strictObject({ id: Id, name: words(20).optional(), requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['OWN_CASE', 'INVITATION_TAKEN', 'INVITATION_EXPIRED', 'ALREADY_HELD', 'NAME_NEEDED'],
  async run({ me, now, tx, township, tell, subject }, { id, name = '' }) {
    const { invitation, inviterInOffice } = await knownInvitation(tx, id)
    const known = me.person?.name ?? ''
    const by = { id: me.id, roles: me.person?.roles ?? [], name: known === '' ? name : known }
    const refused = acceptRefusal(invitation, by, inviterInOffice, now)
    if (refused) throw refusal(refused, ACCEPT_WORDS[refused])
    if (!(await takeInvitation(tx, id, me.id, now)))
      throw refusal('INVITATION_TAKEN', ACCEPT_WORDS.INVITATION_TAKEN)
    const { role, villageId, note } = invitation
    const grant = { role, ...(villageId === null ? {} : { villageId }) }
    const office = await findOffice(tx)
    await addRole(tx, me, grant, known === '' ? name : '', now)
    subject(id)
    subject(me.id)
    tell({
      cause: ['invitation', id, 'accepted'],
      to: office.map(({ _id }) => _id).filter((personId) => personId !== me.id),
      kind: 'notice',
      title: `${by.name}接受了邀请`,
      text: `现在是${roleWords(grant, township)}。邀请的是：${note}。不是这个人的话，请马上收回。`,
      page: '/packages/team/staff/index',
    })
    return { role }
  },
})
