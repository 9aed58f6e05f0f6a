import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A small function of a test: its source, and what `config.json` and `cloudbase.json` say of it. */
export interface FixtureFunction {
  source: string
  triggers?: { name: string; type: string; config: string }[]
  memory?: number
  timeout?: number
}

/** A folder of function bundles with its deployment file. */
export interface Fixture {
  dir: string
  distDir: string
  cloudbase: string
  remove(): void
}

/** Writes functions as if they had been built. */
export function fixtureFunctions(
  functions: Record<string, FixtureFunction>,
  deployment: Record<string, unknown> = {},
): Fixture {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'functions-'))
  const distDir = path.join(dir, 'dist')
  const settings: Record<string, unknown> = {}
  for (const [name, { source, triggers, memory, timeout }] of Object.entries(functions)) {
    mkdirSync(path.join(distDir, name), { recursive: true })
    writeFileSync(path.join(distDir, name, 'index.js'), source)
    if (triggers) writeFileSync(path.join(distDir, name, 'config.json'), JSON.stringify({ triggers }))
    settings[name] = { memory, timeout }
  }
  const cloudbase = path.join(dir, 'cloudbase.json')
  writeFileSync(cloudbase, JSON.stringify({ defaults: { timeout: 10 }, functions: settings, ...deployment }))
  return { dir, distDir, cloudbase, remove: () => rmSync(dir, { recursive: true, force: true }) }
}
