import * as z from 'zod'
import { report } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { PointInput } from '../../shared/payload'
import { PEOPLE } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import { findNext } from '../../shifts/store'
import { isRunning } from '../../shifts/rules'

/** Where a volunteer on duty or on standby is. Off duty nothing is stored; each report replaces the last (S-45). */
export const position = report({
  input: z.strictObject({ point: PointInput }),
  allow: volunteers(),
  refusals: ['NOT_ON_DUTY'],
  async run({ me, now, db }, { point }) {
    const next = await findNext(db, me.id, now)
    const onDuty = me.person?.volunteer?.standby === true || (next !== null && isRunning(next, now))
    if (!onDuty) throw refusal('NOT_ON_DUTY', '不在岗时不记录位置。')
    await db.of(PEOPLE).update(me.id, { position: { point, at: now } })
    return { saved: true }
  },
})
