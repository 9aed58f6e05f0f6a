import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Credentials } from './endpoint/environment'

/** What a local cloud keeps to itself from one start to the next. */
export interface Secrets {
  credentials: Credentials
  /** Value of the functions' `FIELD_KEYS`. */
  fieldKeys: string
}

/** What a running local cloud tells of itself in its data folder. */
export interface Running {
  pid: number
  /** ms since 1970 */
  startedAt: number
  /** Empty until it is ready. */
  url: string
}

/** What a database was filled with at its start. */
export interface SeedNote {
  kind: string
  done: boolean
}

/** A data folder that cannot be used, in words fit to print. */
export class DataDirError extends Error {}

const SECRETS = 'secrets.json'
const LOCK = 'running.json'
const SEED = 'seed.json'

/** New random keys. */
export function newSecrets(): Secrets {
  const key = (): string => randomBytes(32).toString('base64')
  return {
    credentials: {
      secretId: `AKID${randomBytes(16).toString('hex')}`,
      secretKey: randomBytes(24).toString('hex'),
      token: randomBytes(24).toString('hex'),
    },
    fieldKeys: JSON.stringify({ current: 'dev1', keys: { dev1: key() }, index: key() }),
  }
}

/** The folder of one local cloud, held by one process at a time. */
export class DataDir {
  private constructor(
    readonly dir: string,
    private readonly lock: Running,
  ) {}

  /**
   * Takes a folder, making it if it is not there. A lock left by a process that no longer runs is taken over.
   * @throws DataDirError when another local cloud runs on it
   */
  static take(dir: string): DataDir {
    fs.mkdirSync(dir, { recursive: true })
    const lock: Running = { pid: process.pid, startedAt: Date.now(), url: '' }
    const file = path.join(dir, LOCK)
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        fs.writeFileSync(file, JSON.stringify(lock), { flag: 'wx', mode: 0o600 })
        return new DataDir(dir, lock)
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
      const holder = runningIn(dir)
      if (holder) {
        const where = holder.url === '' ? '' : ` at ${holder.url}`
        throw new DataDirError(
          `${dir} is in use by a local cloud${where} (process ${holder.pid}); stop that one first`,
        )
      }
      fs.rmSync(file, { force: true })
    }
    throw new DataDirError(`${dir} is being taken by another local cloud`)
  }

  /** Says where it can be reached. */
  announce(url: string): void {
    fs.writeFileSync(path.join(this.dir, LOCK), JSON.stringify({ ...this.lock, url }), { mode: 0o600 })
  }

  /** Gives the folder back. */
  release(): void {
    fs.rmSync(path.join(this.dir, LOCK), { force: true })
  }

  /**
   * The keys of this folder, made at its first use and readable by its owner only.
   * @throws DataDirError when the file is damaged
   */
  secrets(): Secrets {
    const kept = readSecrets(this.dir)
    if (kept) return kept
    const secrets = newSecrets()
    writeWhole(path.join(this.dir, SECRETS), JSON.stringify(secrets))
    return secrets
  }

  /** What the database was filled with, and whether that got to its end; null when nobody noted it. */
  get seed(): SeedNote | null {
    const file = path.join(this.dir, SEED)
    if (!fs.existsSync(file)) return null
    const { kind, done } = readObject(file)
    return { kind: String(kind), done: done === true }
  }

  /** Notes what the database is filled with. */
  noteSeed(note: SeedNote): void {
    writeWhole(path.join(this.dir, SEED), JSON.stringify(note))
  }
}

/**
 * The keys kept in a data folder; null when it has none yet.
 * @throws DataDirError when the file is damaged
 */
export function readSecrets(dir: string): Secrets | null {
  const file = path.join(dir, SECRETS)
  if (!fs.existsSync(file)) return null
  const { credentials, fieldKeys } = readObject(file)
  const { secretId, secretKey, token } = (credentials ?? {}) as Record<string, unknown>
  if ([secretId, secretKey, token, fieldKeys].some((text) => typeof text !== 'string' || text === '')) {
    throw new DataDirError(`${file} is damaged; without its keys the data cannot be read`)
  }
  return {
    credentials: { secretId: String(secretId), secretKey: String(secretKey), token: String(token) },
    fieldKeys: String(fieldKeys),
  }
}

/** The local cloud that runs on a data folder; null when none does. */
export function runningIn(dir: string): Running | null {
  const file = path.join(dir, LOCK)
  if (!fs.existsSync(file)) return null
  let lock: Record<string, unknown>
  try {
    lock = readObject(file)
  } catch {
    return null
  }
  const { pid, startedAt, url } = lock
  if (typeof pid !== 'number' || typeof startedAt !== 'number' || typeof url !== 'string') return null
  return isAlive(pid, startedAt) ? { pid, startedAt, url } : null
}

/** Process numbers are used again: one older than this machine's start, or than this very process, means nothing. */
function isAlive(pid: number, startedAt: number): boolean {
  const bootedAt = Date.now() - os.uptime() * 1000
  if (startedAt < bootedAt) return false
  if (pid === process.pid) return startedAt >= Date.now() - process.uptime() * 1000
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function readObject(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Told below, as any other damage.
  }
  throw new DataDirError(`${file} is damaged`)
}

/** Writes a file so that a crash leaves it whole or not there. */
function writeWhole(file: string, text: string): void {
  const part = `${file}.part`
  const descriptor = fs.openSync(part, 'w', 0o600)
  fs.writeSync(descriptor, text)
  fs.fsyncSync(descriptor)
  fs.closeSync(descriptor)
  fs.renameSync(part, file)
}
