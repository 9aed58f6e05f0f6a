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

/** Issues armband, work card, vest to a certified member (S-14). */
export const issueMarks = write({
  input: z.strictObject({
    personId: Id,
    items: z.array(z.string().min(1).max(40)).min(1).max(10),
    requestKey: RequestKey,
  }),
  allow: roles('office'),
  refusals: ['OWN_CASE', 'NOT_ALLOWED_NOW', 'UNKNOWN_MARK', 'MARK_OUT'],
  async run(context, { personId, items }): Promise<FileDto> {
    const { me, now, township, tell } = context
    const open = await openFile(context, personId, 'issueMarks')
    const { marks } = open.member
    const wanted = [...new Set(items)]
    const strange = wanted.find((item) => !township.membership.marks.includes(item))
    if (strange !== undefined) throw refusal('UNKNOWN_MARK', '没有这样东西，请重新选择。')
    const out = marksOut(marks).find(({ item }) => wanted.includes(item))
    if (out) throw refusal('MARK_OUT', `${out.item}已经领过，还没有交回。`)
    await change(context, open, 'marksIssued', {
      text: wanted.join('、'),
      fields: {
        marks: [
          ...marks,
          ...wanted.map((item) => ({
            item,
            issuedAt: now,
            issuedBy: me.id,
            returnedAt: null,
            returnedBy: null,
          })),
        ],
      },
    })
    tell({
      cause: ['marksIssued', personId, String(now)],
      to: [personId],
      kind: 'notice',
      title: '领用登记',
      text: `登记你领了${wanted.join('、')}。没有领到请联系综治办。`,
      page: OWN_FILE,
    })
    return changedFile(context, personId)
  },
})
