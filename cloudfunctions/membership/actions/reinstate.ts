import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import type { FileDto } from '../dto'
import { change, openFile } from '../change'
import { changedFile } from '../changed'
import { OWN_FILE } from '../words'

/** Ends a suspension; shifts given up by it stay free (S-26). */
export const reinstate = write({
  input: z.strictObject({ personId: Id, reason: words(200), requestKey: RequestKey }),
  allow: roles('office', 'leader'),
  refusals: ['OWN_CASE', 'NOT_ALLOWED_NOW'],
  async run(context, { personId, reason }): Promise<FileDto> {
    const { now, tell } = context
    const open = await openFile(context, personId, 'reinstate')
    await change(context, open, 'reinstated', { text: reason, fields: { suspension: null } })
    tell({
      cause: ['reinstated', personId, String(now)],
      to: [personId],
      kind: 'notice',
      title: '你可以恢复巡逻了',
      text: '从现在起又能报班，之前退掉的班要重新报。',
      page: OWN_FILE,
    })
    return changedFile(context, personId)
  },
})
