import type { PaperDto, PaperQuestionDto, ProgressDto } from '../../cloudfunctions/training/dto'
import type { Choices } from './answerQueue'
import { QUESTION_KIND, TOPIC } from './teamLabels'
import { clockText } from './time'

/** When people are warned that the time runs out, before its end in milliseconds. */
export const WARN_BEFORE = 5 * 60_000

/** A question on its own screen. */
export interface QuestionView {
  number: number
  of: number
  kind: string
  topic: string
  text: string
  /** Several may be chosen. */
  several: boolean
  options: { index: number; letter: string; text: string; chosen: boolean }[]
}

/** One question with what is chosen. */
export function questionView(
  questions: readonly PaperQuestionDto[],
  at: number,
  answers: Choices,
): QuestionView | null {
  const question = questions[at]
  if (!question) return null
  const chosen = answers[question.id] ?? []
  return {
    number: at + 1,
    of: questions.length,
    kind: QUESTION_KIND[question.kind],
    topic: TOPIC[question.topic],
    text: question.text,
    several: question.kind === 'multiple',
    options: question.options.map((text, index) => ({
      index,
      letter: letterOf(index),
      text,
      chosen: chosen.includes(index),
    })),
  }
}

function letterOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}

/** What is chosen after a tap: one option takes the other's place, several add up and are taken back. */
export function chosenAfter(
  kind: PaperQuestionDto['kind'],
  chosen: readonly number[],
  tapped: number,
): number[] {
  if (kind !== 'multiple') return [tapped]
  const without = chosen.filter((each) => each !== tapped)
  return without.length < chosen.length ? without : [...chosen, tapped].sort((a, b) => a - b)
}

/** A place in the grid of questions. */
export interface GridCell {
  index: number
  number: number
  answered: boolean
  current: boolean
}

/** All questions, answered or not. */
export function gridOf(questions: readonly PaperQuestionDto[], answers: Choices, at: number): GridCell[] {
  return questions.map(({ id }, index) => ({
    index,
    number: index + 1,
    answered: (answers[id] ?? []).length > 0,
    current: index === at,
  }))
}

const NAMED = 8

/** What is asked before handing in: unanswered questions are named. */
export function handInWords(cells: readonly GridCell[]): string {
  const open = cells.filter(({ answered }) => !answered).map(({ number }) => number)
  if (open.length === 0) return `${cells.length} 题都答了。交了就不能再改。`
  const named = open.slice(0, NAMED).join('、')
  const rest = open.length > NAMED ? ` 等 ${open.length} 题` : ' 题'
  return `第 ${named}${rest}还没有答。没答的算错，交了就不能再改。`
}

/** Before the exam: what to know, and whether it may begin. */
export interface StartView {
  title: string
  rules: string[]
  /** Why it cannot begin now; empty when it can. */
  wait: string
}

/** The rules of the exam (S-24), for someone about to take it. */
export function startView({ as, exam }: ProgressDto): StartView {
  const last = '这次再考不过，这次报名就结束了，过一阵可以再报名。'
  return {
    title: exam.resitUsed ? '理论补考' : '理论考试',
    rules: [
      `${exam.questions} 道题，${exam.minutes} 分钟，时间到自动交卷`,
      `${exam.pass} 分及格，每题分数一样`,
      '多选题要全部选对才得分',
      '闭卷：不看书，不问人，不查手机',
      '每答一题自动保存，断网、退出都能接着答，但时间不停',
      exam.resitUsed ? last : '没考过可以补考一次',
    ],
    wait: waitWords(as, exam),
  }
}

function waitWords(as: ProgressDto['as'], exam: ProgressDto['exam']): string {
  if (as !== 'candidate') return '只有正在培训的人才考试。'
  if (!exam.ready) return '课时还没学满，学满就能考。'
  if (exam.theory === 'passed') return '理论已经考过了。'
  return exam.sitting === null ? '到考场扫教官的码签到，就能开始。' : ''
}

/** The outcome of a paper. */
export interface ResultView {
  score: number
  passed: boolean
  headline: string
  next: string
  counts: string
  questions: {
    id: string
    number: number
    right: boolean
    text: string
    chosen: string
    explanation: string
    source: string
  }[]
}

/**
 * A graded paper, question by question; null before grading.
 * @param as how the person stands now that it is graded
 */
export function resultView(paper: PaperDto, as: ProgressDto['as']): ResultView | null {
  const { result, questions, answers } = paper
  if (!result) return null
  const byId = new Map(questions.map((question) => [question.id, question]))
  const right = result.questions.filter((each) => each.right).length
  return {
    score: result.score,
    passed: result.passed,
    headline: result.passed ? '考过了' : '没有考过',
    next: nextWords(result, as),
    counts: `${result.pass} 分及格 · 答对 ${right} 题，答错 ${result.questions.length - right} 题`,
    questions: result.questions.map(({ id, right, explanation, source }, at) => ({
      id,
      number: at + 1,
      right,
      text: byId.get(id)?.text ?? '',
      chosen: chosenWords(byId.get(id), answers[id] ?? []),
      explanation,
      source,
    })),
  }
}

function nextWords({ passed }: { passed: boolean }, as: ProgressDto['as']): string {
  if (passed) return as === 'member' ? '两项都过了，队员证已经办好。' : '再过实操考核，就能拿到队员证。'
  return as === 'candidate'
    ? '还有一次补考。再报一场理论考试，到考场签到后答题。'
    : '这次报名结束了，谢谢你愿意为村里出力。过一阵可以再报名。'
}

function chosenWords(question: PaperQuestionDto | undefined, chosen: readonly number[]): string {
  const words = chosen.map((index) => question?.options[index] ?? '').filter(Boolean)
  return words.length === 0 ? '没有答' : words.join('；')
}

/** What is said of the answers on their way. */
export function savingWords({ unsent, failed }: { unsent: number; failed: boolean }): string {
  if (unsent === 0) return '✓ 都保存了'
  return failed ? `没连上网，${unsent} 题先存在手机上` : '正在保存'
}

/** When the paper ends. */
export function endWords(endsAt: number): string {
  return `${clockText(endsAt)} 交卷`
}
