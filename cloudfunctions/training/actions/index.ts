import * as z from 'zod'
import { read, report, write } from '../../shared/action'
import { anyone, roles } from '../../shared/allow'
import { RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import type { Instant } from '../../shared/values'
import type * as dto from '../dto'
import * as inputs from './inputs'

function later<T>(): Promise<T> {
  return Promise.reject(refusal('UNAVAILABLE'))
}

/** The verbs of `training`. */
export const actions = {
  sessions: read({
    input: inputs.SessionsInput,
    allow: anyone(),
    run: () => later<{ sessions: dto.SessionDto[] }>(),
  }),
  session: read({
    input: inputs.SessionInput,
    allow: roles('trainer', 'office'),
    run: () => later<dto.SessionDetailDto>(),
  }),
  progress: read({ input: z.strictObject({}), allow: anyone(), run: () => later<dto.ProgressDto>() }),
  plan: write({
    input: inputs.PlanInput,
    allow: roles('trainer', 'office'),
    run: () => later<dto.SessionDto>(),
  }),
  cancelSession: write({
    input: inputs.CancelInput,
    allow: roles('trainer', 'office'),
    run: () => later<dto.SessionDto>(),
  }),
  signUp: write({ input: inputs.SessionWrite, allow: anyone(), run: () => later<dto.SessionDto>() }),
  signOff: write({ input: inputs.SessionWrite, allow: anyone(), run: () => later<dto.SessionDto>() }),
  code: read({
    input: inputs.SessionInput,
    allow: roles('trainer', 'office'),
    run: () => later<{ codes: dto.AttendanceCodeDto[] }>(),
  }),
  checkIn: write({ input: inputs.CheckInInput, allow: anyone(), run: () => later<dto.SessionDto>() }),
  mark: write({
    input: inputs.MarkInput,
    allow: roles('trainer', 'office'),
    run: () => later<dto.SessionDetailDto>(),
  }),
  begin: write({
    input: z.strictObject({ requestKey: RequestKey }),
    allow: anyone(),
    run: () => later<dto.PaperDto>(),
  }),
  paper: read({ input: inputs.PaperInput, allow: anyone(), run: () => later<dto.PaperDto>() }),
  saveAnswers: report({
    input: inputs.AnswersInput,
    allow: anyone(),
    run: () => later<{ saved: number; now: Instant }>(),
  }),
  handIn: write({ input: inputs.HandInInput, allow: anyone(), run: () => later<dto.PaperDto>() }),
  scenarios: read({
    input: z.strictObject({}),
    allow: roles('trainer'),
    run: () => later<{ scenarios: dto.ScenarioDto[]; examinees: dto.ExamineeDto[] }>(),
  }),
  judge: write({ input: inputs.JudgeInput, allow: roles('trainer'), run: () => later<dto.JudgementDto>() }),
}
