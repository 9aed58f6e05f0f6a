import * as z from 'zod'
import { write } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { RequestKey } from '../../shared/payload'
import { PEOPLE } from '../../shared/people'
import { refusal } from '../../shared/refusal'

/** Puts the caller on their village's 24-hour standby list, or takes them off (S-45). Leaving is always possible. */
export const standby = write({
  input: z.strictObject({ on: z.boolean(), requestKey: RequestKey }),
  allow: volunteers(),
  refusals: ['NOT_CERTIFIED'],
  async run({ me, tx, subject }, { on }) {
    if (on && (me.person?.volunteer?.certifiedAt ?? null) === null) {
      throw refusal('NOT_CERTIFIED', '拿到巡逻队员证后才能加入待命。')
    }
    // Off the list, the last known position is nobody's business any more.
    await tx
      .of(PEOPLE)
      .updateAndReturn({ _id: me.id }, { 'volunteer.standby': on, ...(on ? {} : { position: null }) })
    subject(me.id)
    return { standby: on }
  },
})
