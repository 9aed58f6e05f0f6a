import fs from 'node:fs'
import path from 'node:path'
import { parseCron, type Cron } from './cron'

/** What a function is given on the platform. */
export interface FunctionSettings {
  /** Memory limit of one instance, in MB. */
  memory: number
  /** Longest call, in seconds. */
  timeout: number
}

/** A timer of a function. */
export interface Timer {
  fn: string
  name: string
  cron: Cron
}

/** The part of `cloudbase.json` that the runner reads. */
export interface Deployment {
  defaults: FunctionSettings
  functions: Record<string, Partial<FunctionSettings>>
}

const PLATFORM_DEFAULTS: FunctionSettings = { memory: 256, timeout: 3 }

/**
 * Reads function settings from a `cloudbase.json`.
 * @param file path; null for the platform's own defaults (256 MB, 3 s)
 * @throws Error naming the file and the setting that is wrong
 */
export function readDeployment(file: string | null): Deployment {
  if (file === null) return { defaults: PLATFORM_DEFAULTS, functions: {} }
  const parsed = record(JSON.parse(fs.readFileSync(file, 'utf8')), file)
  const functions = Object.entries(record(parsed['functions'] ?? {}, `${file}: functions`))
  return {
    defaults: { ...PLATFORM_DEFAULTS, ...limits(parsed['defaults'] ?? {}, `${file}: defaults`) },
    functions: Object.fromEntries(
      functions.map(([fn, settings]) => [fn, limits(settings, `${file}: functions.${fn}`)]),
    ),
  }
}

/** The settings in force for one function. */
export function settingsOf(deployment: Deployment, fn: string): FunctionSettings {
  const own = Object.hasOwn(deployment.functions, fn) ? deployment.functions[fn] : undefined
  return { ...deployment.defaults, ...own }
}

/**
 * The functions of a folder of bundles: every subfolder with an `index.js`.
 * @returns names, sorted
 */
export function functionsIn(distDir: string): string[] {
  return fs
    .readdirSync(distDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(distDir, entry.name, 'index.js')))
    .map((entry) => entry.name)
    .sort()
}

/**
 * The timers of a function, from its `config.json`; none without that file.
 * @throws Error on a trigger that is not a timer or a schedule that is wrong
 */
export function timersOf(distDir: string, fn: string): Timer[] {
  const file = path.join(distDir, fn, 'config.json')
  if (!fs.existsSync(file)) return []
  const { triggers } = record(JSON.parse(fs.readFileSync(file, 'utf8')), file)
  if (triggers === undefined) return []
  if (!Array.isArray(triggers)) throw new Error(`${file}: triggers is not a list`)
  return triggers.map((each: unknown) => {
    const { name, type, config } = record(each, `${file}: trigger`)
    if (type !== 'timer') throw new Error(`${file}: trigger type ${JSON.stringify(type)} is not supported`)
    if (typeof name !== 'string' || typeof config !== 'string') {
      throw new Error(`${file}: a timer needs a name and a config`)
    }
    return { fn, name, cron: parseCron(config) }
  })
}

function limits(value: unknown, where: string): Partial<FunctionSettings> {
  const { memory, timeout } = record(value, where)
  return {
    ...(memory === undefined ? {} : { memory: positive(memory, `${where}.memory`) }),
    ...(timeout === undefined ? {} : { timeout: positive(timeout, `${where}.timeout`) }),
  }
}

function positive(value: unknown, where: string): number {
  if (typeof value !== 'number' || !(value > 0)) throw new Error(`${where} must be a positive number`)
  return value
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${where} is not an object`)
  return value as Record<string, unknown>
}
