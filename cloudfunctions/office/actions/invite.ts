import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { newId } from '../../shared/ids'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { DAY } from '../../shared/time'
import { villageOf } from '../../shared/township'
import { STAFF_ROLES } from '../rules'
import { addInvitation } from '../store'

/** Makes an invitation to a role, to be passed on as a link (S-03 … S-07). Only a reviewer belongs to a village. */
export const invite = write({
  input: z.strictObject({
    role: z.enum(STAFF_ROLES),
    villageId: Id.optional(),
    note: words(40),
    requestKey: RequestKey,
  }),
  allow: roles('office'),
  refusals: ['VILLAGE_NEEDED', 'UNKNOWN_VILLAGE'],
  async run({ me, now, tx, township, subject }, { role, villageId, note }) {
    if (role === 'reviewer' && villageId === undefined)
      throw refusal('VILLAGE_NEEDED', '村委要选是哪个村的。')
    if (villageId !== undefined && !villageOf(township, villageId))
      throw refusal('UNKNOWN_VILLAGE', '没有这个村，请重新选择。')
    const id = newId('invitation')
    const expiresAt = now + township.office.invitationLife * DAY
    await addInvitation(tx, {
      _id: id,
      role,
      villageId: role === 'reviewer' ? (villageId ?? null) : null,
      note,
      byId: me.id,
      byName: me.person?.name ?? '',
      createdAt: now,
      expiresAt,
      takenBy: null,
      takenAt: null,
    })
    subject(id)
    return { id, expiresAt }
  },
})
