import type { Topic } from '../../shared/values'

export { TOPICS, type Topic } from '../../shared/values'

/** How a question is answered: one option, several, or 对/错. */
export const QUESTION_KINDS = ['single', 'multiple', 'judge'] as const
/** How a question is answered: one option, several, or 对/错. */
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** The options of every `judge` question, in this order. */
export const JUDGE_OPTIONS = ['对', '错'] as const

/** One question with its key (S-24): never leaves the server. */
export interface Question {
  /** The topic and a number: `law-01`. Never given to another question, since papers keep it. */
  id: string
  topic: Topic
  kind: QuestionKind
  text: string
  options: string[]
  /** Indexes of the right options, ascending. */
  answer: number[]
  /** The article or standard it rests on. */
  source: string
  /** Why, shown after grading. */
  explanation: string
}

/** One scenario of the practice exam with its rubric (S-24). */
export interface Scenario {
  id: string
  title: string
  /** What the examiner sets up and tells the candidate. */
  setting: string
  /** What the examiner looks for; without one that is `must`, the candidate fails. */
  criteria: { id: string; text: string; must: boolean }[]
}
