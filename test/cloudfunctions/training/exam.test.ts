import * as fc from 'fast-check'
import { TOPICS, type Topic } from '../../../cloudfunctions/shared/values'
import { BANK, questionById } from '../../../cloudfunctions/training/bank'
import type { Question, Scenario } from '../../../cloudfunctions/training/bank/types'
import {
  choiceFits,
  drawPaper,
  gradePaper,
  isRight,
  judgementFault,
  judgePractice,
  shownKey,
} from '../../../cloudfunctions/training/exam'
import { township } from '../../support/builders'
import { bankOf } from './bank-of'

const seeds = fc.stringMatching(/^[0-9a-f]{32}$/)
const SEED = '00112233445566778899aabbccddeeff'
const counts = fc.record(Object.fromEntries(TOPICS.map((topic) => [topic, fc.nat(30)]))) as fc.Arbitrary<
  Record<Topic, number>
>
const bank = bankOf(24)
const none: ReadonlySet<string> = new Set()

function topicsOf(ids: readonly string[]): Partial<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const id of ids) {
    const topic = bank.find((question) => question.id === id)?.topic ?? 'unknown'
    found[topic] = (found[topic] ?? 0) + 1
  }
  return found
}

describe('drawPaper', () => {
  it('draws as many of each topic as are set, or all there are, and none twice (S-24)', () => {
    fc.assert(
      fc.property(counts, seeds, (wanted, seed) => {
        const ids = drawPaper(bank, wanted, none, seed).map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        const expected = Object.entries(wanted)
          .map(([topic, count]) => [topic, Math.min(count, 24)] as const)
          .filter(([, count]) => count > 0)
        expect(topicsOf(ids)).toEqual(Object.fromEntries(expected))
      }),
    )
  })

  it('gives a resit nothing that was asked before, as long as the bank has others', () => {
    fc.assert(
      fc.property(counts, seeds, seeds, (wanted, one, two) => {
        const first = drawPaper(bank, wanted, none, one).map(({ id }) => id)
        const second = drawPaper(bank, wanted, new Set(first), two).map(({ id }) => id)
        expect(topicsOf(second)).toEqual(topicsOf(first))
        for (const topic of TOPICS) {
          const again = second.filter((id) => id.startsWith(`${topic}-`) && first.includes(id)).length
          // 24 questions a topic: a resit repeats only what does not fit beside the first paper.
          expect(again).toBe(Math.max(0, 2 * Math.min(wanted[topic], 24) - 24))
        }
      }),
    )
  })

  it('makes papers and resits without a common question from the shipped bank and settings', () => {
    const first = drawPaper(BANK, township.exam.questions, none, SEED).map(({ id }) => id)
    const again = drawPaper(BANK, township.exam.questions, new Set(first), SEED).map(({ id }) => id)
    expect(first).toHaveLength(50)
    expect(again).toHaveLength(50)
    expect(first.filter((id) => again.includes(id))).toEqual([])
  })

  it('draws the same paper from the same seed, and others from others', () => {
    const draw = (seed: string): string => JSON.stringify(drawPaper(bank, { law: 10 }, none, seed))
    expect(draw(SEED)).toBe(draw(SEED))
    const papers = Array.from({ length: 100 }, (_, at) => draw(SEED.slice(0, 30) + String(10 + (at % 90))))
    expect(new Set(papers).size).toBe(90)
  })

  it('gives every question and every place of an option its turn', () => {
    const asked = new Map<string, number>()
    const places = [0, 0, 0, 0]
    for (let round = 0; round < 2400; round++) {
      const seed = round.toString(16).padStart(8, '0').repeat(4)
      for (const { id, order } of drawPaper(bank, { fire: 6 }, none, seed)) {
        asked.set(id, (asked.get(id) ?? 0) + 1)
        if (order.length === 4) places[order.indexOf(0)] = (places[order.indexOf(0)] ?? 0) + 1
      }
    }
    // Six of 24 in 2,400 papers: 600 each; ±25 % is more than seven standard deviations.
    expect(asked.size).toBe(24)
    for (const count of asked.values()) expect(Math.abs(count - 600)).toBeLessThan(150)
    const total = places.reduce((sum, count) => sum + count, 0)
    for (const count of places) expect(Math.abs(count / total - 0.25)).toBeLessThan(0.03)
  })

  it('keeps 对 before 错, and every option in its question', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { id, order } of drawPaper(bank, { law: 24 }, none, seed)) {
          const question = bank.find((each) => each.id === id)
          expect([...order].sort()).toEqual(question?.options.map((_, at) => at))
          if (question?.kind === 'judge') expect(order).toEqual([0, 1])
        }
      }),
    )
  })
})

describe('the key behind shuffled options', () => {
  it('names the places at which the right options stand', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { id, order } of drawPaper(bank, { law: 24, fire: 24 }, none, seed)) {
          const question = bank.find((each) => each.id === id) as Question
          const shown = order.map((index) => question.options[index])
          const right = question.answer.map((index) => question.options[index])
          expect(shownKey(question, order).map((place) => shown[place])).toEqual(
            shown.filter((option) => right.includes(option)),
          )
          expect(isRight(question, order, shownKey(question, order))).toBe(true)
        }
      }),
    )
  })
})

const several: Question = {
  ...(bank[0] as Question),
  id: 'several',
  kind: 'multiple',
  options: ['甲', '乙', '丙', '丁'],
  answer: [0, 2],
}
const ORDER = [3, 2, 1, 0]

describe('isRight', () => {
  it.each<[number[], boolean]>([
    [[1, 3], true],
    [[3, 1], true],
    [[1], false],
    [[1, 2, 3], false],
    [[0, 2], false],
    [[], false],
  ])('of %j, shown in reverse with the right ones at 1 and 3, is %s', (choice, right) =>
    expect(isRight(several, ORDER, choice)).toBe(right),
  )
})

describe('choiceFits', () => {
  const one: Question = { ...several, kind: 'single', answer: [0] }
  const judged: Question = { ...several, kind: 'judge', options: ['对', '错'], answer: [1] }
  it.each<[string, Question, number[], boolean]>([
    ['one option', one, [3], true],
    ['no option', one, [], true],
    ['two options where one is asked for', one, [0, 1], false],
    ['an option that is not there', one, [4], false],
    ['several options', several, [0, 1, 2, 3], true],
    ['an option twice', several, [1, 1], false],
    ['错', judged, [1], true],
    ['a third choice between 对 and 错', judged, [2], false],
  ])('of %s', (_, question, choice, fits) => expect(choiceFits(question, choice)).toBe(fits))
})

describe('gradePaper', () => {
  const find = (id: string): Question | undefined => bank.find((each) => each.id === id)
  const questions = drawPaper(bank, { law: 10 }, none, SEED)
  const answered = (right: number): Record<string, number[]> =>
    Object.fromEntries(
      questions.map(({ id, order }, at) => [id, at < right ? shownKey(find(id) as Question, order) : []]),
    )

  it.each([
    [10, 100, true],
    [8, 80, true],
    [7, 70, false],
    [0, 0, false],
  ])('gives %d of 10 the score %d: passed %s (S-24)', (right, score, passed) => {
    const result = gradePaper({ questions, answers: answered(right), pass: 80 }, find)
    expect(result).toEqual({ score, passed, right: questions.slice(0, right).map(({ id }) => id) })
  })

  it('rounds the score to a whole number', () => {
    const eight = drawPaper(bank, { law: 8 }, none, SEED)
    const answers = Object.fromEntries(
      eight.slice(0, 7).map(({ id, order }) => [id, shownKey(find(id) as Question, order)]),
    )
    expect(gradePaper({ questions: eight, answers, pass: 88 }, find)).toMatchObject({
      score: 88,
      passed: true,
    })
  })

  it('counts a question that left the bank for nobody, and an empty paper as failed', () => {
    const withGone = [...questions, { id: 'gone', order: [0, 1] }]
    expect(gradePaper({ questions: withGone, answers: answered(10), pass: 80 }, find).score).toBe(100)
    expect(gradePaper({ questions: [], answers: {}, pass: 80 }, find)).toMatchObject({
      score: 0,
      passed: false,
    })
  })

  it('knows the key of every question of the shipped bank', () => {
    const all = BANK.map(({ id, options }) => ({ id, order: options.map((_, at) => at).reverse() }))
    const answers = Object.fromEntries(
      all.map(({ id, order }) => [id, shownKey(questionById(id) as Question, order)]),
    )
    expect(gradePaper({ questions: all, answers, pass: 80 }, questionById)).toMatchObject({ score: 100 })
  })
})

const criteria = (musts: number, others: number): Scenario['criteria'] =>
  Array.from({ length: musts + others }, (_, at) => ({ id: `c${at}`, text: `${at}`, must: at < musts }))
const scenario = (id: string, musts: number, others: number): Scenario => ({
  id,
  title: id,
  setting: '',
  criteria: criteria(musts, others),
})
const first = (count: number): string[] => Array.from({ length: count }, (_, at) => `c${at}`)

describe('judgePractice', () => {
  it.each<[string, string[], boolean]>([
    ['all', first(10), true],
    ['exactly the share, with every must', first(7), true],
    ['one less than the share', first(6), false],
    ['the share, but not every must', ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'], false],
    ['nothing', [], false],
  ])('with %s of ten criteria met', (_, met, passed) => {
    const scenarios = [scenario('one', 3, 7)]
    expect(judgePractice(scenarios, [{ scenarioId: 'one', met }], 70)).toEqual({
      results: [{ scenarioId: 'one', met, passed }],
      passed,
    })
  })

  it('passes only when every scenario passes', () => {
    const scenarios = [scenario('one', 1, 1), scenario('two', 1, 1)]
    const results = [
      { scenarioId: 'one', met: first(2) },
      { scenarioId: 'two', met: ['c1'] },
    ]
    const judged = judgePractice(scenarios, results, 50)
    expect(judged.passed).toBe(false)
    expect(judged.results.map(({ passed }) => passed)).toEqual([true, false])
  })
})

describe('judgementFault', () => {
  const scenarios = [scenario('one', 1, 1), scenario('two', 1, 1)]
  const both = ['one', 'two'].map((scenarioId) => ({ scenarioId, met: ['c0'] }))
  it.each<[string, { scenarioId: string; met: string[] }[], string | null]>([
    ['all scenarios', both, null],
    ['one missing', both.slice(1), 'SCENARIO_MISSING'],
    ['none', [], 'SCENARIO_MISSING'],
    ['a scenario that is not set', [...both, { scenarioId: 'three', met: [] }], 'SCENARIO_UNKNOWN'],
    ['a scenario twice', [...both, ...both.slice(1)], 'SCENARIO_UNKNOWN'],
    [
      'a criterion that is not in it',
      [{ scenarioId: 'one', met: ['c9'] }, ...both.slice(1)],
      'SCENARIO_UNKNOWN',
    ],
  ])('of %s', (_, results, fault) => expect(judgementFault(scenarios, results)).toBe(fault))
})
