import * as z from 'zod'
import { relatedTo } from '../../recruitment/rules'
import { findCandidates } from '../../recruitment/store'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { villageOf } from '../../shared/township'
import type { ExamineeDto } from '../dto'
import { isPresent, mayBeExamined } from '../rules'
import { findPracticesOf, findSittings } from '../store'
import { scenarioViews } from '../view'

/** What an examiner needs (S-24): the scenarios with their rubrics, and whom they may examine. */
export const scenarios = read({
  input: z.strictObject({}),
  allow: roles('trainer'),
  async run({ me, now, db, township }) {
    const [candidates, sittings] = await Promise.all([
      findCandidates(db),
      findSittings(db, 'practiceExam', now),
    ])
    const ready = candidates.filter(
      (each) =>
        mayBeExamined(each.state) &&
        !each.passed.includes('practice') &&
        each.personId !== me.id &&
        !relatedTo(each, me.id),
    )
    const practices = await findPracticesOf(
      db,
      ready.map((each) => each.personId),
    )
    const examinees = ready.map(({ _id, personId, name, villageId, state }): ExamineeDto => ({
      applicationId: _id,
      personId,
      name,
      village: villageOf(township, villageId),
      resitUsed: state === 'resit',
      attempt: practices.filter((each) => each.applicationId === _id).length + 1,
      present: sittings.some((each) => isPresent(each, personId)),
    }))
    // Those who are there come first.
    examinees.sort((a, b) => Number(b.present) - Number(a.present))
    return { scenarios: scenarioViews(), examinees }
  },
})
