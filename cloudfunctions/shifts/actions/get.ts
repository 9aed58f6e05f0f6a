import * as z from 'zod'
import { anyone } from '../../shared/allow'
import { read } from '../../shared/action'
import { Id } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { findDuties, findShift } from '../store'
import { shiftDetail } from '../view'

/** One shift with its crew. */
export const get = read({
  input: z.strictObject({ shiftId: Id }),
  allow: anyone(),
  async run({ me, now, db, township }, { shiftId }) {
    const [shift, duties] = await Promise.all([findShift(db, shiftId), findDuties(db, me.id)])
    if (!shift) throw refusal('NOT_FOUND')
    return shiftDetail(shift, { me, township, now }, duties)
  },
})
