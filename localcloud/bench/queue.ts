import path from 'node:path'
import { CROWD_REVIEWER } from '../seed/examinees'
import type { Bench } from './context'
import { figuresOf, type Figure } from './figure'
import { Gunner } from './load'
import { median } from './statistics'
import { startCloudProcess } from './start-cloud'

const SIZES = [100, 10_000] as const
const figure = figuresOf('queue')

/** The first page of a reviewer's queue, short and long (S-22): it reads along an index, so it must cost the same. */
export async function measureQueue({ quick, ...bench }: Bench): Promise<Figure[]> {
  const times: number[] = []
  for (const count of SIZES) times.push(await pageOf(count, bench, quick ? 20 : 200))
  const [short = 0, long = 0] = times
  return [
    figure('page of a queue of 100', short, 'ms'),
    figure('page of a queue of 10,000', long, 'ms', {
      against: 'at 100',
      baseline: short,
      goal: { of: 'ratio', bound: 'at most', limit: 2 },
    }),
  ]
}

async function pageOf(count: number, bench: Omit<Bench, 'quick'>, calls: number): Promise<number> {
  const data = path.join(bench.tempDir, `queue-${count}`)
  const cloud = await startCloudProcess(bench, data, { kind: 'queue', count })
  const gun = new Gunner(cloud.url, 1)
  const page = {
    path: '/call/recruitment',
    headers: { 'x-openid': CROWD_REVIEWER },
    body: { action: 'queue', payload: { step: 'village' } },
  }
  try {
    await gun.fire(Array.from({ length: 10 }, () => page))
    return median((await gun.fire(Array.from({ length: calls }, () => page))).latencies)
  } finally {
    gun.close()
    await cloud.stop()
  }
}
