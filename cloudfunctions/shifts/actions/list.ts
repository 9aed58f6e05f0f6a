import * as z from 'zod'
import { anyone } from '../../shared/allow'
import { read } from '../../shared/action'
import { DayText, Id } from '../../shared/payload'
import { addDays, dayOf } from '../../shared/time'
import { findDuties, findShifts } from '../store'
import { shiftView } from '../view'

/** Shifts by day, village or area, or the caller's own (S-35). */
export const list = read({
  input: z.strictObject({
    from: DayText.optional(),
    days: z.number().int().min(1).max(14).optional(),
    villageId: Id.optional(),
    areaId: Id.optional(),
    mine: z.boolean().optional(),
  }),
  allow: anyone(),
  async run({ me, now, db, township }, input) {
    const from = input.from ?? dayOf(now)
    const to = addDays(from, (input.days ?? 7) - 1)
    const [shifts, duties] = await Promise.all([
      findShifts(db, from, to, {
        villageId: input.villageId,
        areaId: input.areaId,
        personId: input.mine === true ? me.id : undefined,
      }),
      findDuties(db, me.id),
    ])
    return { shifts: shifts.map((shift) => shiftView(shift, { me, township, now }, duties)), now }
  },
})
