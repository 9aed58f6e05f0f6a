import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import type { FileDto } from '../dto'
import { change, openFile } from '../change'
import { changedFile } from '../changed'
import { marksOut } from '../rules'
import { OWN_FILE } from '../words'

/** Takes marks back, during membership or after it (S-26). */
export const returnMarks = write({
  input: z.strictObject({
    personId: Id,
    items: z.array(z.string().min(1).max(40)).min(1).max(10),
    requestKey: RequestKey,
  }),
  allow: roles('office'),
  refusals: ['OWN_CASE', 'NOT_ALLOWED_NOW', 'MARK_NOT_OUT'],
  async run(context, { personId, items }): Promise<FileDto> {
    const { me, now, tell } = context
    const open = await openFile(context, personId, 'returnMarks')
    const { marks } = open.member
    const out = marksOut(marks).map(({ item }) => item)
    const back = [...new Set(items)]
    const missing = back.find((item) => !out.includes(item))
    if (missing !== undefined) throw refusal('MARK_NOT_OUT', '这样东西不在他手上，请刷新后再看。')
    await change(context, open, 'marksReturned', {
      text: back.join('、'),
      fields: {
        marks: marks.map((mark) =>
          mark.returnedAt === null && back.includes(mark.item)
            ? { ...mark, returnedAt: now, returnedBy: me.id }
            : mark,
        ),
      },
    })
    tell({
      cause: ['marksReturned', personId, String(now)],
      to: [personId],
      kind: 'notice',
      title: '交回登记',
      text: `登记你交回了${back.join('、')}。`,
      page: OWN_FILE,
    })
    return changedFile(context, personId)
  },
})
