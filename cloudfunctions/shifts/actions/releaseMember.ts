import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { releaseFor } from '../release'

/** Gives back a member's seat after the deadline, by the captain or deputy of their team, or the office (S-35). */
export const releaseMember = write({
  input: z.strictObject({ shiftId: Id, personId: Id, reason: words(100), requestKey: RequestKey }),
  allow: roles('captain', 'deputy', 'office'),
  refusals: ['NOT_YOURS', 'SHIFT_STARTED', 'TOO_LATE'],
  run: (context, input) => releaseFor(context, input),
})
