import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { claimRefusal, type Duty, type Shift } from '../rules'
import { addDuty, seat } from '../store'
import { claimRefused, shiftDetail } from '../view'

/** Takes a seat in a shift (S-35). Anyone may ask; the rule says who gets one, and why not. */
export const claim = write({
  input: z.strictObject({ shiftId: Id, requestKey: RequestKey }),
  allow: anyone(),
  refusals: [
    'SHIFT_CANCELLED',
    'SHIFT_STARTED',
    'NOT_CERTIFIED',
    'SUSPENDED',
    'UNINSURED',
    'NOT_OPEN_TO_YOU',
    'ALREADY_CLAIMED',
    'OVERLAPS',
    'SHIFT_FULL',
    'QUALIFICATION_NEEDED',
  ],
  async run({ me, now, tx, township, subject }, { shiftId }) {
    const volunteer = me.person?.volunteer ?? null
    const after = await seat(tx, shiftId, {
      personId: me.id,
      name: me.person?.name ?? '',
      teamId: volunteer?.teamId ?? '',
      qualifications: volunteer?.qualifications ?? [],
      at: now,
    })
    if (!after) throw refusal('NOT_FOUND')
    // Written first, judged on what was found: one statement is both read and write, and a refusal rolls it back.
    const before: Shift = { ...after, crew: after.crew.slice(0, -1) }
    const early = claimRefusal(before, me.id, volunteer, [], now)
    if (early) throw claimRefused(early, township)
    const duty: Duty = { shiftId, areaId: after.areaId, startAt: after.startAt, endAt: after.endAt }
    const duties = await addDuty(tx, me.id, duty)
    const others = duties.filter((each) => each.shiftId !== shiftId)
    const reason = claimRefusal(before, me.id, volunteer, others, now)
    if (reason) throw claimRefused(reason, township)
    subject(shiftId)
    return shiftDetail(after, { me, township, now }, duties)
  },
})
