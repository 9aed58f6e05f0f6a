import type { PaperDto, ProgressDto } from '../../../cloudfunctions/training/dto'
import {
  chosenAfter,
  gridOf,
  handInWords,
  questionView,
  resultView,
  savingWords,
  startView,
} from '../../../miniprogram/lib/examView'

const questions: PaperDto['questions'] = Array.from({ length: 12 }, (_, at) => ({
  id: `law-${at}`,
  topic: 'law',
  kind: at === 1 ? 'multiple' : 'single',
  text: `第 ${at} 问`,
  options: ['甲', '乙', '丙'],
}))

const exam: ProgressDto['exam'] = {
  ready: true,
  theory: 'open',
  practice: 'open',
  resitUsed: false,
  minutes: 60,
  pass: 80,
  questions: 50,
  paper: null,
  sitting: 'session_1',
}

const progress = (over: Partial<ProgressDto['exam']> = {}): ProgressDto => ({
  as: 'candidate',
  theory: { done: 20, needed: 20 },
  practice: { done: 15, needed: 15 },
  courses: [],
  yearly: [],
  exam: { ...exam, ...over },
})

describe('choosing', () => {
  it('takes one option for another, but adds and takes back where several count', () => {
    expect(chosenAfter('single', [0], 2)).toEqual([2])
    expect(chosenAfter('judge', [], 1)).toEqual([1])
    expect(chosenAfter('multiple', [2], 0)).toEqual([0, 2])
    expect(chosenAfter('multiple', [0, 2], 0)).toEqual([2])
  })

  it('shows what is chosen, with letters', () => {
    const view = questionView(questions, 1, { 'law-1': [0, 2] })
    expect(view).toMatchObject({ number: 2, of: 12, several: true })
    expect(view?.options.map(({ letter, chosen }) => [letter, chosen])).toEqual([
      ['A', true],
      ['B', false],
      ['C', true],
    ])
    expect(questionView(questions, 12, {})).toBeNull()
  })
})

describe('handing in', () => {
  it('names the questions without an answer; one taken back counts as none', () => {
    const answers = Object.fromEntries(questions.map(({ id }) => [id, [0]]))
    expect(handInWords(gridOf(questions, answers, 0))).toBe('12 题都答了。交了就不能再改。')
    const cells = gridOf(questions, { ...answers, 'law-2': [], 'law-6': [] }, 0)
    expect(handInWords(cells)).toContain('第 3、7 题还没有答')
  })

  it('names the first of many, and how many there are', () => {
    expect(handInWords(gridOf(questions, {}, 0))).toContain('第 1、2、3、4、5、6、7、8 等 12 题还没有答')
  })

  it('says what is still on the phone', () => {
    expect(savingWords({ unsent: 0, failed: false })).toBe('✓ 都保存了')
    expect(savingWords({ unsent: 2, failed: true })).toContain('2 题先存在手机上')
  })
})

describe('before the exam', () => {
  it('tells the rules and lets begin who is at a sitting', () => {
    const view = startView(progress())
    expect(view.wait).toBe('')
    expect(view.rules.join()).toContain('50 道题，60 分钟')
    expect(view.rules.join()).toContain('没考过可以补考一次')
  })

  it('says that a resit is the last', () => {
    const view = startView(progress({ resitUsed: true }))
    expect(view.title).toBe('理论补考')
    expect(view.rules.join()).not.toContain('可以补考一次')
  })

  it.each([
    [{ ready: false }, '课时'],
    [{ sitting: null }, '签到'],
    [{ theory: 'passed' as const }, '已经考过'],
  ])('says why it cannot begin: %o', (over, words) => {
    expect(startView(progress(over)).wait).toContain(words)
  })
})

describe('the result', () => {
  const paper: PaperDto = {
    id: 'paper_1',
    attempt: 1,
    state: 'graded',
    startedAt: 0,
    endsAt: 1,
    now: 2,
    questions: questions.slice(0, 2),
    answers: { 'law-0': [1], 'law-1': [] },
    result: {
      score: 50,
      pass: 80,
      passed: false,
      questions: [
        { id: 'law-0', right: true, source: '第一条', explanation: '因为甲。' },
        { id: 'law-1', right: false, source: '第二条', explanation: '因为乙。' },
      ],
    },
  }

  it('goes through the questions with what was chosen, why and where it stands', () => {
    const view = resultView(paper, 'candidate')
    expect(view).toMatchObject({
      score: 50,
      headline: '没有考过',
      counts: '80 分及格 · 答对 1 题，答错 1 题',
    })
    expect(view?.questions[0]).toMatchObject({ right: true, chosen: '乙', source: '第一条' })
    expect(view?.questions[1]).toMatchObject({ right: false, chosen: '没有答', explanation: '因为乙。' })
  })

  it('says what is next: the resit, or the end', () => {
    expect(resultView(paper, 'candidate')?.next).toContain('还有一次补考')
    expect(resultView(paper, 'none')?.next).toContain('这次报名结束了')
    const passed: PaperDto = { ...paper, result: { score: 90, pass: 80, passed: true, questions: [] } }
    expect(resultView(passed, 'candidate')?.next).toContain('再过实操')
    expect(resultView(passed, 'member')?.next).toContain('队员证')
  })

  it('is none before grading', () => {
    expect(resultView({ ...paper, state: 'open', result: null }, 'candidate')).toBeNull()
  })
})
