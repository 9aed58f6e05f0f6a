import { Clock, parseInstant } from '../../../localcloud/clock'
import { parseCron } from '../../../localcloud/runner/cron'
import type { CallResult } from '../../../localcloud/runner'
import { Scheduler } from '../../../localcloud/runner/scheduler'

const START = Date.parse('2026-11-24T10:00:30+08:00')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const crons = { minute: '0 * * * * * *', hourly: '0 30 * * * * *' }

function setUp(
  names: (keyof typeof crons)[] = ['minute'],
  clock = new Clock(START),
): {
  scheduler: Scheduler
  clock: Clock
  seen: { fn: string; event: unknown; now: number }[]
  moves: number[]
  move(to: number): ReturnType<Scheduler['moveTo']>
} {
  const seen: { fn: string; event: unknown; now: number }[] = []
  const moves: number[] = []
  const runner = {
    timers: () => names.map((name) => ({ fn: name, name: `${name}-timer`, cron: parseCron(crons[name]) })),
    async invoke(fn: string, event: unknown): Promise<CallResult> {
      seen.push({ fn, event, now: clock.now() })
      await Promise.resolve()
      return { ok: true, json: 'null', result: null }
    },
  }
  const scheduler = new Scheduler(runner, clock)
  const exclusive = (work: () => void): Promise<void> => {
    work()
    moves.push(clock.now())
    return Promise.resolve()
  }
  return { scheduler, clock, seen, moves, move: (to) => scheduler.moveTo(to, exclusive) }
}

describe('moving the test clock', () => {
  it('fires every due time in order, each at its time, with the event of the platform', async () => {
    const { move, seen, clock } = setUp(['hourly', 'minute'])
    const fired = await move(START + 35 * MINUTE)
    const times = (fired ?? []).map(({ at }) => Date.parse(at))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(seen.filter(({ fn }) => fn === 'minute')).toHaveLength(35)
    expect(seen.filter(({ fn }) => fn === 'hourly')).toHaveLength(1)
    expect(seen.find(({ fn }) => fn === 'hourly')?.event).toEqual({
      Type: 'Timer',
      TriggerName: 'hourly-timer',
      Time: '2026-11-24T02:30:00.000Z',
      Message: '',
    })
    seen.forEach(({ now }, index) => {
      expect(now - (times[index] ?? 0)).toBeGreaterThanOrEqual(0)
      expect(now - (times[index] ?? 0)).toBeLessThan(MINUTE)
    })
    expect(clock.now()).toBeGreaterThanOrEqual(START + 35 * MINUTE)
  })

  it('fires each due time once, over any number of moves', async () => {
    const { move, seen } = setUp()
    await move(START + 10 * MINUTE)
    await move(START + 10 * MINUTE + 29_000)
    await move(START + 10 * MINUTE + 31_000)
    await move(START + 12 * MINUTE)
    const times = seen.map(({ event }) => (event as { Time: string }).Time)
    expect(new Set(times).size).toBe(times.length)
    expect(times).toHaveLength(12)
  })

  it('takes moves asked for at once one after the other', async () => {
    const { move, seen } = setUp()
    await Promise.all([move(START + 5 * MINUTE), move(START + 10 * MINUTE)])
    expect(seen).toHaveLength(10)
  })

  it('steps by hours over more than 6 hours and by days over more than 31 days', async () => {
    const days = setUp()
    await days.move(START + 2 * 24 * HOUR)
    expect(days.seen).toHaveLength(48)
    const months = setUp(['minute', 'hourly'])
    await months.move(START + 60 * 24 * HOUR)
    expect(months.seen.filter(({ fn }) => fn === 'minute')).toHaveLength(60)
    expect(months.seen.filter(({ fn }) => fn === 'hourly')).toHaveLength(60)
  })

  it('never goes back', async () => {
    const { move, moves, clock } = setUp()
    expect(await move(START - 1)).toBeNull()
    await move(START + 5 * MINUTE)
    expect(await move(START + 4 * MINUTE)).toBeNull()
    expect(moves).toEqual([...moves].sort((a, b) => a - b))
    expect(clock.now()).toBeGreaterThanOrEqual(START + 5 * MINUTE)
  })
})

describe('firing by itself', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START })
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('happens at each due time of the machine’s clock until it is stopped', async () => {
    const { scheduler, seen } = setUp(['minute'], new Clock())
    scheduler.start()
    await jest.advanceTimersByTimeAsync(3 * MINUTE)
    expect(seen.map(({ event }) => (event as { Time: string }).Time)).toEqual([
      '2026-11-24T02:01:00.000Z',
      '2026-11-24T02:02:00.000Z',
      '2026-11-24T02:03:00.000Z',
    ])
    scheduler.stop()
    await jest.advanceTimersByTimeAsync(3 * MINUTE)
    expect(seen).toHaveLength(3)
  })

  it('fires once after the machine has slept, not once for each minute missed', async () => {
    const { scheduler, seen } = setUp(['minute'], new Clock())
    scheduler.start()
    jest.setSystemTime(START + 8 * HOUR)
    await jest.advanceTimersByTimeAsync(30_000)
    expect(seen).toHaveLength(1)
    scheduler.stop()
  })

  it('never happens with a test clock', async () => {
    const { scheduler, seen } = setUp()
    scheduler.start()
    await jest.advanceTimersByTimeAsync(3 * MINUTE)
    expect(seen).toHaveLength(0)
  })
})

describe('the clock', () => {
  it('is the machine’s own unless a start is given', () => {
    const clock = new Clock()
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000)
    expect(() => clock.advance(Date.now() + 1000)).toThrow('test clock')
  })

  it.each([
    ['2026-11-24T19:00:00+08:00', Date.UTC(2026, 10, 24, 11)],
    ['2026-11-24T19:00Z', Date.UTC(2026, 10, 24, 19)],
    ['2026-11-24T19:00:00.250Z', Date.UTC(2026, 10, 24, 19) + 250],
    ['2026-02-30T00:00:00Z', null],
    ['2026-11-24T19:00:00', null],
    ['2026-11-24', null],
    ['2026-11-24T25:00:00Z', null],
    ['tomorrow', null],
    ['', null],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected)
  })
})
