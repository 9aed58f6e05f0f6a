import { TOPICS, type Topic } from '../shared/values'
import type { Question, Scenario } from './bank/types'
import { randomFrom, shuffled } from './random'
import type { Paper, PaperQuestion, Practice } from './record'

/** Share of a scenario's criteria that must be met, in percent (S-24). */
export const PRACTICE_PASS = 70

/**
 * Draws a paper (S-24): so many questions of each topic, none twice, in a random order with the options in a random
 * order. The same seed draws the same paper.
 * @param counts how many of each topic; a topic with fewer questions gives all it has
 * @param avoid ids of questions the candidate has had; drawn only when nothing else of the topic is left
 * @param seed 32 hexadecimal digits
 */
export function drawPaper(
  bank: readonly Question[],
  counts: Partial<Record<Topic, number>>,
  avoid: ReadonlySet<string>,
  seed: string,
): PaperQuestion[] {
  const random = randomFrom(seed)
  const drawn = TOPICS.flatMap((topic) => {
    const all = shuffled(
      bank.filter((question) => question.topic === topic),
      random,
    )
    const fresh = all.filter(({ id }) => !avoid.has(id))
    const had = all.filter(({ id }) => avoid.has(id))
    return [...fresh, ...had].slice(0, counts[topic] ?? 0)
  })
  return shuffled(drawn, random).map((question) => {
    const places = question.options.map((_, index) => index)
    // 对 stands before 错 everywhere; turned round it would only trip people up.
    return { id: question.id, order: question.kind === 'judge' ? places : shuffled(places, random) }
  })
}

/** The places of the right options as a paper shows them, ascending. */
export function shownKey(question: Question, order: readonly number[]): number[] {
  return order.flatMap((index, place) => (question.answer.includes(index) ? [place] : []))
}

/** Whether a choice can be one of a question: places that it has, none twice, and only one where one is asked for. */
export function choiceFits(question: Question, choice: readonly number[]): boolean {
  if (new Set(choice).size !== choice.length) return false
  if (question.kind !== 'multiple' && choice.length > 1) return false
  return choice.every((place) => place < question.options.length)
}

/** Whether a choice is exactly the right one: nothing missing, nothing too much (S-24). */
export function isRight(question: Question, order: readonly number[], choice: readonly number[]): boolean {
  const key = shownKey(question, order)
  return key.length === choice.length && key.every((place) => choice.includes(place))
}

/**
 * Grades a paper with what was saved (S-24): each question counts the same, an unanswered one is wrong.
 * @returns the score out of 100, rounded, whether it passes, and the ids of the questions answered rightly
 */
export function gradePaper(
  paper: Pick<Paper, 'questions' | 'answers' | 'pass'>,
  questionById: (id: string) => Question | undefined,
): { score: number; passed: boolean; right: string[] } {
  // A question that a release took out of the bank counts for nobody.
  const known = paper.questions.flatMap(({ id, order }) => {
    const question = questionById(id)
    return question ? [{ question, order }] : []
  })
  const right = known
    .filter(({ question, order }) => isRight(question, order, paper.answers[question.id] ?? []))
    .map(({ question }) => question.id)
  const score = known.length === 0 ? 0 : Math.round((100 * right.length) / known.length)
  return { score, passed: score >= paper.pass, right }
}

/** Why a practice exam cannot be judged from what the examiner gave. */
export type JudgementFault = 'SCENARIO_MISSING' | 'SCENARIO_UNKNOWN'

/** The scenarios or criteria that were given but not set, or set but not given; null when all is there once. */
export function judgementFault(
  scenarios: readonly Scenario[],
  results: readonly { scenarioId: string; met: readonly string[] }[],
): JudgementFault | null {
  const given = results.map(({ scenarioId }) => scenarioId)
  if (new Set(given).size !== given.length) return 'SCENARIO_UNKNOWN'
  for (const { scenarioId, met } of results) {
    const criteria = scenarios.find(({ id }) => id === scenarioId)?.criteria
    if (!criteria || met.some((each) => !criteria.some(({ id }) => id === each))) return 'SCENARIO_UNKNOWN'
  }
  return scenarios.every(({ id }) => given.includes(id)) ? null : 'SCENARIO_MISSING'
}

/**
 * Judges a practice exam (S-24): a scenario passes when every criterion that is a must and a share of all are met; the
 * exam passes when every scenario does.
 * @param percent least share of a scenario's criteria
 */
export function judgePractice(
  scenarios: readonly Scenario[],
  results: readonly { scenarioId: string; met: readonly string[] }[],
  percent: number,
): Pick<Practice, 'results' | 'passed'> {
  const judged = scenarios.map(({ id, criteria }) => {
    const given = results.find((each) => each.scenarioId === id)?.met ?? []
    const met = criteria.filter((criterion) => given.includes(criterion.id))
    const musts = criteria.every((criterion) => !criterion.must || met.includes(criterion))
    return {
      scenarioId: id,
      met: met.map((criterion) => criterion.id),
      passed: musts && met.length * 100 >= criteria.length * percent,
    }
  })
  return { results: judged, passed: judged.every(({ passed }) => passed) }
}
