import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { villageOf } from '../../shared/township'
import type { RecommendationDto } from '../dto'
import { maskName } from '../names'
import { recommendationState } from '../rules'
import { findRecommendation } from '../store'

/** A recommendation, for whoever was given its link (S-20). */
export const recommendation = read({
  input: z.strictObject({ id: Id }),
  allow: anyone(),
  async run({ db, now, township }, { id }): Promise<RecommendationDto> {
    const found = await findRecommendation(db, id)
    if (!found) throw refusal('NOT_FOUND', '这份推荐没有找到，可能已过期。')
    return {
      id,
      byName: maskName(found.byName),
      name: found.name,
      village: villageOf(township, found.villageId) ?? { id: found.villageId, name: '' },
      reason: found.reason,
      state: recommendationState(found, now),
    }
  },
})
