import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import type { StaffDto } from '../dto'
import { findOpenInvitations, findStaff } from '../store'
import { staffView } from '../view'

/** Who holds which role, which invitations are open, and who leads which team (S-02 … S-07). */
export const staff = read({
  input: z.strictObject({}),
  allow: roles('office'),
  async run({ me, now, db, township }): Promise<StaffDto> {
    const [people, invitations] = await Promise.all([findStaff(db), findOpenInvitations(db, now)])
    return staffView(people, invitations, { me, township, now })
  },
})
