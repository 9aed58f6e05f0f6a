import * as z from 'zod'
import { changeApplication, findApplications, findLiveApplication } from '../../recruitment/store'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { isOwnFile, removeFiles } from '../../shared/files'
import { FileId, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { isServing } from '../rules'
import { findMember, memberOf, saveMember } from '../store'

/**
 * Adds the caller's portrait or replaces it (S-22, S-25): in the application that goes on, and in the membership with the
 * application it came from. The portrait before is removed for good once nothing shows it.
 */
export const setPhoto = write({
  input: z.strictObject({ photo: FileId, requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['PHOTO_NOT_YOURS', 'NOTHING_TO_SHOW'],
  async run({ me, now, tx, township, subject }, { photo }): Promise<{ replaced: string[] }> {
    if (!isOwnFile(photo, me.id)) throw refusal('PHOTO_NOT_YOURS', '这张照片用不了，请重新拍一张。')
    const live = await findLiveApplication(tx, me.id)
    const { member } = await memberOf(tx, me.id, { now, township })
    const serving = member && isServing(member.state) ? member : null
    if (!live && !serving) throw refusal('NOTHING_TO_SHOW', '你还没有报名，照片用不上。报名时会请你拍一张。')
    subject(me.id)
    const before = await findApplications(tx, me.id)
    const changed = before.filter(({ _id }) => _id === live?._id || _id === serving?.applicationId)
    for (const application of changed) await changeApplication(tx, application, { photo })
    if (serving) await saveMember(tx, { ...serving, photo })
    const shown = [
      photo,
      (await findMember(tx, me.id))?.photo,
      ...before.filter((each) => !changed.includes(each)).map((each) => each.photo),
    ]
    const old = [...changed.map((each) => each.photo), serving?.photo].filter((each) => each != null)
    return { replaced: [...new Set(old)].filter((each) => !shown.includes(each)) }
  },
  after: (_context, { replaced }) => removeFiles(replaced),
})
