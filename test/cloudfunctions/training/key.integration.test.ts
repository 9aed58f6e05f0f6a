import * as fc from 'fast-check'
import { BANK, questionById, type Question } from '../../../cloudfunctions/training/bank'
import type { PaperDto } from '../../../cloudfunctions/training/dto'
import { drawPaper, shownKey } from '../../../cloudfunctions/training/exam'
import type { Paper } from '../../../cloudfunctions/training/record'
import { paperView } from '../../../cloudfunctions/training/view'
import { personId } from '../../../cloudfunctions/shared/ids'
import { NOW, person, township } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { random } from '../../support/random'
import { FOUNDATION } from '../fuzz/foundation'
import { RECRUITMENT } from '../fuzz/recruitment'
import { SERVING } from '../fuzz/serving'
import { TRAINING } from '../fuzz/training'
import { APPLICANTS, applicationId, CALLERS, PAPERS, QUESTIONS, records, SESSIONS } from '../fuzz/world'
import { Witness, type Answer } from '../secrets/witness'
import { applicantsOf, candidacy, session, trained, withPeople } from './records'

/** The exam's answer key reaches no phone (S-24): every answer of every action is read. */

const VALID = { ...FOUNDATION, ...RECRUITMENT, ...TRAINING, ...SERVING }
const SEED = 20261126

/** After these the paper is graded or gone, so they come last. */
const ENDING = ['training.handIn', 'recruitment.withdraw', 'recruitment.withdrawConsent', 'account.deleteMe']

/** What no property of an answer may be called while a paper is open. */
const TELLTALE = /^(answer|key|right|correct|order|seed|explanation|source)$/i

let cloud: TestCloud
let witness: Witness

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
})
beforeEach(() => {
  witness = new Witness(cloud)
})
afterAll(() => cloud.close())

/** Calls `visit` for every property in an answer, in JSON texts within it too. */
function walk(value: unknown, visit: (key: string, value: unknown) => void): void {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      walk(JSON.parse(value), visit)
    } catch {
      // Words that only begin like JSON.
    }
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    visit(key, inner)
    walk(inner, visit)
  }
}

const isNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'number')

/** What of the key an answer gives away, as sentences; the choices that a candidate saved are not of it. */
function leaks({ reply }: Answer, questions: readonly Question[]): string[] {
  const found: string[] = []
  walk(reply, (key, value) => {
    if (TELLTALE.test(key)) found.push(`has ${key}`)
    if (key === 'answers') return
    // The order in which options are shown, or the places of right ones, would be a list of numbers.
    if (isNumbers(value) && !questions.some(({ id }) => id === key))
      found.push(`${key} lists ${String(value)}`)
  })
  const text = JSON.stringify(reply)
  for (const { id, explanation } of questions) if (text.includes(explanation)) found.push(`explains ${id}`)
  return found
}

/** Everything that a person can ask for, in an order of its own, but what ends the paper. */
async function asksForEverything(who: string, seed: number): Promise<void> {
  const names = Object.keys(VALID).filter((name) => !ENDING.includes(name))
  const shuffled = fc.sample(fc.shuffledSubarray(names, { minLength: names.length }), { numRuns: 1, seed })[0]
  for (const [at, name] of (shuffled ?? []).entries()) {
    const payload = VALID[name]?.payload ?? fc.constant({})
    for (const each of fc.sample(payload, { numRuns: 1, seed: seed + at }))
      await witness.call(who, name, each)
  }
  // What has to do with the exam is asked for outright.
  for (const paperId of PAPERS) await witness.call(who, 'training.paper', { paperId })
  for (const sessionId of SESSIONS) await witness.call(who, 'training.session', { sessionId })
  for (const openid of APPLICANTS) {
    await witness.call(who, 'membership.file', { personId: personId(openid) })
    await witness.call(who, 'recruitment.get', { applicationId: applicationId(openid) })
  }
  for (const name of ['training.begin', 'training.progress', 'training.scenarios', 'account.exportData'])
    await witness.call(who, name)
}

const known = (ids: readonly { id: string }[]): Question[] => ids.flatMap(({ id }) => questionById(id) ?? [])

/** Whose graded paper is in the world, with its explanations. */
const GRADED = 'resitter'

it('is in no answer of any action to anybody while a paper is open', async () => {
  const questions = known(QUESTIONS)
  expect(questions).toHaveLength(QUESTIONS.length)
  for (const [at, who] of CALLERS.entries()) {
    await cloud.reset(NOW, records())
    await asksForEverything(who, SEED + at * 1000)
  }
  const accepted = new Set(witness.answers.filter(({ reply }) => reply.ok).map(({ action }) => action))
  expect(accepted.size).toBeGreaterThan(50)
  const own = (each: Answer): boolean => each.action === 'training.paper' && each.who === GRADED
  for (const answer of witness.answers.filter((each) => !own(each)))
    expect([answer.who, answer.action, ...leaks(answer, questions)]).toEqual([answer.who, answer.action])
  // The reading finds what it looks for: a graded paper explains itself to its own candidate.
  const graded = witness.answers.filter((each) => own(each) && each.reply.ok)
  expect(graded.flatMap((each) => leaks(each, questions))).toEqual(
    expect.arrayContaining(['has explanation', 'has right', 'has source']),
  )
}, 600_000)

it('stays on the server after grading: which were right is said, not what would have been', async () => {
  await cloud.reset(NOW, records())
  const before = await witness.must<PaperDto>('examinee', 'training.paper', { paperId: 'paper-open' })
  expect(before.questions.map((each) => Object.keys(each).sort())).toEqual(
    QUESTIONS.map(() => ['id', 'kind', 'options', 'text', 'topic']),
  )
  const graded = await witness.must<PaperDto>('examinee', 'training.handIn', { paperId: 'paper-open' })
  expect(graded.questions).toEqual(before.questions)
  expect(graded.result?.questions.map((each) => Object.keys(each).sort())).toEqual(
    QUESTIONS.map(() => ['explanation', 'id', 'right', 'source']),
  )
  await witness.call('examinee', 'training.progress')
  await witness.call('examinee', 'account.exportData')
  await witness.call('office', 'membership.file', { personId: personId('examinee') })
  for (const answer of witness.answers) {
    expect(
      leaks(answer, known(QUESTIONS)).filter((each) => /lists|key|answer$|order|seed/.test(each)),
    ).toEqual([])
  }
})

/**
 * Pearson's statistic of how often each place held the right option of four, against a quarter each. With three degrees
 * of freedom it exceeds 30 once in 700,000 times when the places are even.
 */
function unevenness(places: readonly number[]): number {
  const expected = places.length / 4
  return [0, 1, 2, 3].reduce((sum, place) => {
    const count = places.filter((each) => each === place).length
    return sum + (count - expected) ** 2 / expected
  }, 0)
}

/** The place of the right option of each single-choice question with four options, as a phone shows them. */
function rightPlaces({ questions }: PaperDto): number[] {
  return questions.flatMap(({ id, kind, options }) => {
    const question = questionById(id)
    if (!question || kind !== 'single' || options.length !== 4) return []
    const right = question.options[question.answer[0] ?? -1]
    return options.flatMap((option, place) => (option === right ? [place] : []))
  })
}

describe('the order of options', () => {
  it('says nothing of the key: over 400 papers the right one stands at each place about equally often', () => {
    const next = random(SEED)
    const digit = (): string => Math.floor(next() * 16).toString(16)
    const papers = Array.from({ length: 400 }, () => {
      const seed = Array.from({ length: 32 }, digit).join('')
      const questions = drawPaper(BANK, township.exam.questions, new Set(), seed)
      return paperView({ ...OPEN, questions, answers: {} }, NOW)
    })
    const places = papers.flatMap(rightPlaces)
    expect(places.length).toBeGreaterThan(5000)
    expect(unevenness(places)).toBeLessThan(30)
    // Question by question too: none has a favourite place. As many tests, so the bound is wider.
    for (const { id } of BANK.filter((each) => each.kind === 'single' && each.options.length === 4)) {
      const of = papers.flatMap((each) =>
        rightPlaces({ ...each, questions: each.questions.filter((question) => question.id === id) }),
      )
      expect([id, unevenness(of) < 40]).toEqual([id, true])
    }
  })

  it('says nothing of what was stored without it: papers as they are begun differ from candidate to candidate', async () => {
    const crowd = Array.from({ length: 30 }, (_, at) => person(`crowd-${at}`))
    const applications = crowd.map((each) => candidacy(each, { state: 'exam' }))
    await cloud.reset(NOW, {
      people: crowd,
      applications,
      applicants: applicantsOf(applications),
      trainings: applications.map((each) => trained(each)),
      sessions: [withPeople(session('sitting', 'theory-exam', { startAt: NOW - 60_000 }), crowd, true)],
    })
    const papers = await Promise.all(
      crowd.map(({ openid }) => witness.must<PaperDto>(openid, 'training.begin')),
    )
    const places = papers.flatMap(rightPlaces)
    expect(places.length).toBeGreaterThan(300)
    expect(unevenness(places)).toBeLessThan(30)
    const { data } = (await cloud.db.collection('papers').limit(100).get()) as { data: Paper[] }
    expect(new Set(data.map(({ seed }) => seed)).size).toBe(crowd.length)
    for (const answer of witness.answers) {
      const paper = data.find(({ personId: of }) => of === personId(answer.who))
      const questions = known(paper?.questions ?? [])
      expect(leaks(answer, questions)).toEqual([])
      expect(JSON.stringify(answer.reply)).not.toContain(paper?.seed)
    }
    // The stored orders are real permutations, most of them not the bank's own.
    const orders = data.flatMap(({ questions }) => questions.filter(({ order }) => order.length > 2))
    const moved = orders.filter(({ order }) => order.some((index, place) => index !== place))
    expect(moved.length).toBeGreaterThan(orders.length * 0.8)
    for (const { id, order } of orders) {
      const question = questionById(id)
      if (question) expect(shownKey(question, order)).toHaveLength(question.answer.length)
    }
  })
})

const OPEN: Paper = {
  _id: 'paper',
  personId: 'p_one',
  applicationId: 'application',
  sessionId: 'sitting',
  attempt: 1,
  seed: '',
  state: 'open',
  questions: [],
  answers: {},
  startedAt: NOW,
  endsAt: NOW,
  pass: 80,
  gradedAt: null,
  score: null,
  passed: null,
  right: [],
}
