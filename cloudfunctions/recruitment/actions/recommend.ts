import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { newId } from '../../shared/ids'
import { isRisky } from '../../shared/moderation'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { DAY } from '../../shared/time'
import { villageOf } from '../../shared/township'
import { normalName } from '../names'
import { addRecommendation, findRecommendationsBy } from '../store'

/** How many recommendations of one person may be open at once. */
const MOST_OPEN = 10

/** Recommends somebody (S-20). It is a link that they open themselves: nobody is applied for, and nobody is told. */
export const recommend = write({
  input: z.strictObject({
    name: z.string().min(1).max(60),
    villageId: Id,
    reason: words(200),
    requestKey: RequestKey,
  }),
  allow: anyone(),
  refusals: ['NAME_ODD', 'UNKNOWN_VILLAGE', 'OWN_CASE', 'TOO_MANY', 'RISKY_TEXT', 'CLOSED'],
  async run({ me, now, tx, township, subject }, { villageId, reason, ...input }) {
    const { open, recommendationLife } = township.recruitment
    if (!open) throw refusal('CLOSED', `现在暂停招募，想了解请打综治办电话 ${township.officePhone}。`)
    const name = normalName(input.name)
    if (name === null) throw refusal('NAME_ODD', '请填对方的姓名，2 到 20 个汉字。')
    if (!villageOf(township, villageId)) throw refusal('UNKNOWN_VILLAGE', '没有这个村，请重新选择。')
    if (name === me.person?.name && villageId === me.person.villageId)
      throw refusal('OWN_CASE', '推荐自己不用写推荐，请直接自荐报名。')
    const current = await findRecommendationsBy(tx, me.id, now)
    if (current.filter((each) => each.takenBy === null).length >= MOST_OPEN)
      throw refusal('TOO_MANY', `最多同时推荐 ${MOST_OPEN} 个人，等前面的有了回音再推荐。`)
    if (await isRisky(me.openid, reason))
      throw refusal('RISKY_TEXT', '填写的文字里有不合适的内容，请改一改。')
    const id = newId('rec')
    await addRecommendation(tx, {
      _id: id,
      byId: me.id,
      byName: me.person?.name ?? '',
      name,
      villageId,
      reason,
      createdAt: now,
      expiresAt: now + recommendationLife * DAY,
      takenBy: null,
    })
    subject(id)
    return { id }
  },
})
