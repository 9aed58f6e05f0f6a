import type { AttendanceCodeDto, PaperDto, SessionDto } from '../../cloudfunctions/training/dto'
import { personId } from '../../cloudfunctions/shared/ids'
import { DEFAULT_TOWNSHIP } from '../../cloudfunctions/shared/township'
import { questionById, SCENARIOS } from '../../cloudfunctions/training/bank'
import { checkCharacter } from '../../cloudfunctions/recruitment/idNumber'
import type { Demo } from '../support/phone'

const MINUTE = 60_000
let keys = 0

/** A new key for one request. */
export function requestKey(): string {
  return `journey-request-${String(++keys).padStart(8, '0')}`
}

/** An ID number of no county that passes every check: a woman born on 1985-06-18. */
export function idNumber(order = '122'): string {
  const digits = `33089919850618${order}`
  return digits + checkCharacter(digits)
}

/** Calls an action that must succeed. */
export async function must<T>(
  demo: Demo,
  openid: string,
  fn: string,
  action: string,
  payload: object = {},
): Promise<T> {
  const reply = await demo.call(openid, fn, action, payload)
  if (!reply.ok) throw new Error(`${fn}.${action}: ${reply.code} ${reply.message}`)
  return reply.data as T
}

/** Plans a session of a course with the demo's trainer, 10 minutes from `now` (ms since 1970). */
export function plan(demo: Demo, courseId: string, now: number): Promise<SessionDto> {
  return must(demo, 'demo-trainer', 'training', 'plan', {
    courseId,
    startAt: now + 10 * MINUTE,
    endAt: now + 180 * MINUTE,
    place: '乡综治中心',
    capacity: 40,
    requestKey: requestKey(),
  })
}

/** Marks someone as present. */
export function present(demo: Demo, session: SessionDto, openid: string): Promise<unknown> {
  return must(demo, 'demo-trainer', 'training', 'mark', {
    sessionId: session.id,
    personId: personId(openid),
    present: true,
    requestKey: requestKey(),
  })
}

/** The link in the code that the trainer's screen shows now. */
export async function attendanceLink(demo: Demo, session: SessionDto): Promise<string> {
  const { codes } = await must<{ codes: AttendanceCodeDto[] }>(demo, 'demo-trainer', 'training', 'code', {
    sessionId: session.id,
  })
  return codes[0]?.link ?? ''
}

/** The courses that certification needs (S-23). */
export const COURSES = DEFAULT_TOWNSHIP.training.courses.filter(
  ({ kind }) => kind === 'theory' || kind === 'practice',
)

/** Saves the right answers of an open paper, from the bank that no phone sees. */
export async function answerRightly(demo: Demo, openid: string, paper: PaperDto): Promise<void> {
  const answers = paper.questions.map(({ id, options }) => {
    const question = questionById(id)
    const right = (question?.answer ?? []).map((at) => question?.options[at])
    return {
      questionId: id,
      choice: options.flatMap((option, place) => (right.includes(option) ? [place] : [])),
    }
  })
  await must(demo, openid, 'training', 'saveAnswers', { paperId: paper.id, answers })
}

/** Every criterion of every scenario is met. */
export const ALL_MET = SCENARIOS.map(({ id, criteria }) => ({
  scenarioId: id,
  met: criteria.map((criterion) => criterion.id),
}))
