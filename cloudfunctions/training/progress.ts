import type { Application } from '../recruitment/record'
import { dayOf } from '../shared/time'
import type { Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { ProgressDto } from './dto'
import type { Attended, Paper, Session } from './record'
import { coursesDone, hoursOf, isPresent, mayBeExamined, type Trainee } from './rules'

/** What someone's progress is told from. */
export interface ProgressSource {
  trainee: Trainee
  /** Their newest application, going on or not. */
  application: Application | null
  /** Their papers, newest first. */
  papers: readonly Paper[]
  /** Theory exams going on that they are in. */
  sittings: readonly Session[]
  township: Township
  now: Instant
}

const YEARLY = ['topical', 'police', 'drill'] as const

/** Where someone stands in training and exam (S-23, S-24). */
export function progressView(source: ProgressSource): ProgressDto {
  const { trainee, application, township, now } = source
  const { courses, theoryHours, practiceHours, yearly } = township.training
  const { candidacy, training, member } = trainee
  const attended = training?.attended ?? []
  const counting = candidacy?._id ?? application?._id ?? null
  const done = counting === null ? new Set<string>() : coursesDone(training, counting)
  const hours = hoursOf(attended, counting)
  const year = dayOf(now).slice(0, 4)
  return {
    as: candidacy ? 'candidate' : member ? 'member' : 'none',
    theory: { done: hours.theory, needed: theoryHours },
    practice: { done: hours.practice, needed: practiceHours },
    courses: courses
      .filter(({ kind }) => kind === 'theory' || kind === 'practice')
      .map((course) => ({ ...course, done: done.has(course.id) })),
    yearly: member
      ? YEARLY.map((kind) => ({ kind, done: countOf(attended, kind, year), needed: yearly[kind] }))
      : [],
    exam: examView(source),
  }
}

function countOf(attended: readonly Attended[], kind: string, year: string): number {
  return attended.filter((each) => each.kind === kind && dayOf(each.at).startsWith(year)).length
}

function examView(source: ProgressSource): ProgressDto['exam'] {
  const { trainee, application, papers, sittings, township } = source
  const passed = application?.passed ?? []
  const own = papers.filter((paper) => paper.applicationId === application?._id)
  const paper = own.find((each) => each.state === 'open') ?? own[0]
  const ready = trainee.candidacy !== null && mayBeExamined(trainee.candidacy.state)
  const present = sittings.find((each) => isPresent(each, trainee.personId))
  return {
    ready,
    theory: passed.includes('theory') ? 'passed' : 'open',
    practice: passed.includes('practice') ? 'passed' : 'open',
    resitUsed: application?.steps.some(({ event }) => event === 'partFailed') ?? false,
    minutes: township.exam.minutes,
    pass: township.exam.pass,
    questions: Object.values(township.exam.questions).reduce((sum, count) => sum + count, 0),
    paper: paper ? { id: paper._id, state: paper.state, endsAt: paper.endsAt, score: paper.score } : null,
    sitting: ready ? (present?._id ?? null) : null,
  }
}
