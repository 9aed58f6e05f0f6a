import { Live, type LiveStatus } from '../../../miniprogram/lib/live'

interface Deferred {
  resolve(value: string): void
  reject(error: unknown): void
}

function setUp(kept: { value: string; at: number } | null = null) {
  const asked: Deferred[] = []
  const shown: string[] = []
  const statuses: LiveStatus[] = []
  const saved: string[] = []
  const timers: { run: () => void; ms: number; stopped: boolean }[] = []
  let clock = 1000
  const live = new Live<string>({
    read: () => new Promise((resolve, reject) => asked.push({ resolve, reject })),
    show: (value) => shown.push(value),
    status: (status) => statuses.push(status),
    explain: (error) => ({
      offline: error === 'offline',
      text: String(error),
      refused: error === 'refused',
    }),
    now: () => (clock += 1),
    cache: { load: () => kept, save: (value) => saved.push(value) },
    everyMs: 5000,
    timers: {
      start(run, ms) {
        const timer = { run, ms, stopped: false }
        timers.push(timer)
        return timer
      },
      stop(handle) {
        Object.assign(handle as object, { stopped: true })
      },
    },
  })
  return { live, asked, shown, saved, timers, last: () => statuses.at(-1) }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('a page’s live data', () => {
  it('shows what was kept at once, then what the cloud says', async () => {
    const { live, asked, shown, saved, last } = setUp({ value: 'kept', at: 5 })
    void live.start()
    expect(shown).toEqual(['kept'])
    expect(last()).toMatchObject({ phase: 'ready', at: 5 })
    asked[0]?.resolve('fresh')
    await settle()
    expect(shown).toEqual(['kept', 'fresh'])
    expect(saved).toEqual(['fresh'])
    expect(last()).toEqual({ phase: 'ready', offline: false, problem: '', at: 1001 })
  })

  it('keeps what is shown when a later read fails, and says why', async () => {
    const { live, asked, shown, timers, last } = setUp()
    void live.start()
    asked[0]?.resolve('first')
    await settle()
    timers.at(-1)?.run()
    asked[1]?.reject('offline')
    await settle()
    expect(shown).toEqual(['first'])
    expect(last()).toMatchObject({ phase: 'ready', offline: true, problem: 'offline' })
    expect(timers.at(-1)).toMatchObject({ ms: 5000, stopped: false })
  })

  it('is an error only when there is nothing to show, and loading again on retry', async () => {
    const { live, asked, last } = setUp()
    void live.start()
    asked[0]?.reject('broken')
    await settle()
    expect(last()).toMatchObject({ phase: 'error', problem: 'broken' })
    void live.refresh()
    expect(last()).toMatchObject({ phase: 'loading', problem: '' })
  })

  it('does not ask again by itself what was refused for good', async () => {
    const { live, asked, timers, last } = setUp()
    void live.start()
    asked[0]?.reject('refused')
    await settle()
    expect(last()).toMatchObject({ phase: 'refused', problem: 'refused' })
    expect(timers.filter((timer) => !timer.stopped)).toEqual([])
    void live.refresh()
    expect(last()).toMatchObject({ phase: 'loading' })
    asked[1]?.resolve('let in')
    await settle()
    expect(last()).toMatchObject({ phase: 'ready' })
  })

  it('drops an answer that comes after a newer one', async () => {
    const { live, asked, shown } = setUp()
    void live.start()
    void live.refresh()
    asked[1]?.resolve('newer')
    await settle()
    asked[0]?.resolve('older')
    await settle()
    expect(shown).toEqual(['newer'])
  })

  it('lets the answer of a write win over reads asked before it', async () => {
    const { live, asked, shown } = setUp()
    void live.start()
    live.set('written')
    asked[0]?.resolve('read before')
    await settle()
    expect(shown).toEqual(['written'])
  })

  it('reads no more once the page is hidden', async () => {
    const { live, asked, timers } = setUp()
    void live.start()
    live.stop()
    asked[0]?.resolve('late')
    await settle()
    expect(timers.filter((timer) => !timer.stopped)).toEqual([])
  })
})
