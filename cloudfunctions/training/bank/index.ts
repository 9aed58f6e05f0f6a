import * as z from 'zod'
import { TOPICS } from '../../shared/values'
import fire from './fire.json'
import firstAid from './firstAid.json'
import fraud from './fraud.json'
import law from './law.json'
import limits from './limits.json'
import mediation from './mediation.json'
import scenarios from './scenarios.json'
import { QUESTION_KINDS, type Question, type Scenario } from './types'

export type { Question, QuestionKind, Scenario } from './types'

const Text = z.string().min(1)

// JSON widens `kind` and `topic` to strings, so the files are read as data from outside: parsed once, when loaded.
const Questions = z.array(
  z.strictObject({
    id: Text,
    topic: z.enum(TOPICS),
    kind: z.enum(QUESTION_KINDS),
    text: Text,
    options: z.array(Text).min(2),
    answer: z.array(z.number().int().min(0)).min(1),
    source: Text,
    explanation: Text,
  }),
)
const Scenarios = z.array(
  z.strictObject({
    id: Text,
    title: Text,
    setting: Text,
    criteria: z.array(z.strictObject({ id: Text, text: Text, must: z.boolean() })).min(1),
  }),
)

/** Every question of the theory exam with its key (S-24), in the order of TOPICS. Only the server may read it. */
export const BANK: readonly Question[] = Questions.parse([
  ...law,
  ...mediation,
  ...firstAid,
  ...fire,
  ...fraud,
  ...limits,
])

/** Every scenario of the practice exam (S-24). */
export const SCENARIOS: readonly Scenario[] = Scenarios.parse(scenarios)

const byId = new Map(BANK.map((question) => [question.id, question]))

/** The question of that id; undefined when there is none. */
export function questionById(id: string): Question | undefined {
  return byId.get(id)
}
