import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { recommendationState } from '../rules'
import { findRecommendation, removeRecommendation } from '../store'

/** Declines a recommendation, by whoever was given its link, or takes it back; it is gone then (S-20: voluntary). */
export const declineRecommendation = write({
  input: z.strictObject({ id: Id, requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['RECOMMENDATION_GONE'],
  async run({ me, now, tx, tell, subject }, { id }) {
    const found = await findRecommendation(tx, id)
    if (!found || recommendationState(found, now) !== 'open')
      throw refusal('RECOMMENDATION_GONE', '这份推荐已经用过或过期了，不用再回。')
    await removeRecommendation(tx, id)
    subject(id)
    if (found.byId !== me.id) {
      tell({
        cause: ['recommendation', id, 'declined'],
        to: [found.byId],
        kind: 'notice',
        title: '你的推荐有了回音',
        text: '对方这次不报名，推荐已经删除。谢谢你。',
        page: '/packages/recruit/recommend/index',
      })
    }
    return { declined: true }
  },
})
