import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { releaseFor } from '../release'

/** Gives back the caller's seat, until the deadline, with a reason (S-35). */
export const release = write({
  input: z.strictObject({ shiftId: Id, reason: words(100), requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['NOT_YOURS', 'SHIFT_STARTED', 'TOO_LATE'],
  run: (context, { shiftId, reason }) => releaseFor(context, { shiftId, personId: context.me.id, reason }),
})
