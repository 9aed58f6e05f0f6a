import * as z from 'zod'
import { relatedTo } from '../../recruitment/rules'
import { findApplication } from '../../recruitment/store'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { idFrom } from '../../shared/ids'
import { cleanWords, Id, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { SCENARIOS } from '../bank'
import type { JudgementDto } from '../dto'
import { judgementFault, judgePractice, PRACTICE_PASS } from '../exam'
import { settlePart } from '../outcome'
import { isPresent, mayBeExamined } from '../rules'
import { addPractice, findPractices, findSittings } from '../store'

/**
 * Judges a candidate's practice exam by the rubric (S-24), never one's own or a relative's (S-08). Which attempt is
 * meant is named, so that two examiners at once do not use up the resit with one exam.
 */
export const judge = write({
  input: z.strictObject({
    applicationId: Id,
    /** The `attempt` of the examinee as it was shown. */
    attempt: z.number().int().min(1).max(10),
    results: z.array(z.strictObject({ scenarioId: Id, met: z.array(Id).max(40) })).max(20),
    note: z.string().max(200).transform(cleanWords),
    requestKey: RequestKey,
  }),
  allow: roles('trainer'),
  refusals: ['OWN_CASE', 'RELATIVE', 'NOT_ALLOWED_NOW', 'STALE', 'SCENARIO_MISSING'],
  async run(context, input): Promise<JudgementDto> {
    const { me, now, tx, township, tell, subject } = context
    const application = await findApplication(tx, input.applicationId)
    if (!application) throw refusal('NOT_FOUND')
    if (application.personId === me.id) throw refusal('OWN_CASE', '不能给自己考核，请让别的考官来。')
    if (relatedTo(application, me.id)) throw refusal('RELATIVE', '对方申报了你是亲属，请让别的考官来。')
    if (!mayBeExamined(application.state)) {
      throw refusal('NOT_ALLOWED_NOW', '这个人现在不在考试阶段，不能考核。')
    }
    if (application.passed.includes('practice')) {
      throw refusal('NOT_ALLOWED_NOW', '这个人的实操考核已经通过了。')
    }
    const { personId } = application
    const before = (await findPractices(tx, personId)).filter(
      (each) => each.applicationId === application._id,
    )
    if (input.attempt !== before.length + 1) {
      throw refusal('STALE', '别的考官刚刚评过这次考核，请刷新后再看。')
    }
    const fault = judgementFault(SCENARIOS, input.results)
    if (fault === 'SCENARIO_UNKNOWN') throw refusal('BAD_INPUT')
    if (fault === 'SCENARIO_MISSING') throw refusal('SCENARIO_MISSING', '还有情景没有评，全部评完再提交。')
    const { results, passed } = judgePractice(SCENARIOS, input.results, PRACTICE_PASS)
    const sittings = await findSittings(tx, 'practiceExam', now, personId)
    const practice = {
      _id: idFrom('practice', application._id, String(input.attempt)),
      personId,
      applicationId: application._id,
      sessionId: sittings.find((each) => isPresent(each, personId))?._id ?? null,
      attempt: input.attempt,
      at: now,
      examinerId: me.id,
      results,
      passed,
      note: input.note,
    }
    await addPractice(tx, practice)
    const missing = SCENARIOS.filter(({ id }) =>
      results.some((each) => each.scenarioId === id && !each.passed),
    ).map(({ title }) => title)
    const detail = passed ? '各个情景都合格。' : `没有合格的情景：${missing.join('、')}。`
    const result = { part: 'practice', attempt: input.attempt, passed, detail } as const
    const settled = await settlePart(tx, application, result, { by: me.id, now, township })
    if (settled.message) tell(settled.message)
    subject(application._id)
    subject(personId)
    return { passed, missing, state: settled.application.state }
  },
})
