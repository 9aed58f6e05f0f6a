import type { JudgementDto, PaperDto } from '../../../cloudfunctions/training/dto'
import { questionById, SCENARIOS } from '../../../cloudfunctions/training/bank'
import type { Paper as PaperRecord } from '../../../cloudfunctions/training/record'
import {
  EXAM_MINUTES,
  idOf,
  KIND_OF,
  OFFICES,
  QUESTIONS,
  RIGHT_ENOUGH,
  SESSIONS,
  type Actor,
  type Applicant,
  type SessionId,
} from './cast'
import type { Application, Model, Paper } from './model'
import { NOWHERE } from './commands-recruitment'
import { command, expectCode, type Answer, type Command, type World } from './world'

const NO_PAPER = 'no-such-paper'

/** Whether someone sits exams: their hours are reached and they are not through. */
function sits(model: Model, who: Applicant): boolean {
  const state = model.live(who)?.state
  return state === 'exam' || state === 'resit'
}

/** Whether a session is for someone (S-23, S-24). */
function isFor(model: Model, session: SessionId, who: Applicant): boolean {
  switch (KIND_OF.get(session)) {
    case 'theory':
    case 'practice':
      return model.candidacy(who) !== null
    case 'theoryExam':
    case 'practiceExam':
      return sits(model, who)
    default:
      // Somebody who joins anew is a candidate first.
      return model.candidacy(who) === null && model.serving(who) !== null
  }
}

/** Whether an attendance may no longer be taken back, since an exam rests on it. */
function restsOn(model: Model, session: SessionId, who: Applicant): boolean {
  const { applications } = model.people[who]
  switch (KIND_OF.get(session)) {
    case 'theory':
    case 'practice':
      return model.live(who)?.state !== 'training'
    case 'theoryExam':
      return applications.some(({ papers }) => papers.some(({ sitting }) => sitting === session))
    case 'practiceExam':
      return applications.some(({ practices }) => practices.includes(session))
    default:
      return false
  }
}

/** What taking an attendance comes to. */
function foretellMark(model: Model, by: Actor, session: SessionId, who: Actor, present: boolean): string {
  if (!OFFICES[by].trainer && !OFFICES[by].office) return 'FORBIDDEN'
  if (!OFFICES[by].office && by !== 'tutor') return 'NOT_FOUND'
  if (by === who) return 'OWN_CASE'
  if (!isApplicant(model, who)) return present ? 'NOT_FOR_YOU' : 'ok'
  if (model.candidacy(who)?.kin.includes(by)) return 'RELATIVE'
  const there = model.people[who].present.includes(session)
  if (present && !there) return isFor(model, session, who) ? 'ok' : 'NOT_FOR_YOU'
  return !present && there && restsOn(model, session, who) ? 'EXAM_OPEN' : 'ok'
}

function isApplicant(model: Model, who: Actor): who is Applicant {
  return who in model.people
}

/** Takes someone's attendance, or takes it back. */
export const mark = (by: Actor, session: SessionId, who: Actor, present: boolean): Command =>
  command(`mark(${by}, ${session}, ${who}, ${present ? 'present' : 'absent'})`, async (model, world) => {
    const expected = foretellMark(model, by, session, who, present)
    await world.ask(by, 'training.mark', { sessionId: session, personId: idOf(who), present }, expected)
    if (expected !== 'ok' || !isApplicant(model, who)) return
    const person = model.people[who]
    if (person.present.includes(session) === present) return
    const candidacy = model.candidacy(who)
    if (!present) {
      person.present = person.present.filter((each) => each !== session)
      person.attended = person.attended.filter((each) => each.session !== session)
      return
    }
    person.present.push(session)
    person.attended.push({ session, application: candidacy?.id ?? null })
    if (candidacy?.state !== 'training') return
    const hours = model.hours(who, candidacy.id, KIND_OF)
    if (hours['theory'] === 1 && hours['practice'] === 1) model.move(candidacy, 'hoursReached')
  })

/** Begins the theory paper; `twice` in two tabs at once. */
export const begin = (who: Applicant, twice = false): Command =>
  command(`begin(${who}${twice ? ', twice' : ''})`, async (model, world) => {
    const live = model.live(who)
    const open = live?.papers.find((paper) => paper.open)
    const sitting = SESSIONS.theoryExam.find((session) => model.people[who].present.includes(session))
    const may = live && sits(model, who) && (open || !live.passed.includes('theory'))
    const expected = !may ? 'NOT_ALLOWED_NOW' : open || sitting ? 'ok' : 'NO_SITTING'
    const answers = await Promise.all((twice ? [1, 2] : [1]).map(() => world.send(who, 'training.begin', {})))
    for (const answer of answers) expectCode(`${who} begins`, answer, [expected])
    const [first, second = first] = answers.map(({ data }) => data as PaperDto | null)
    if (!live || !first) return
    if (second?.id !== first.id) throw new Error('two tabs write two papers')
    if (open && open.id !== first.id) throw new Error('an open paper is not gone on with')
    if (open || !sitting) return
    if (first.attempt !== live.papers.length + 1 || first.questions.length !== QUESTIONS)
      throw new Error(`paper ${first.attempt} has ${first.questions.length} questions`)
    if (first.endsAt !== first.startedAt + EXAM_MINUTES * 60_000) throw new Error('a paper of another length')
    live.papers.push({ id: first.id, endsAt: first.endsAt, sitting, right: 0, open: true })
  })

/** The newest paper of someone, with its application. */
export function newestPaper(model: Model, who: Applicant): { application: Application; paper: Paper } | null {
  return (
    model
      .papers()
      .filter(({ application }) => application.of === who)
      .at(-1) ?? null
  )
}

/** Answers to a paper as it is shown, so many of them right. */
async function answersFor(world: World, id: string, right: number): Promise<object[]> {
  const { questions } = await world.one<PaperRecord>('papers', id)
  return questions.map(({ id: questionId, order }, at) => {
    const key = questionById(questionId)?.answer ?? []
    const places = order.map((_, place) => place)
    const isKey = (place: number): boolean => key.includes(order[place] ?? -1)
    const wrong = places.filter((place) => !isKey(place)).slice(0, 1)
    return { questionId, choice: at < right ? places.filter(isKey) : wrong }
  })
}

/** Saves answers to the newest paper of `of`, so many of them right. */
export const save = (who: Applicant, of: Applicant, right: number): Command =>
  command(
    `save(${who}, paper of ${of}, ${right} right)`,
    async (model, world) => {
      const { paper } = newestPaper(model, of) ?? { paper: null }
      if (!paper) return
      const inTime = model.now() < paper.endsAt ? 'ok' : 'TIME_UP'
      const expected = who !== of ? 'NOT_FOUND' : paper.open ? inTime : 'PAPER_CLOSED'
      const answers = await answersFor(world, paper.id, right)
      await world.ask(who, 'training.saveAnswers', { paperId: paper.id, answers }, expected)
      if (expected === 'ok') paper.right = right
    },
    (model) => newestPaper(model, of) !== null,
  )

function expectResult(data: unknown, paper: Paper): void {
  const result = (data as PaperDto | null)?.result
  const score = Math.round((100 * paper.right) / QUESTIONS)
  if (result?.score !== score || result.passed !== paper.right >= RIGHT_ENOUGH)
    throw new Error(`${JSON.stringify(result)} for ${paper.right} right answers`)
}

/** Hands the newest paper of `of` in; `twice` at once. */
export const handIn = (who: Applicant, of: Applicant, twice = false): Command =>
  command(`handIn(${who}, paper of ${of}${twice ? ', twice' : ''})`, async (model, world) => {
    const found = newestPaper(model, of)
    const payload = { paperId: found?.paper.id ?? NO_PAPER }
    const calls = (twice ? [1, 2] : [1]).map(() => world.send(who, 'training.handIn', payload))
    for (const answer of await Promise.all(calls)) {
      expectCode(`${who} hands in`, answer, [found && who === of ? 'ok' : 'NOT_FOUND'])
      if (found && who === of) expectResult(answer.data, found.paper)
    }
    if (found && who === of) model.grade(found.application, found.paper)
  })

/** How a practice exam is judged. */
export interface Judging {
  pass: boolean
  /** Under the number of another attempt. */
  late: boolean
  /** Without one of the scenarios. */
  missing: boolean
}

/** What judging comes to (S-08, S-24). */
function foretellJudge(by: Actor, application: Application | null, how: Judging): string {
  if (!OFFICES[by].trainer) return 'FORBIDDEN'
  if (!application) return 'NOT_FOUND'
  if (application.of === by) return 'OWN_CASE'
  if (application.kin.includes(by)) return 'RELATIVE'
  if (application.state !== 'exam' && application.state !== 'resit') return 'NOT_ALLOWED_NOW'
  if (application.passed.includes('practice')) return 'NOT_ALLOWED_NOW'
  if (how.late) return 'STALE'
  return how.missing ? 'SCENARIO_MISSING' : 'ok'
}

function judgementOf(application: Application | null, { pass, late, missing }: Judging): object {
  const results = SCENARIOS.map(({ id, criteria }, at) => ({
    scenarioId: id,
    met: pass || at > 0 ? criteria.map((each) => each.id) : [],
  }))
  return {
    applicationId: application?.id ?? NOWHERE,
    attempt: (application?.practices.length ?? 0) + (late ? 2 : 1),
    results: missing ? results.slice(1) : results,
    note: '',
  }
}

function judged(model: Model, application: Application, { data }: Answer, { pass }: Judging): void {
  const there = model.people[application.of].present.includes('practice-exam-1')
  application.practices.push(there ? 'practice-exam-1' : null)
  model.settle(application, 'practice', pass)
  const { passed, state } = data as JudgementDto
  if (passed !== pass || state !== application.state) throw new Error(`judged ${passed}, then ${state}`)
}

export const judge = (by: Actor, of: Applicant, how: Judging): Command =>
  command(`judge(${by}, application of ${of}, ${JSON.stringify(how)})`, async (model, world) => {
    const application = model.newest(of)
    const expected = foretellJudge(by, application, how)
    const answer = await world.send(by, 'training.judge', judgementOf(application, how))
    expectCode(`${by} judges ${of}`, answer, [expected])
    if (application && expected === 'ok') judged(model, application, answer, how)
  })

/** Two examiners judge one practice exam at once: it counts once. */
export const judgeAtOnce = (of: Applicant, one: Judging, two: Judging): Command =>
  command(
    `judgeAtOnce(${of}, ${JSON.stringify(one)}, ${JSON.stringify(two)})`,
    async (model, world) => {
      const application = model.newest(of)
      if (!application) return
      const calls = [['tutor', one] as const, ['coach', two] as const]
      const foretold = calls.map(([by, how]) => foretellJudge(by, application, how))
      const answers = await Promise.all(
        calls.map(([by, how]) => world.send(by, 'training.judge', judgementOf(application, how))),
      )
      const possible = foretold.includes('ok') ? 1 : 0
      if (answers.filter(({ code }) => code === 'ok').length !== possible)
        throw new Error(`two examiners at once: ${JSON.stringify(answers.map(({ code }) => code))}`)
      if (foretold.every((code) => code === 'ok')) world.note('one of two at once: examiners')
      for (const [at, answer] of answers.entries()) {
        const own = foretold[at] ?? ''
        const [by, how] = calls[at] ?? ['tutor', one]
        expectCode(`${by} judges at once`, answer, possible ? [own, 'STALE', 'NOT_ALLOWED_NOW'] : [own])
        if (answer.code === 'ok') judged(model, application, answer, how)
      }
    },
    (model) => sits(model, of),
  )

/** Handing in and being judged at once: both count, one after the other, whichever was first. */
export const bothPartsAtOnce = (of: Applicant, pass: boolean): Command =>
  command(
    `bothPartsAtOnce(${of}, practice ${pass ? 'passed' : 'failed'})`,
    async (model, world) => {
      const found = newestPaper(model, of)
      if (!found) return
      const { application, paper } = found
      const how: Judging = { pass, late: false, missing: false }
      const foretold = foretellJudge('coach', application, how)
      const [handed, answer] = await Promise.all([
        world.send(of, 'training.handIn', { paperId: paper.id }),
        world.send('coach', 'training.judge', judgementOf(application, how)),
      ])
      expectCode(`${of} hands in while judged`, handed, ['ok'])
      expectCode('coach judges meanwhile', answer, foretold === 'ok' ? ['ok', 'NOT_ALLOWED_NOW'] : [foretold])
      expectResult(handed.data, paper)
      if (foretold === 'ok') world.note('two at once: both parts')
      const { steps } = await world.one<{ steps: { by: string | null }[] }>('applications', application.id)
      const judgedFirst = steps[application.steps.length + 1]?.by === idOf('coach')
      if (!judgedFirst) model.grade(application, paper)
      if (answer.code === 'ok') judged(model, application, answer, how)
      else expectCode('coach judges meanwhile', answer, [foretellJudge('coach', application, how)])
      model.grade(application, paper)
    },
    (model) => newestPaper(model, of)?.paper.open === true && sits(model, of),
  )
