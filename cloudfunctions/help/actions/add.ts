import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { moveWords } from '../change'
import { checkWords, detailFields, detailsOf } from '../details'
import { changeHelp, findHelp } from '../store'
import { helpPage, helpTitle, helpView } from '../view'

/** Adds to the caller's own live request what was not said at first: place, photos, phone, for whom, a note (S-45). */
export const add = write({
  input: z.looseObject({ helpId: Id, requestKey: RequestKey, ...detailFields }),
  allow: anyone(),
  refusals: ['ALREADY_CLOSED'],
  async run({ me, now, township, tx, tell, subject }, { helpId, ...details }) {
    const before = await findHelp(tx, helpId)
    if (!before || before.requesterId !== me.id) throw refusal('NOT_FOUND')
    if (!before.live) throw refusal('ALREADY_CLOSED', moveWords('ALREADY_CLOSED', before))
    const { fields, flags: noted } = detailsOf(details, { me, township, home: null })
    const flags = new Set([...before.flags, ...noted])
    if (fields.place) flags.delete('NO_LOCATION')
    if (fields.place && !noted.includes('FAR_LOCATION')) flags.delete('FAR_LOCATION')
    const photos = fields.photos
      ? { photos: [...new Set([...before.photos, ...fields.photos])].slice(-9) }
      : {}
    const after = await changeHelp(tx, helpId, {
      ...fields,
      ...photos,
      flags: [...flags],
      timeline: [{ at: now, event: 'added', by: me.person?.name || null }],
    })
    if (!after) throw refusal('NOT_FOUND')
    subject(helpId)
    tell({
      cause: ['help', helpId, 'added', String(now)],
      to: before.owner ? [before.owner.personId] : [],
      kind: 'help',
      title: '求助人补充了情况',
      text: helpTitle(after),
      page: helpPage(helpId),
    })
    return helpView(after, { me, township, now })
  },
  after: checkWords,
})
