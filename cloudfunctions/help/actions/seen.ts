import * as z from 'zod'
import { report } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { maySee } from '../relations'
import { findHelp, markSeen } from '../store'

/** Someone other than the requester has looked: the requester is told that they were seen. */
export const seen = report({
  input: z.strictObject({ helpId: Id }),
  allow: roles('volunteer', 'deputy', 'captain', 'reviewer', 'office', 'leader', 'police'),
  async run({ me, now, db }, { helpId }) {
    const help = await findHelp(db, helpId)
    if (!help || !maySee(help, me, now)) throw refusal('NOT_FOUND')
    if (help.requesterId === me.id || help.seenBy.includes(me.id)) return { seen: help.seenBy.length }
    const after = await markSeen(db, helpId, me.id)
    return { seen: after?.seenBy.length ?? help.seenBy.length }
  },
})
