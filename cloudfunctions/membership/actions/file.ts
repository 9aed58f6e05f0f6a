import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import type { FileDto } from '../dto'
import { fileView, findSubject } from '../file'

/** One person, one file (S-25): the caller's own, or somebody's whom they have to do with by their role. */
export const file = read({
  input: z.strictObject({ personId: Id.optional() }),
  allow: anyone(),
  async run(context, { personId }): Promise<FileDto> {
    const subject = await findSubject(context.db, personId ?? context.me.id, context)
    const seen = await fileView(context, subject)
    if (!seen) throw refusal('NOT_FOUND')
    return seen
  },
})
