import * as z from 'zod'
import { write } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { RequestKey } from '../../shared/payload'
import { PEOPLE } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import { dutyRefusal, type DutyRefusalCode } from '../../shared/standing'

const WORDS: Record<DutyRefusalCode, string> = {
  NOT_CERTIFIED: '拿到巡逻队员证后才能加入待命。',
  SUSPENDED: '你目前暂停巡逻，请联系队长。',
  UNINSURED: '你的意外保险已过期，请先联系综治办续保。',
}

/** Puts the caller on their village's 24-hour standby list, or takes them off (S-45). Leaving is always possible. */
export const standby = write({
  input: z.strictObject({ on: z.boolean(), requestKey: RequestKey }),
  allow: volunteers(),
  refusals: ['NOT_CERTIFIED', 'SUSPENDED', 'UNINSURED'],
  async run({ me, now, tx, subject }, { on }) {
    const refused = on ? dutyRefusal(me.person?.volunteer ?? null, now) : null
    if (refused) throw refusal(refused, WORDS[refused])
    // Off the list, the last known position is nobody's business any more.
    await tx
      .of(PEOPLE)
      .updateAndReturn({ _id: me.id }, { 'volunteer.standby': on, ...(on ? {} : { position: null }) })
    subject(me.id)
    return { standby: on }
  },
})
