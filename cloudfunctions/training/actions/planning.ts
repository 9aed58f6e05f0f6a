import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { holds } from '../../shared/people'
import { findByRole } from '../../shared/recipients'
import type { PlanningDto } from '../dto'

/** What a session is planned with: the courses of the settings, and whom the caller may name as its trainer. */
export const planning = read({
  input: z.strictObject({}),
  allow: roles('trainer', 'office'),
  async run({ me, db, township }): Promise<PlanningDto> {
    const named = holds(me, 'office') ? await findByRole(db, 'trainer') : []
    return {
      courses: township.training.courses,
      trainers: named.map(({ _id, name }) => ({ id: _id, name })),
    }
  },
})
