import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id } from '../../shared/payload'
import type { ReviewDto } from '../dto'
import { seen } from '../reviewers'
import { reviewView } from '../reviewView'
import { findApplication } from '../store'

/** An application, for those who decide (S-03 … S-05). */
export const get = read({
  input: z.strictObject({ applicationId: Id }),
  allow: roles('reviewer', 'leader', 'office'),
  async run(context, { applicationId }): Promise<ReviewDto> {
    const application = seen(context.me, await findApplication(context.db, applicationId))
    return reviewView(application, context)
  },
})
