import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { sdkEnvironment } from '../endpoint'
import type { Bench } from './context'
import { figuresOf, type Figure } from './figure'
import { median } from './statistics'

const run = promisify(execFile)
const figure = figuresOf('cold')

/** Prints the time that loading a bundle takes, in ms; without what Node itself takes to start. */
const LOADER = `
  const started = process.hrtime.bigint()
  require(process.argv[1])
  const ended = process.hrtime.bigint()
  process.stdout.write(String(Number(ended - started) / 1e6), () => process.exit(0))`

/** What a function adds to the load time and size of the two SDKs alone. */
export async function measureColdLoads({ outDir, quick }: Bench): Promise<Figure[]> {
  const functions = path.join(outDir, 'functions')
  const names = readdirSync(functions).sort()
  const sdks = path.join(outDir, 'sdks', 'index.js')
  const bundles = new Map(names.map((name) => [name, path.join(functions, name, 'index.js')]))
  const samples = new Map<string, number[]>()
  const rounds = quick ? 2 : 9
  for (let round = 0; round <= rounds; round++) {
    for (const [name, bundle] of [['sdks', sdks] as const, ...bundles]) {
      const ms = await load(bundle)
      if (round > 0) samples.set(name, [...(samples.get(name) ?? []), ms])
    }
  }
  const middle = (name: string): number => median(samples.get(name) ?? [])
  const against = { against: 'SDKs alone' }
  const loads = names.map((name) =>
    figure(`cold load of ${name}`, middle(name), 'ms', {
      ...against,
      baseline: middle('sdks'),
      goal: { of: 'ratio', bound: 'at most', limit: 1.15 },
    }),
  )
  const sizes = [...bundles].map(([name, bundle]) =>
    figure(`bundle of ${name}`, kilobytes(bundle), 'KB', { ...against, baseline: kilobytes(sdks) }),
  )
  return [...loads, ...sizes]
}

async function load(bundle: string): Promise<number> {
  const credentials = { secretId: 'bench', secretKey: 'bench', token: 'bench' }
  const { stdout } = await run(process.execPath, ['-e', LOADER, bundle], {
    env: { ...sdkEnvironment({ url: 'http://127.0.0.1:1', envId: 'local', credentials }), TZ: 'UTC' },
  })
  return Number(stdout)
}

function kilobytes(file: string): number {
  return Math.round(statSync(file).size / 1024)
}
