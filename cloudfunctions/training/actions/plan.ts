import * as z from 'zod'
import { write, type WriteContext } from '../../shared/action'
import { roles } from '../../shared/allow'
import { newId } from '../../shared/ids'
import { Id, RequestKey, words } from '../../shared/payload'
import { holds } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import type { Session } from '../record'
import { timeFits } from '../rules'
import { addSession, findPerson } from '../store'
import { loadTrainee } from '../trainee'
import { sessionView } from '../view'

/** Any date that the language knows. */
const At = z.number().int().min(0).max(8_640_000_000_000_000)

/** Plans a training or an exam (S-23, S-24): a trainer their own, the office with any trainer. */
export const plan = write({
  input: z.strictObject({
    courseId: Id,
    startAt: At,
    endAt: At,
    place: words(60),
    /** Who trains; the caller unless the office names somebody. */
    trainerId: Id.optional(),
    capacity: z.number().int().min(1).max(300),
    requestKey: RequestKey,
  }),
  allow: roles('trainer', 'office'),
  refusals: ['UNKNOWN_COURSE', 'BAD_TIME', 'UNKNOWN_TRAINER'],
  async run(context, input) {
    const { me, now, tx, township, subject } = context
    const course = township.training.courses.find((each) => each.id === input.courseId)
    if (!course) throw refusal('UNKNOWN_COURSE', '没有这门课程，请重新选择。')
    if (!timeFits(input.startAt, input.endAt, now)) {
      throw refusal('BAD_TIME', '时间不对：要在现在之后、一年之内，结束晚于开始，最长 12 小时。')
    }
    const trainer = await trainerOf(context, input.trainerId)
    const session: Session = {
      _id: newId('session'),
      revision: 1,
      course,
      startAt: input.startAt,
      endAt: input.endAt,
      place: input.place,
      trainerId: trainer.id,
      trainerName: trainer.name,
      capacity: input.capacity,
      state: 'open',
      people: [],
    }
    await addSession(tx, session)
    subject(session._id)
    return sessionView(session, { me, now, trainee: await loadTrainee(tx, me.id, me.person) })
  },
})

async function trainerOf(
  { me, tx }: Pick<WriteContext, 'me' | 'tx'>,
  named: string | undefined,
): Promise<{ id: string; name: string }> {
  if (named === undefined || named === me.id) {
    if (holds(me, 'trainer')) return { id: me.id, name: me.person?.name ?? '' }
    throw refusal('UNKNOWN_TRAINER', '请选一位教官。')
  }
  if (!holds(me, 'office')) throw refusal('UNKNOWN_TRAINER', '你只能安排自己的课。')
  const person = await findPerson(tx, named)
  if (!person?.roles.some(({ role }) => role === 'trainer')) {
    throw refusal('UNKNOWN_TRAINER', '这个人不是教官，请重新选择。')
  }
  return { id: person._id, name: person.name }
}
