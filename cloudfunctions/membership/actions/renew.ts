import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import type { FileDto } from '../dto'
import { change, openFile } from '../change'
import { changedFile } from '../changed'
import { validityFrom } from '../rules'
import { dayWords } from '../words'

/** Gives a certificate a new validity from today; number and code stay (S-22). */
export const renew = write({
  input: z.strictObject({ personId: Id, requestKey: RequestKey }),
  allow: roles('office'),
  refusals: ['OWN_CASE', 'NOT_ALLOWED_NOW'],
  async run(context, { personId }): Promise<FileDto> {
    const { now, township, tell } = context
    const open = await openFile(context, personId, 'renew')
    const validUntil = validityFrom(now, township.membership.certificateYears)
    await change(context, open, 'renewed', {
      text: `有效期到${dayWords(validUntil)}`,
      fields: { certificate: { ...open.member.certificate, validUntil } },
    })
    tell({
      cause: ['renewed', personId, String(now)],
      to: [personId],
      kind: 'notice',
      title: '队员证续期了',
      text: `有效期到${dayWords(validUntil)}。`,
      page: '/packages/recruit/certificate/index',
    })
    return changedFile(context, personId)
  },
})
