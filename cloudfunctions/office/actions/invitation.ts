import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id } from '../../shared/payload'
import type { InvitationDto } from '../dto'
import { knownInvitation } from '../store'
import { invitationView } from '../view'

/** An invitation for whoever has its link. */
export const invitation = read({
  input: z.strictObject({ id: Id }),
  allow: anyone(),
  async run({ me, now, db, township }, { id }): Promise<InvitationDto> {
    const { invitation: found, inviterInOffice } = await knownInvitation(db, id)
    return invitationView(found, inviterInOffice, { me, township, now })
  },
})
