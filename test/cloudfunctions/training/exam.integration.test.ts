import type { Member } from '../../../cloudfunctions/membership/record'
import type { Application } from '../../../cloudfunctions/recruitment/record'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { questionById, SCENARIOS } from '../../../cloudfunctions/training/bank'
import type {
  ExamineeDto,
  JudgementDto,
  PaperDto,
  ProgressDto,
  ScenarioDto,
} from '../../../cloudfunctions/training/dto'
import { shownKey } from '../../../cloudfunctions/training/exam'
import type { Paper, Practice } from '../../../cloudfunctions/training/record'
import { NOW, person, staff } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'
import { applicantsOf, candidacy, session, trained, withPeople } from './records'

const trainer = staff('trainer', { role: 'trainer' })
const second = staff('second-trainer', { role: 'trainer' })
const one = person('one')
const absent = person('absent')
const early = person('early')
const crowd = Array.from({ length: 30 }, (_, at) => person(`crowd-${at}`))

const own = { trainerId: trainer._id, startAt: NOW - 30 * MINUTE, endAt: NOW + 240 * MINUTE }
const sitting = withPeople(session('exam-1', 'theory-exam', own), [one, early, ...crowd], true)
const practical = withPeople(session('exam-2', 'practice-exam', own), [one], true)

/** The test clock runs on; so much time a step may take. */
const SOON = 15_000
const TIME = 60 * MINUTE

let cloud: TestCloud
let keys = 0
const key = (): string => `exam-request-${String(++keys).padStart(8, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})
beforeEach(() => arrange())
afterAll(() => cloud.close())

/** Candidates with their hours; `one` as told. */
function arrange(
  over: Partial<Application> = {},
  records: Record<string, readonly object[]> = {},
): Promise<void> {
  const applications = [
    candidacy(one, { state: 'exam', ...over }),
    candidacy(absent, { state: 'exam' }),
    candidacy(early),
    ...crowd.map((each) => candidacy(each, { state: 'exam' })),
  ]
  return cloud.reset(NOW, {
    people: [trainer, second, one, absent, early, ...crowd],
    applications,
    applicants: applicantsOf(applications),
    trainings: applications.map((each) => trained(each)),
    sessions: [sitting, practical],
    ...records,
  })
}

const ask = (openid: string, verb: string, payload: object = {}): Promise<Reply> =>
  cloud.call(openid, 'training', verb, { ...payload, requestKey: key() })

async function done<T>(openid: string, verb: string, payload: object = {}): Promise<T> {
  const reply = await ask(openid, verb, payload)
  if (!reply.ok) throw new Error(`${verb}: ${reply.code} ${reply.message}`)
  return reply.data as T
}

const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code)

const save = (openid: string, paperId: string, answers: object[]): Promise<Reply> =>
  cloud.call(openid, 'training', 'saveAnswers', { paperId, answers })

async function all<T>(collection: string): Promise<T[]> {
  const { data } = await cloud.db.collection(collection).limit(1000).get()
  return data as T[]
}

async function stored<T extends { _id: string }>(collection: string, id: string): Promise<T> {
  const found = (await all<T>(collection)).find(({ _id }) => _id === id)
  if (!found) throw new Error(`${collection} has no ${id}`)
  return found
}

const applicationOf = (openid: string): Promise<Application> =>
  stored('applications', `application-${openid}`)

/** The right answers to the first so many questions of a paper, as only the server knows them. */
async function rightAnswers(
  paperId: string,
  count: number,
): Promise<{ questionId: string; choice: number[] }[]> {
  const paper = await stored<Paper>('papers', paperId)
  return paper.questions.slice(0, count).map(({ id, order }) => {
    const question = questionById(id)
    if (!question) throw new Error(`there is no question ${id}`)
    return { questionId: id, choice: shownKey(question, order) }
  })
}

/** Begins a paper, answers so many questions rightly, and hands it in. */
async function sit(openid: string, right: number): Promise<PaperDto> {
  const begun = await done<PaperDto>(openid, 'begin')
  if (right > 0) expect(codeOf(await save(openid, begun.id, await rightAnswers(begun.id, right)))).toBe('ok')
  return done<PaperDto>(openid, 'handIn', { paperId: begun.id })
}

const messagesTo = async (id: string): Promise<MessageRecord[]> =>
  (await all<MessageRecord>('messages')).filter(({ to }) => to.includes(id))

const everything = SCENARIOS.map(({ id, criteria }) => ({
  scenarioId: id,
  met: criteria.map((each) => each.id),
}))
const nothing = SCENARIOS.map(({ id }) => ({ scenarioId: id, met: [] as string[] }))

function judge(who: string, attempt: number, results: object[] = everything, openid = 'one'): Promise<Reply> {
  return ask(who, 'judge', { applicationId: `application-${openid}`, attempt, results, note: '' })
}

describe('beginning', () => {
  it('draws the paper of the settings, for an hour by the server’s clock, without its key (S-24)', async () => {
    const paper = await done<PaperDto>('one', 'begin')
    expect(paper.questions).toHaveLength(50)
    expect(paper).toMatchObject({ attempt: 1, state: 'open', answers: {}, result: null })
    expect(paper.endsAt - paper.startedAt).toBe(TIME)
    for (const question of paper.questions) {
      expect(Object.keys(question).sort()).toEqual(['id', 'kind', 'options', 'text', 'topic'])
      expect([...question.options].sort()).toEqual([...(questionById(question.id)?.options ?? [])].sort())
    }
    const kept = await stored<Paper>('papers', paper.id)
    expect(kept.seed).toMatch(/^[0-9a-f]{32}$/)
    expect(JSON.stringify(paper)).not.toContain(kept.seed)
  })

  it('answers the open paper to a second tab, a second phone and a new start', async () => {
    const begun = await Promise.all(Array.from({ length: 5 }, () => done<PaperDto>('one', 'begin')))
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1)
    expect(new Set(begun.map(({ questions }) => JSON.stringify(questions))).size).toBe(1)
    expect(await all('papers')).toHaveLength(1)
    cloud.moveClockOnly(NOW + TIME + MINUTE)
    expect((await done<PaperDto>('one', 'begin')).id).toBe(begun[0]?.id)
  })

  it.each<[string, string, number, string]>([
    ['without the hours', 'early', NOW, 'NOT_ALLOWED_NOW'],
    ['without an application', 'trainer', NOW, 'NOT_ALLOWED_NOW'],
    ['without being checked in', 'absent', NOW, 'NO_SITTING'],
    ['after the sitting', 'one', sitting.endAt, 'NO_SITTING'],
  ])('is refused %s', async (_, who, at, code) => {
    cloud.moveClockOnly(at)
    expect(codeOf(await ask(who, 'begin'))).toBe(code)
    expect(await all('papers')).toEqual([])
  })

  it('is refused to someone who signed up but is not there, nor before the start, nor in a cancelled sitting', async () => {
    await arrange({}, { sessions: [withPeople(sitting, [one])] })
    expect(codeOf(await ask('one', 'begin'))).toBe('NO_SITTING')
    const later = { ...sitting, startAt: NOW + 5 * MINUTE }
    await arrange({}, { sessions: [later] })
    expect(codeOf(await ask('one', 'begin'))).toBe('NO_SITTING')
    await arrange({}, { sessions: [{ ...sitting, state: 'cancelled' }] })
    expect(codeOf(await ask('one', 'begin'))).toBe('NO_SITTING')
  })

  it('is refused once the part is passed', async () => {
    await arrange({ passed: ['theory'] })
    expect(codeOf(await ask('one', 'begin'))).toBe('NOT_ALLOWED_NOW')
  })
})

describe('answering', () => {
  it('keeps every answer, question by question, for both tabs, and gives them back after a drop', async () => {
    const { id, questions } = await done<PaperDto>('one', 'begin')
    const ids = questions.map((each) => each.id)
    const replies = await Promise.all(
      ids.map((questionId, at) => save('one', id, [{ questionId, choice: [at % 2] }])),
    )
    expect(replies.map(codeOf)).toEqual(ids.map(() => 'ok'))
    const resumed = await cloud.must<PaperDto>('one', 'training', 'paper', { paperId: id })
    expect(resumed.answers).toEqual(Object.fromEntries(ids.map((questionId, at) => [questionId, [at % 2]])))
    await save('one', id, [{ questionId: ids[0], choice: [] }])
    const again = await cloud.must<PaperDto>('one', 'training', 'paper', { paperId: id })
    expect(Object.keys(again.answers)).toHaveLength(49)
  })

  it('answers how many were saved, and the server’s time', async () => {
    const { id } = await done<PaperDto>('one', 'begin')
    const reply = await save('one', id, await rightAnswers(id, 3))
    expect(reply).toMatchObject({ ok: true, data: { saved: 3 } })
  })

  it('refuses what is no answer to a question of the paper, and saves nothing of it', async () => {
    const { id, questions } = await done<PaperDto>('one', 'begin')
    const [good] = await rightAnswers(id, 1)
    const single = questions.find(({ kind }) => kind === 'single')?.id
    const inPaper = new Set(questions.map((each) => each.id))
    const foreign = ['law-01', 'law-02', 'law-03', 'fire-01', 'fire-02', 'fraud-01', 'fraud-02', 'limits-01']
      .concat(Array.from({ length: 20 }, (_, at) => `law-${String(at + 1).padStart(2, '0')}`))
      .find((each) => !inPaper.has(each))
    for (const wrong of [
      { questionId: 'nothing', choice: [0] },
      { questionId: foreign, choice: [0] },
      { questionId: single, choice: [0, 1] },
      { questionId: single, choice: [9] },
      { questionId: single, choice: [-1] },
      { questionId: single, choice: [0.5] },
      { questionId: '$set', choice: [0] },
      { questionId: 'a.b', choice: [0] },
    ]) {
      expect(codeOf(await save('one', id, [good as object, wrong]))).toBe('BAD_INPUT')
    }
    expect((await cloud.must<PaperDto>('one', 'training', 'paper', { paperId: id })).answers).toEqual({})
  })

  it('is for the candidate alone', async () => {
    const { id } = await done<PaperDto>('one', 'begin')
    const [answer] = await rightAnswers(id, 1)
    for (const who of ['crowd-0', 'trainer']) {
      expect(codeOf(await save(who, id, [answer as object]))).toBe('NOT_FOUND')
      expect(codeOf(await cloud.call(who, 'training', 'paper', { paperId: id }))).toBe('NOT_FOUND')
      expect(codeOf(await ask(who, 'handIn', { paperId: id }))).toBe('NOT_FOUND')
    }
  })

  it('ends with the time, whatever the phone’s clock says; what was saved counts', async () => {
    const { id, endsAt } = await done<PaperDto>('one', 'begin')
    const answers = await rightAnswers(id, 50)
    cloud.moveClockOnly(endsAt - SOON)
    expect(codeOf(await save('one', id, answers.slice(0, 40)))).toBe('ok')
    cloud.moveClockOnly(endsAt)
    expect(codeOf(await save('one', id, answers))).toBe('TIME_UP')
    const graded = await done<PaperDto>('one', 'handIn', { paperId: id })
    expect(graded.result).toMatchObject({ score: 80, passed: true })
    expect(codeOf(await save('one', id, answers))).toBe('PAPER_CLOSED')
  })
})

describe('handing in', () => {
  it('grades with source and explanation, and once only', async () => {
    const { id } = await done<PaperDto>('one', 'begin')
    await save('one', id, await rightAnswers(id, 45))
    const results = await Promise.all([0, 1, 2].map(() => done<PaperDto>('one', 'handIn', { paperId: id })))
    for (const { state, result } of results) {
      expect(state).toBe('graded')
      expect(result).toMatchObject({ score: 90, pass: 80, passed: true })
      expect(result?.questions.filter(({ right }) => right)).toHaveLength(45)
      for (const each of result?.questions ?? []) {
        expect(each.source).toBe(questionById(each.id)?.source)
        expect(each.explanation).not.toBe('')
        expect(Object.keys(each).sort()).toEqual(['explanation', 'id', 'right', 'source'])
      }
    }
    const application = await applicationOf('one')
    expect(application).toMatchObject({ state: 'exam', passed: ['theory'], papers: 1 })
    expect(application.steps.map(({ event }) => event)).toEqual(['partPassed'])
    expect(await messagesTo(one._id)).toHaveLength(1)
    const progress = await cloud.must<ProgressDto>('one', 'training', 'progress')
    expect(progress.exam).toMatchObject({
      theory: 'passed',
      practice: 'open',
      paper: { state: 'graded', score: 90 },
    })
  })

  it('never lets an answer of the same moment change a graded paper', async () => {
    const { id } = await done<PaperDto>('one', 'begin')
    const answers = await rightAnswers(id, 50)
    const [handedIn, ...saves] = await Promise.all([
      ask('one', 'handIn', { paperId: id }),
      ...answers.map((answer) => save('one', id, [answer])),
    ])
    // So many saves at once may keep it from the paper for long enough to be asked to try again.
    expect(['ok', 'BUSY']).toContain(codeOf(handedIn))
    if (!handedIn.ok) await done<PaperDto>('one', 'handIn', { paperId: id })
    const saved = saves.filter((reply) => reply.ok).length
    for (const reply of saves) expect(['ok', 'PAPER_CLOSED']).toContain(codeOf(reply))
    const paper = await stored<Paper>('papers', id)
    // Every answer that was acknowledged counted.
    expect(paper.right).toHaveLength(saved)
    expect(paper.score).toBe(saved * 2)
  })

  it('gives one resit with other questions, and eliminates after the second failure (S-24)', async () => {
    const first = await sit('one', 39)
    expect(first.result).toMatchObject({ score: 78, passed: false })
    const failed = await applicationOf('one')
    expect(failed.state).toBe('resit')
    expect(failed.steps.at(-1)?.reason).toContain('78')
    const progress = await cloud.must<ProgressDto>('one', 'training', 'progress')
    expect(progress.exam).toMatchObject({ ready: true, resitUsed: true, sitting: sitting._id })
    const resit = await sit('one', 0)
    expect(resit.attempt).toBe(2)
    const had = new Set(first.questions.map(({ id }) => id))
    expect(resit.questions.filter(({ id }) => had.has(id))).toEqual([])
    const out = await applicationOf('one')
    expect(out).toMatchObject({ state: 'eliminated', papers: 2 })
    expect(codeOf(await ask('one', 'begin'))).toBe('NOT_ALLOWED_NOW')
    expect(await messagesTo(one._id)).toHaveLength(2)
  })

  it('certifies in the same moment when the other part is passed already', async () => {
    await arrange({ passed: ['practice'] })
    expect((await sit('one', 50)).result?.passed).toBe(true)
    expect(await applicationOf('one')).toMatchObject({ state: 'certified', passed: ['practice', 'theory'] })
    const [member] = await all<Member>('members')
    expect(member).toMatchObject({ _id: one._id, state: 'active' })
    const [message] = await messagesTo(one._id)
    expect(message?.page).toBe('/packages/recruit/certificate/index')
  })

  it('grades a paper whose application ended meanwhile, and moves nothing', async () => {
    const { id } = await done<PaperDto>('one', 'begin')
    await cloud.db
      .collection('applications')
      .doc('application-one')
      .update({ state: 'withdrawn', closedAt: NOW })
    expect(await done<PaperDto>('one', 'handIn', { paperId: id })).toMatchObject({ state: 'graded' })
    expect(await applicationOf('one')).toMatchObject({ state: 'withdrawn', steps: [] })
    expect(await messagesTo(one._id)).toEqual([])
  })

  it('serves a whole room at once and loses nobody', async () => {
    const begun = await Promise.all(crowd.map(({ openid }) => done<PaperDto>(openid, 'begin')))
    for (const [at, { id }] of begun.entries()) {
      await save(crowd[at]?.openid ?? '', id, await rightAnswers(id, at % 2 === 0 ? 50 : 10))
    }
    const graded = await Promise.all(
      begun.map(({ id }, at) => done<PaperDto>(crowd[at]?.openid ?? '', 'handIn', { paperId: id })),
    )
    expect(graded.map(({ result }) => result?.score)).toEqual(crowd.map((_, at) => (at % 2 === 0 ? 100 : 20)))
    const states = await Promise.all(crowd.map(async ({ openid }) => (await applicationOf(openid)).state))
    expect(states).toEqual(crowd.map((_, at) => (at % 2 === 0 ? 'exam' : 'resit')))
  })
})

describe('the clock', () => {
  it('grades what timed out with what was saved, exactly once however often it fires', async () => {
    const { id, endsAt } = await done<PaperDto>('one', 'begin')
    await save('one', id, await rightAnswers(id, 41))
    cloud.moveClockOnly(endsAt - SOON)
    await cloud.fireTimer('clock')
    expect((await stored<Paper>('papers', id)).state).toBe('open')
    cloud.moveClockOnly(endsAt)
    await Promise.all([
      cloud.fireTimer('clock'),
      cloud.fireTimer('clock'),
      ask('one', 'handIn', { paperId: id }),
    ])
    cloud.moveClockOnly(endsAt + 2 * MINUTE)
    await cloud.fireTimer('clock')
    const paper = await stored<Paper>('papers', id)
    expect(paper).toMatchObject({ state: 'graded', score: 82, passed: true })
    expect(paper.gradedAt).toBeLessThan(endsAt + 2 * MINUTE)
    expect((await applicationOf('one')).steps.map(({ event }) => event)).toEqual(['partPassed'])
    expect(await messagesTo(one._id)).toHaveLength(1)
  })

  it('grades the others when one paper cannot be graded', async () => {
    const mine = await done<PaperDto>('one', 'begin')
    await cloud.db.collection('papers').doc(mine.id).update({ questions: 'broken' })
    const theirs = await done<PaperDto>('crowd-0', 'begin')
    cloud.moveClockOnly(theirs.endsAt + MINUTE)
    await cloud.fireTimer('clock')
    expect((await stored<Paper>('papers', theirs.id)).state).toBe('graded')
    expect((await applicationOf('crowd-0')).state).toBe('resit')
  })
})

describe('the practice exam', () => {
  it('shows examiners the scenarios and whom they may examine, those present first', async () => {
    const { scenarios, examinees } = await cloud.must<{ scenarios: ScenarioDto[]; examinees: ExamineeDto[] }>(
      'trainer',
      'training',
      'scenarios',
    )
    expect(scenarios.map(({ id }) => id)).toEqual(SCENARIOS.map(({ id }) => id))
    expect(examinees).toHaveLength(32)
    expect(examinees[0]).toMatchObject({ name: 'one', present: true, attempt: 1, resitUsed: false })
    expect(examinees.map(({ name }) => name)).not.toContain('early')
    expect(codeOf(await cloud.call('one', 'training', 'scenarios'))).toBe('FORBIDDEN')
  })

  it('passes on the rubric, and certifies when theory is passed', async () => {
    await arrange({ passed: ['theory'] })
    expect(await judge('trainer', 1)).toMatchObject({
      ok: true,
      data: { passed: true, missing: [], state: 'certified' },
    })
    expect(await all('members')).toHaveLength(1)
    const [practice] = await all<Practice>('practices')
    expect(practice).toMatchObject({ personId: one._id, examinerId: trainer._id, sessionId: practical._id })
    expect(codeOf(await judge('trainer', 2))).toBe('NOT_ALLOWED_NOW')
  })

  it('fails without a must of one scenario, names it, and leaves one resit', async () => {
    const [first, ...rest] = SCENARIOS
    const must = first?.criteria.find((each) => each.must)
    const met = first?.criteria.filter((each) => each !== must).map(({ id }) => id)
    const results = [{ scenarioId: first?.id, met }, ...everything.slice(1)]
    expect(rest).not.toEqual([])
    const reply = await judge('trainer', 1, results)
    expect(reply).toMatchObject({ data: { passed: false, missing: [first?.title], state: 'resit' } })
    expect((await applicationOf('one')).steps.at(-1)).toMatchObject({ event: 'partFailed', by: trainer._id })
    expect(await judge('trainer', 2, nothing)).toMatchObject({ data: { state: 'eliminated' } })
    expect(await messagesTo(one._id)).toHaveLength(2)
  })

  it('does not let two examiners use up the resit with one exam', async () => {
    const codes = (
      await Promise.all([judge('trainer', 1, nothing), judge('second-trainer', 1, nothing)])
    ).map(codeOf)
    expect(codes.sort()).toEqual(['STALE', 'ok'])
    expect(await applicationOf('one')).toMatchObject({ state: 'resit' })
    expect(await all('practices')).toHaveLength(1)
  })

  it('counts a failure in either part as the one (S-24)', async () => {
    expect(codeOf(await judge('trainer', 1, nothing))).toBe('ok')
    await sit('one', 10)
    expect((await applicationOf('one')).state).toBe('eliminated')
  })

  it.each<[string, string, object[], string]>([
    ['a scenario left out', 'trainer', everything.slice(1), 'SCENARIO_MISSING'],
    ['a scenario that is not set', 'trainer', [...everything, { scenarioId: 'x', met: [] }], 'BAD_INPUT'],
    ['as a candidate', 'crowd-0', everything, 'FORBIDDEN'],
  ])('refuses %s', async (_, who, results, code) => expect(codeOf(await judge(who, 1, results))).toBe(code))

  it('is nobody’s own, no relative’s, and nobody’s before their hours (S-08)', async () => {
    await arrange({ relatives: [trainer._id] })
    expect(codeOf(await judge('trainer', 1))).toBe('RELATIVE')
    const { examinees } = await cloud.must<{ examinees: ExamineeDto[] }>('trainer', 'training', 'scenarios')
    expect(examinees.map(({ name }) => name)).not.toContain('one')
    expect(codeOf(await judge('trainer', 1, everything, 'early'))).toBe('NOT_ALLOWED_NOW')
    await arrange({}, { people: [{ ...one, roles: [{ role: 'trainer' }] }] })
    expect(codeOf(await judge('one', 1))).toBe('OWN_CASE')
    const reply = await judge('one', 1, everything, 'absent')
    expect((reply.ok ? (reply.data as JudgementDto) : null)?.passed).toBe(true)
  })
})
