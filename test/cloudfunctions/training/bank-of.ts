import type { Question } from '../../../cloudfunctions/training/bank/types'
import { TOPICS } from '../../../cloudfunctions/shared/values'

/** A bank of `each` questions of every topic, every third with several right options and every third 对/错. */
export function bankOf(each: number): Question[] {
  return TOPICS.flatMap((topic) =>
    Array.from({ length: each }, (_, at): Question => {
      const id = `${topic}-${String(at).padStart(2, '0')}`
      const kind = (['single', 'multiple', 'judge'] as const)[at % 3] ?? 'single'
      const options = kind === 'judge' ? ['对', '错'] : ['甲', '乙', '丙', '丁']
      const answer = kind === 'multiple' ? [0, 2, 3].slice(0, 2 + (at % 2)) : [at % options.length]
      return { id, topic, kind, text: `${id}？`, options, answer, source: '第一条', explanation: '因为如此' }
    }),
  )
}
