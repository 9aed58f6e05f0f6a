import * as z from 'zod'
import { cleanWords, DayText, Id, RequestKey, words } from '../../shared/payload'

const At = z.number().int().min(0).max(8_640_000_000_000_000)

/** Sessions of how many days from when. */
export const SessionsInput = z.strictObject({
  from: DayText.optional(),
  days: z.number().int().min(1).max(62).optional(),
})
/** One session. */
export const SessionInput = z.strictObject({ sessionId: Id })
/** One session, to change something about it. */
export const SessionWrite = z.strictObject({ sessionId: Id, requestKey: RequestKey })
/** A new session. */
export const PlanInput = z.strictObject({
  courseId: Id,
  startAt: At,
  endAt: At,
  place: words(60),
  /** Who trains; the caller unless the office names somebody. */
  trainerId: Id.optional(),
  capacity: z.number().int().min(1).max(300),
  requestKey: RequestKey,
})
/** A session that does not take place, and why. */
export const CancelInput = z.strictObject({ sessionId: Id, reason: words(100), requestKey: RequestKey })
/** The code that was scanned. */
export const CheckInInput = z.strictObject({ sessionId: Id, code: Id, requestKey: RequestKey })
/** Attendance as the trainer saw it. */
export const MarkInput = z.strictObject({
  sessionId: Id,
  personId: Id,
  present: z.boolean(),
  requestKey: RequestKey,
})
/** One paper. */
export const PaperInput = z.strictObject({ paperId: Id })
/** Answers to some questions of a paper. */
export const AnswersInput = z.strictObject({
  paperId: Id,
  answers: z
    .array(
      z.strictObject({
        questionId: Id,
        /** Places of the chosen options as shown, in any order; empty takes an answer back. */
        choice: z.array(z.number().int().min(0).max(19)).max(20),
      }),
    )
    .min(1)
    .max(60),
})
/** Hands a paper in. */
export const HandInInput = z.strictObject({ paperId: Id, requestKey: RequestKey })
/** A practice exam as the examiner saw it. */
export const JudgeInput = z.strictObject({
  applicationId: Id,
  /** The `attempt` of the examinee as it was shown. */
  attempt: z.number().int().min(1).max(10),
  results: z.array(z.strictObject({ scenarioId: Id, met: z.array(Id).max(40) })).max(20),
  note: z.string().max(200).transform(cleanWords),
  requestKey: RequestKey,
})
