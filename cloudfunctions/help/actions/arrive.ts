import * as z from 'zod'
import { write } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { Id, PointInput, RequestKey } from '../../shared/payload'
import { changeBy, MOVE_REFUSALS } from '../change'

/** The owner is at the place: the mark of "handled" (S-45). */
export const arrive = write({
  input: z.strictObject({ helpId: Id, requestKey: RequestKey, point: PointInput.nullable().optional() }),
  allow: volunteers(),
  refusals: MOVE_REFUSALS,
  async run(context, { helpId, point }) {
    const { dto } = await changeBy(
      context,
      helpId,
      'arrive',
      () => ({ fields: { arrivedAt: context.now }, event: { event: 'arrived' } }),
      point ?? null,
    )
    return dto
  },
})
