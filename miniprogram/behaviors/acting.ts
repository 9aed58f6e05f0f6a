import { CallError, explain } from '../api/client'
import { Intentions } from '../lib/keys'
import { perInstance } from '../lib/perInstance'

interface Host {
  setData(data: Record<string, unknown>): void
}

const kept = perInstance(() => ({ intentions: new Intentions(), busy: false }))

/** What came of a write: done with its answer, failed with a code, or nothing (`null`) as another one is under way. */
export type Outcome<T> = { done: true; value: T; code: '' } | { done: false; code: string | null }

/**
 * Runs one write of a page: one at a time, with a key that stays the same until it is answered, `busy` while it runs,
 * and `problem` with the words of what went wrong.
 * @param content what makes the intention: the same content repeated after a lost answer is the same intention
 */
export async function act<T>(
  host: Host & object,
  content: unknown,
  run: (requestKey: string) => Promise<T>,
): Promise<Outcome<T>> {
  const own = kept(host)
  if (own.busy) return { done: false, code: null }
  own.busy = true
  host.setData({ busy: true })
  try {
    const value = await run(own.intentions.key(content))
    own.intentions.done(content)
    return { done: true, value, code: '' }
  } catch (error) {
    host.setData({ problem: explain(error).text })
    return { done: false, code: error instanceof CallError ? error.code : 'UNKNOWN' }
  } finally {
    own.busy = false
    host.setData({ busy: false })
  }
}

/** Gives a page that writes `busy` and `problem`, and `closeProblem` for the sheet that says it. */
export const acting = Behavior({
  data: { busy: false, problem: '' },
  methods: {
    closeProblem() {
      this.setData({ problem: '' })
    },
  },
})
