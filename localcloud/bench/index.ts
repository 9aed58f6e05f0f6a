import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { measureClaims } from './claims'
import { measureColdLoads } from './cold'
import type { Bench, Section } from './context'
import { measureExam } from './exam'
import type { Figure } from './figure'
import { parseBenchOptions } from './options'
import { measureQueue } from './queue'
import { measureReads } from './reads'
import { measureStart } from './start'
import { formatLines, formatTable } from './table'
import { measureTrips } from './trips'
import { measureWrites } from './writes'

const SECTIONS: Record<string, Section> = {
  claims: measureClaims,
  exam: measureExam,
  queue: measureQueue,
  reads: measureReads,
  writes: measureWrites,
  cold: measureColdLoads,
  trips: measureTrips,
  start: measureStart,
}

/**
 * Measures the sections asked for and prints their table, then one JSON line for each figure.
 * @returns the exit status: 0 when everything was measured, whatever came out; 1 when a section failed; 2 for wrong options
 */
export async function bench({
  args,
  ...where
}: { args: string[] } & Pick<Bench, 'projectDir' | 'outDir'>): Promise<number> {
  let options
  try {
    options = parseBenchOptions(args, Object.keys(SECTIONS))
  } catch (error) {
    console.error(error instanceof RangeError ? error.message : error)
    return 2
  }
  const tempDir = mkdtempSync(path.join(os.tmpdir(), 'bench-'))
  process.once('exit', () => rmSync(tempDir, { recursive: true, force: true }))
  process.once('SIGINT', () => process.exit(130))
  const figures: Figure[] = []
  let failed = 0
  for (const name of options.sections) {
    const started = performance.now()
    try {
      figures.push(...((await SECTIONS[name]?.({ ...where, tempDir, quick: options.quick })) ?? []))
      console.error(`measured ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    } catch (error) {
      failed++
      console.error(`${name} could not be measured:`, error)
    }
  }
  console.log(formatTable(figures))
  console.log(formatLines(figures))
  return failed > 0 ? 1 : 0
}
