import { questionById, SCENARIOS } from './bank'
import { holds, type Me } from '../shared/people'
import { refusal, type Refusal } from '../shared/refusal'
import { villageOf, type Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { PaperDto, ScenarioDto, SessionDetailDto, SessionDto, SignUpRefusalCode } from './dto'
import type { Paper, Session } from './record'
import {
  isPresent,
  isSignedUp,
  signUpRefusal,
  takenOf,
  type AttendRefusalCode,
  type CancelRefusalCode,
  type SignOffRefusalCode,
  type Trainee,
} from './rules'

/** Pages that messages open. */
export const PAGES = {
  training: '/packages/recruit/training/index',
  mine: '/packages/recruit/mine/index',
  certificate: '/packages/recruit/certificate/index',
} as const

/** What attendance codes are made for. */
export const ATTENDANCE = 'attendance'

/** What an attendance code holds: the township's registered link, which opens the check-in page. */
export function attendanceLink(township: Township, sessionId: string, code: string): string {
  return `${township.linkPrefix}a?${new URLSearchParams({ s: sessionId, c: code }).toString()}`
}

type SessionRefusalCode = SignUpRefusalCode | SignOffRefusalCode | AttendRefusalCode | CancelRefusalCode

const SESSION_WORDS: Record<SessionRefusalCode, string> = {
  SESSION_CANCELLED: '这一场已经取消了。',
  SESSION_STARTED: '这一场已经开始，不能再改了。',
  SESSION_FULL: '名额刚刚满了，看看别的场次吧。',
  COURSE_DONE: '这一项你已经完成，不用再报。',
  NOT_FOR_YOU: '这一场现在不对你开放。先看看“我的培训”里该参加哪些。',
  NOT_SIGNED_UP: '你没有报这一场，不用退。',
  ATTENDED: '已经有签到记录，不能再退或取消。',
  CLOSED: '这一场的签到已经结束，有疑问请找教官。',
  NOT_OPEN_YET: '还没到签到时间，开始前 30 分钟可以签到。',
}

/** A session's refusal in words. */
export function sessionWords(code: SessionRefusalCode): string {
  return SESSION_WORDS[code]
}

/** A session's refusal, to throw. */
export function sessionRefused(code: SessionRefusalCode): Refusal {
  return refusal(code, sessionWords(code))
}

/** Whether the caller runs a session: takes its attendance, may cancel it. */
export function mayRun(session: Pick<Session, 'trainerId'>, me: Me): boolean {
  return holds(me, 'office') || (holds(me, 'trainer') && session.trainerId === me.id)
}

/** The session as the caller may see it; nobody else's name is in it but the trainer's. */
export function sessionView(
  session: Session,
  { me, now, trainee }: { me: Me; now: Instant; trainee: Trainee },
): SessionDto {
  const signedUp = isSignedUp(session, me.id)
  const code = signedUp ? null : signUpRefusal(session, trainee, now)
  return {
    id: session._id,
    course: session.course,
    startAt: session.startAt,
    endAt: session.endAt,
    place: session.place,
    trainer: { id: session.trainerId, name: session.trainerName },
    capacity: session.capacity,
    taken: takenOf(session),
    state: session.state,
    signedUp,
    attended: isPresent(session, me.id),
    refusal: code && { code, message: sessionWords(code) },
    mayRun: mayRun(session, me),
  }
}

/** The session with its people, for who runs it. */
export function sessionDetail(
  session: Session,
  context: { me: Me; now: Instant; trainee: Trainee; township: Township },
): SessionDetailDto {
  return {
    ...sessionView(session, context),
    people: session.people.map(({ personId, name, villageId, signedUpAt, attendedAt, by }) => ({
      personId,
      name,
      village: villageOf(context.township, villageId),
      signedUp: signedUpAt !== null,
      attendedAt,
      by,
    })),
  }
}

/**
 * The paper as its candidate may see it: the questions with their options as drawn, never the key; once graded, which
 * were right, with source and explanation (S-24).
 */
export function paperView(paper: Paper, now: Instant): PaperDto {
  const questions = paper.questions.flatMap(({ id, order }) => {
    const question = questionById(id)
    return question ? [{ question, order }] : []
  })
  const graded = paper.state === 'graded' && paper.score !== null && paper.passed !== null
  return {
    id: paper._id,
    attempt: paper.attempt,
    state: paper.state,
    startedAt: paper.startedAt,
    endsAt: paper.endsAt,
    now,
    questions: questions.map(({ question, order }) => ({
      id: question.id,
      topic: question.topic,
      kind: question.kind,
      text: question.text,
      options: order.map((index) => question.options[index] ?? ''),
    })),
    answers: Object.fromEntries(Object.entries(paper.answers).filter(([, choice]) => choice.length > 0)),
    result: graded
      ? {
          score: paper.score ?? 0,
          pass: paper.pass,
          passed: paper.passed === true,
          questions: questions.map(({ question: { id, source, explanation } }) => ({
            id,
            right: paper.right.includes(id),
            source,
            explanation,
          })),
        }
      : null,
  }
}

/** The scenarios of the practice exam, for examiners. */
export function scenarioViews(): ScenarioDto[] {
  return SCENARIOS.map(({ id, title, setting, criteria }) => ({
    id,
    title,
    setting,
    criteria: criteria.map((criterion) => ({ ...criterion })),
  }))
}
