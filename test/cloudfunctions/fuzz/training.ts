import * as fc from 'fast-check'
import { passcode, slotOf } from '../../../cloudfunctions/shared/passcode'
import { personId } from '../../../cloudfunctions/shared/ids'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { questionById, SCENARIOS } from '../../../cloudfunctions/training/bank'
import { CODE_SLOT_MS } from '../../../cloudfunctions/training/rules'
import { ATTENDANCE } from '../../../cloudfunctions/training/view'
import { NOW, township } from '../../support/builders'
import { applicationId, PAPERS, PEOPLE, QUESTIONS, SESSIONS } from './world'
import { day, mostly, optional, requestKey, text, type ValidByAction } from './values'

const sessionId = mostly(SESSIONS, ['no-such-session'])
const planned = mostly(['law', 'topical'], SESSIONS)
const candidates = ['trainee', 'examinee', 'resitter']
const members = ['volunteer-a', 'volunteer-b']
const staff = ['trainer', 'office']
const paperId = mostly(PAPERS.slice(0, 1), PAPERS)

/** The code of a moment ago, one of long ago, or none at all. */
const codeOf = (session: string): fc.Arbitrary<string> =>
  fc.nat({ max: 4 }).map((kind) => {
    if (kind === 0) return 'wrong'
    // The test clock is a few seconds past NOW: the codes of the next slot count too.
    return passcode(ATTENDANCE, session, slotOf(NOW, CODE_SLOT_MS) - (kind === 1 ? 20 : 0))
  })

const answer = fc.constantFrom(...QUESTIONS).chain(({ id }) => {
  const question = questionById(id)
  if (!question) throw new Error(`there is no question ${id}`)
  const places = question.options.map((_, place) => place)
  return fc.record({
    questionId: fc.constant(id),
    choice: fc.subarray(places, { maxLength: question.kind === 'multiple' ? places.length : 1 }),
  })
})

const results = fc
  .tuple(
    ...SCENARIOS.map(({ id, criteria }) =>
      fc.oneof(
        fc.constant({ scenarioId: id, met: criteria.map((each) => each.id) }),
        fc.record({ scenarioId: fc.constant(id), met: fc.subarray(criteria.map((each) => each.id)) }),
      ),
    ),
  )
  .chain((all) => mostly([all], [all.slice(1), []]))

/** Sessions, attendance and the exam. */
export const TRAINING: ValidByAction = {
  'training.sessions': {
    payload: fc.record({ from: optional(day), days: optional(fc.integer({ min: 1, max: 62 })) }),
  },
  'training.session': { payload: fc.record({ sessionId }), by: staff },
  'training.progress': { payload: fc.record({}) },
  'training.plan': {
    payload: fc
      .record({
        courseId: mostly(
          township.training.courses.map(({ id }) => id),
          ['no-such-course'],
        ),
        startAt: mostly([NOW + 600 * MINUTE, NOW + 6000 * MINUTE], [NOW - MINUTE, 0, 8_640_000_000_000_000]),
        minutes: mostly([60, 240], [0, 6000]),
        place: text(60),
        trainerId: mostly<string | undefined>(
          [undefined, personId('trainer')],
          ['p_nobody', personId('police')],
        ),
        capacity: fc.integer({ min: 1, max: 300 }),
        requestKey,
      })
      .map(({ minutes, ...rest }) => ({
        ...rest,
        endAt: Math.min(rest.startAt + minutes * MINUTE, 8_640_000_000_000_000),
      })),
    by: staff,
  },
  'training.planning': { payload: fc.record({}), by: staff },
  'training.cancelSession': {
    payload: fc.record({ sessionId: planned, reason: text(100), requestKey }),
    by: staff,
  },
  'training.signUp': {
    payload: fc.record({ sessionId: planned, requestKey }),
    by: [...candidates, ...members],
  },
  'training.signOff': { payload: fc.record({ sessionId: planned, requestKey }), by: ['trainee'] },
  'training.code': { payload: fc.record({ sessionId }), by: staff },
  'training.checkIn': {
    payload: sessionId.chain((id) => fc.record({ sessionId: fc.constant(id), code: codeOf(id), requestKey })),
    by: [...candidates, ...members],
  },
  'training.mark': {
    payload: fc.record({
      sessionId,
      personId: mostly([...candidates, ...members].map(personId), [
        ...PEOPLE.map(({ _id }) => _id),
        'p_nobody',
      ]),
      present: fc.boolean(),
      requestKey,
    }),
    by: staff,
  },
  'training.begin': { payload: fc.record({ requestKey }), by: candidates },
  'training.paper': { payload: fc.record({ paperId }), by: ['examinee'] },
  'training.saveAnswers': {
    payload: fc.record({ paperId, answers: fc.array(answer, { minLength: 1, maxLength: 60 }) }),
    by: ['examinee'],
  },
  'training.handIn': { payload: fc.record({ paperId, requestKey }), by: ['examinee'] },
  'training.scenarios': { payload: fc.record({}), by: ['trainer'] },
  'training.judge': {
    payload: fc.record({
      applicationId: mostly(['examinee', 'resitter'].map(applicationId), [
        applicationId('waiting'),
        'no-such-application',
      ]),
      attempt: mostly([1], [2, 10]),
      results,
      note: fc.oneof(fc.constant(''), text(200)),
      requestKey,
    }),
    by: ['trainer'],
  },
}
