/** One that did not go through, with the words why. */
export interface BatchFailure {
  name: string
  problem: string
}

/** What came of a batch. */
export interface BatchOutcome {
  done: number
  failures: BatchFailure[]
}

/**
 * Does the same to several, one after the other: one that fails holds up none of the others.
 * @param explain the words of a failure
 * @param progress told before each, with how many are through
 */
export async function runBatch<T extends { name: string }>(
  items: readonly T[],
  run: (item: T) => Promise<unknown>,
  explain: (error: unknown) => string,
  progress: (through: number, item: T) => void,
): Promise<BatchOutcome> {
  const failures: BatchFailure[] = []
  for (const [through, item] of items.entries()) {
    progress(through, item)
    try {
      await run(item)
    } catch (error) {
      failures.push({ name: item.name, problem: explain(error) })
    }
  }
  return { done: items.length - failures.length, failures }
}

/** A batch's outcome in words, those that did not go through a line each. */
export function batchWords({ done, failures }: BatchOutcome): string {
  const lines = failures.map(({ name, problem }) => `${name}：${problem}`)
  const head =
    failures.length === 0 ? `${done} 人都通过了。` : `通过 ${done} 人，没通过 ${failures.length} 人：`
  return [head, ...lines].join('\n')
}
