import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { crowdOpenid, crowdShiftId } from '../seed/crowd'
import type { BareServer } from './bare-server'
import { Child } from './child'
import type { Bench } from './context'
import { figuresOf, type Figure } from './figure'
import { Gunner, type Shot, type Volley } from './load'
import type { Reading } from './meter'
import { median, percentile } from './statistics'
import { startCloudProcess } from './start-cloud'

const CONCURRENCY = 16
const VOLUNTEERS = 150
const SHIFTS = 200
const figure = figuresOf('claims')

/** The n-th claim: each hits the shift that was left alone longest, and nobody claims a shift twice. */
function nth(at: number): { shift: number; volunteer: number } {
  const round = Math.floor(at / SHIFTS)
  return { shift: at % SHIFTS, volunteer: (at + round) % VOLUNTEERS }
}

function claimOfProduct(at: number): Shot {
  const { shift, volunteer } = nth(at)
  return {
    path: '/call/shifts',
    headers: { 'x-openid': crowdOpenid(volunteer) },
    body: { action: 'claim', payload: { shiftId: crowdShiftId(shift), requestKey: randomUUID() } },
  }
}

function claimOfBareServer(at: number): Shot {
  const { shift, volunteer } = nth(at)
  return { path: '/claim', headers: {}, body: { shift, person: crowdOpenid(volunteer) } }
}

/**
 * Claims through the whole product against the least that could take them, in turns; then, one claim at a time, where
 * the time of a claim goes.
 */
export async function measureClaims({ projectDir, outDir, tempDir, quick }: Bench): Promise<Figure[]> {
  const [warmUp, volley, rounds] = quick ? [40, 60, 1] : [400, 300, 3]
  const alone = quick ? 30 : 150
  const most = warmUp + volley * rounds + alone
  const seats = Math.ceil(most / SHIFTS)
  const data = path.join(tempDir, 'claims')
  mkdirSync(data, { recursive: true })
  const crowd = { kind: 'claims', volunteers: VOLUNTEERS, shifts: SHIFTS, seats } as const
  const bare: BareServer = { file: path.join(data, 'bare.sqlite'), shifts: SHIFTS, seats }
  const [product, baseline] = await Promise.all([
    startCloudProcess({ projectDir, outDir }, path.join(data, 'cloud'), crowd),
    Child.start(path.join(outDir, 'bare-server.js'), [JSON.stringify(bare)]),
  ])
  const guns = { product: new Gunner(product.url, CONCURRENCY), bare: new Gunner(baseline.url, CONCURRENCY) }
  const single = new Gunner(product.url, 1)
  try {
    let at = 0
    const shots = (count: number, make: (at: number) => Shot, from: number): Shot[] =>
      Array.from({ length: count }, (_, index) => make(from + index))
    await guns.bare.fire(shots(warmUp, claimOfBareServer, at))
    await guns.product.fire(shots(warmUp, claimOfProduct, at))
    at += warmUp
    const volleys: { product: Volley; bare: Volley }[] = []
    await product.ask('read')
    for (let round = 0; round < rounds; round++, at += volley) {
      volleys.push({
        bare: await guns.bare.fire(shots(volley, claimOfBareServer, at)),
        product: await guns.product.fire(shots(volley, claimOfProduct, at)),
      })
    }
    const busy = (await product.ask('read')) as Reading
    const lonely = await single.fire(shots(alone, claimOfProduct, at))
    const reading = (await product.ask('read')) as Reading
    return [...underLoad(volleys, busy), ...oneByOne(lonely, reading)]
  } finally {
    for (const gun of [guns.product, guns.bare, single]) gun.close()
    await Promise.all([product.stop(), baseline.stop()])
  }
}

function underLoad(volleys: readonly { product: Volley; bare: Volley }[], reading: Reading): Figure[] {
  const rate = (of: 'product' | 'bare'): number => median(volleys.map((each) => each[of].perSecond))
  const p = (of: 'product' | 'bare', share: number): number =>
    percentile(
      volleys.flatMap((each) => each[of].latencies),
      share,
    )
  const against = { against: 'bare server' }
  return [
    figure(`claims, ${CONCURRENCY} at a time`, rate('product'), '/s', {
      ...against,
      baseline: rate('bare'),
      goal: { of: 'ratio', bound: 'at least', limit: 0.2 },
    }),
    figure('claim, p50', p('product', 0.5), 'ms', { ...against, baseline: p('bare', 0.5) }),
    figure('claim, p99', p('product', 0.99), 'ms', { ...against, baseline: p('bare', 0.99) }),
    figure('round trips per claim under load', reading.trips / reading.calls, ''),
    figure("processor time of the cloud's process per claim", reading.cpuMs / reading.calls, 'ms'),
  ]
}

/** One claim at a time, so that times inside one another can be subtracted. */
function oneByOne({ latencies }: Volley, reading: Reading): Figure[] {
  const { calls, functionMs, requests, endpointMs, trips, storeMs } = reading
  const whole = latencies.reduce((total, each) => total + each, 0)
  const share = (row: string, ms: number): Figure =>
    figure(row, ms / calls, 'ms', { against: 'whole claim', baseline: whole / calls })
  return [
    figure('one claim alone', whole / calls, 'ms'),
    figure('… round trips', trips / calls, ''),
    figure('… each round trip, as the function waits for it', functionMs / requests, 'ms'),
    share('… door and runner', whole - functionMs),
    share('… function, SDK and HTTP', functionMs - endpointMs),
    share('… endpoint: parsing, signature', endpointMs - storeMs),
    share('… store, until durable', storeMs),
  ]
}
