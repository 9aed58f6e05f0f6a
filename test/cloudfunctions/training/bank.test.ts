import { BANK, questionById, SCENARIOS, type Question } from '../../../cloudfunctions/training/bank/index'
import { JUDGE_OPTIONS, TOPICS } from '../../../cloudfunctions/training/bank/types'

/** Two questions at or above this similarity are one question asked twice. */
const NEAR_DUPLICATE = 0.6

type Wording = Pick<Question, 'text' | 'options'>

/** The pairs of neighbouring Chinese characters of a question's text and options. */
function bigrams({ text, options }: Wording): Set<string> {
  const pairs = new Set<string>()
  for (const part of [text, ...options]) {
    const characters = part.match(/\p{Script=Han}/gu) ?? []
    characters.slice(1).forEach((character, at) => pairs.add(`${characters[at]}${character}`))
  }
  return pairs
}

/** Jaccard similarity of two sets, 0 to 1. */
function similarity(left: Set<string>, right: Set<string>): number {
  const shared = [...left].filter((pair) => right.has(pair)).length
  return shared / (left.size + right.size - shared)
}

/** Every pair of questions that ask the same thing in nearly the same words. */
function nearDuplicates(questions: readonly (Wording & { id: string })[]): string[] {
  const sets = questions.map((question) => ({ id: question.id, pairs: bigrams(question) }))
  return sets.flatMap((one, at) =>
    sets
      .slice(at + 1)
      .filter((other) => similarity(one.pairs, other.pairs) >= NEAR_DUPLICATE)
      .map((other) => `${one.id} ~ ${other.id}`),
  )
}

/** What only people with enforcement power may do. */
const POWERS =
  /搜身|搜查|盘问|审问|审讯|扣押|扣留|扣下|罚款|罚单|没收|收缴|拘留|拘禁|抓人|捆|绑|强行|破门|翻墙|查身份证|查验|撞开/g
const NEGATION = /(不|别|无权|没有权|不能|不得|禁止)[^，。；]{0,4}$/

/** Whether a sentence that counts as right grants a power instead of denying it. */
function grantsPower(sentence: string): boolean {
  return [...sentence.matchAll(POWERS)].some((match) => !NEGATION.test(sentence.slice(0, match.index)))
}

/** What a question teaches as right; of a question asking what must not be done, what is left over. */
function taughtAsRight(question: Question): string[] {
  if (question.kind === 'judge') return question.answer[0] === 0 ? [question.text] : []
  const asksForbidden = /(不能|不得|不可以)(有|做)?(下面)?哪些/.test(question.text)
  return question.options.filter((_, at) => question.answer.includes(at) !== asksForbidden)
}

/** One question, which the test names. */
function known(id: string): Question {
  const question = questionById(id)
  if (!question) throw new Error(`no question ${id}`)
  return question
}

const ofTopic = (topic: string) => BANK.filter((question) => question.topic === topic)
const ofKind = (kind: string) => BANK.filter((question) => question.kind === kind)
const name = (question: Question) => question.id

/** Single questions whose right option is longer than every other one. */
const longestIsRight = (questions: readonly Question[]) =>
  questions.filter(({ options, answer }) =>
    options.every((option, at) => answer.includes(at) || option.length < (options[answer[0]!]?.length ?? 0)),
  )

describe('the theory exam’s question bank (S-24)', () => {
  test('holds at least 20 questions of each topic and 120 in all', () => {
    for (const topic of TOPICS) expect(ofTopic(topic).length).toBeGreaterThanOrEqual(20)
    expect(BANK.length).toBeGreaterThanOrEqual(120)
  })

  test('ids are unique, and name their topic', () => {
    expect(new Set(BANK.map(name)).size).toBe(BANK.length)
    expect(BANK.filter(({ id, topic }) => !new RegExp(`^${topic}-\\d{2}$`).test(id)).map(name)).toEqual([])
  })

  test('a question is found by its id, and none by an unknown one', () => {
    expect(BANK.every((question) => questionById(question.id) === question)).toBe(true)
    expect(questionById('law-99')).toBeUndefined()
  })

  test('kinds agree with their options and answers', () => {
    const shape = {
      single: ({ options, answer }: Question) => options.length === 4 && answer.length === 1,
      multiple: ({ options, answer }: Question) =>
        [4, 5].includes(options.length) && answer.length >= 2 && answer.length <= 4,
      judge: ({ options, answer }: Question) =>
        options.join() === JUDGE_OPTIONS.join() && answer.length === 1,
    }
    expect(BANK.filter((question) => !shape[question.kind](question)).map(name)).toEqual([])
  })

  test('answers are ascending indexes of options, each once', () => {
    const wrong = BANK.filter(
      ({ options, answer }) =>
        answer.some((at) => options[at] === undefined) ||
        answer.some((at, place) => place > 0 && at <= answer[place - 1]!),
    )
    expect(wrong.map(name)).toEqual([])
  })

  test('the options of a question differ, and nothing is blank or padded', () => {
    const wrong = BANK.filter(
      (question) =>
        new Set(question.options).size !== question.options.length ||
        [question.text, question.source, question.explanation, ...question.options].some(
          (text) => text.trim() === '' || text !== text.trim(),
        ),
    )
    expect(wrong.map(name)).toEqual([])
  })

  test('each topic mixes the three kinds', () => {
    for (const topic of TOPICS) {
      const share = (kind: string) =>
        ofTopic(topic).filter((question) => question.kind === kind).length / ofTopic(topic).length
      expect(share('single')).toBeGreaterThan(0.4)
      expect(share('multiple')).toBeGreaterThan(0.15)
      expect(share('judge')).toBeGreaterThan(0.15)
    }
  })

  test('questions on law, mediation and limits rest on a named law', () => {
    const legal = BANK.filter(({ topic }) => ['law', 'mediation', 'limits'].includes(topic))
    expect(legal.filter(({ source }) => !/《.+?(法|法典|条例)》/.test(source)).map(name)).toEqual([])
  })

  test('the public-security law is cited as revised in 2025, within its 144 articles', () => {
    const cited = BANK.filter(({ source }) => source.includes('《治安管理处罚法》'))
    expect(cited.length).toBeGreaterThanOrEqual(20)
    expect(cited.filter(({ source }) => !source.includes('《治安管理处罚法》（2025年修订）'))).toEqual([])
    expect(cited.filter(({ source }) => /第一百(四十[五六七八九]|[五六七八九]十)/.test(source))).toEqual([])
  })
})

describe('no question is asked twice', () => {
  test(`no two questions are ${NEAR_DUPLICATE * 100} % alike`, () => {
    expect(nearDuplicates(BANK)).toEqual([])
  })

  test('a reworded question, its options shuffled, would be refused', () => {
    const original = known('firstAid-06')
    const reworded = {
      id: 'reworded',
      text: original.text.replace('。', '，').replace('怎样', '怎么').replace('第一件事', '头一件事'),
      options: [...original.options].reverse().map((option) => `${option}。`),
    }
    expect(reworded.text).not.toBe(original.text)
    expect(nearDuplicates([...BANK, reworded])).toEqual(['firstAid-06 ~ reworded'])
  })

  test('a judge question with one word added would be refused', () => {
    const original = known('fire-23')
    const reworded = { ...original, id: 'reworded', text: `村里${original.text}` }
    expect(nearDuplicates([...BANK, reworded])).toEqual(['fire-23 ~ reworded'])
  })
})

describe('the right answer cannot be guessed from its shape', () => {
  test('right options of single questions stand in all four places alike', () => {
    const singles = ofKind('single')
    for (const place of [0, 1, 2, 3]) {
      const share = singles.filter(({ answer }) => answer[0] === place).length / singles.length
      expect(share).toBeGreaterThan(0.15)
      expect(share).toBeLessThan(0.35)
    }
  })

  test('judge questions are right about as often as wrong', () => {
    const judges = ofKind('judge')
    const right = judges.filter(({ answer }) => answer[0] === 0).length / judges.length
    expect(right).toBeGreaterThan(0.35)
    expect(right).toBeLessThan(0.65)
  })

  test('choosing everything does not answer multiple questions', () => {
    const multiples = ofKind('multiple')
    const all = multiples.filter(({ options, answer }) => options.length === answer.length)
    expect(all.length / multiples.length).toBeLessThan(0.2)
  })

  test('the longest option of a single question is right in at most 45 %', () => {
    const singles = ofKind('single')
    expect(longestIsRight(singles).length / singles.length).toBeLessThanOrEqual(0.45)
    for (const topic of TOPICS) {
      const own = singles.filter((question) => question.topic === topic)
      expect(longestIsRight(own).length / own.length).toBeLessThanOrEqual(0.45)
    }
  })
})

describe('volunteers are taught no enforcement power', () => {
  test.each(['可以搜身', '有权扣留他的车', '先强行进门看看', '收他五十元罚款', '把人捆起来等民警'])(
    'the check knows a power: %s',
    (sentence) => expect(grantsPower(sentence)).toBe(true),
  )

  test.each(['我们无权搜身，马上报警', '劝他，不罚款', '不能强行进门'])(
    'the check lets a refusal pass: %s',
    (sentence) => expect(grantsPower(sentence)).toBe(false),
  )

  test('no right answer on the limits of the role grants a power', () => {
    const granting = ofTopic('limits').flatMap((question) =>
      taughtAsRight(question)
        .filter(grantsPower)
        .map((sentence) => `${question.id}: ${sentence}`),
    )
    expect(granting).toEqual([])
  })

  test('no scenario asks for one', () => {
    const texts = SCENARIOS.flatMap(({ criteria }) => criteria.map(({ text }) => text))
    expect(texts.filter(grantsPower)).toEqual([])
  })
})

describe('the practice exam’s scenarios (S-24)', () => {
  test('cover mediation and fire among at least three', () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(3)
    const ids = SCENARIOS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.some((id) => id.startsWith('mediation-'))).toBe(true)
    expect(ids.some((id) => id.startsWith('fire-'))).toBe(true)
  })

  test.each(SCENARIOS)('$title has 6 to 9 distinct criteria, some of them a must', ({ criteria }) => {
    expect(criteria.length).toBeGreaterThanOrEqual(6)
    expect(criteria.length).toBeLessThanOrEqual(9)
    expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length)
    expect(new Set(criteria.map(({ text }) => text)).size).toBe(criteria.length)
    const musts = criteria.filter(({ must }) => must).length
    expect(musts).toBeGreaterThan(0)
    expect(musts).toBeLessThan(criteria.length)
  })
})
