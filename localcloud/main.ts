import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { Clock, parseInstant } from './clock'
import { DataDir, DataDirError, newSecrets, readSecrets, runningIn } from './data-dir'
import { createEndpoint, type Endpoint } from './endpoint'
import { sdkEnvironment } from './endpoint/environment'
import { Gate } from './http/gate'
import { demoPeople } from './http/people'
import { doors } from './http/server'
import { Runner } from './runner'
import { Scheduler } from './runner/scheduler'
import { Store, type IndexSpec } from './store'

/** What a township starts with. */
export type SeedKind = 'demo' | 'empty'

/** Fills an empty database. */
export type Seed = (
  store: Store,
  kind: SeedKind,
  context: { now: number; fieldKeys: string },
) => Promise<void>

/** How a local cloud is started. */
export interface LocalCloudOptions {
  /** 0 for any free port. */
  port: number
  /** Folder for everything that is kept; null keeps all in memory. */
  data: string | null
  seed: SeedKind
  /** Start of a test clock, ISO 8601 with zone; without it the machine's clock is used. */
  now?: string
  /** Whether to build and serve the mini-program's preview. */
  preview: boolean
  /** Folder of the functions' bundles. */
  distDir: string
  /** Path of `cloudbase.json`; null for no collections and the platform's default limits. */
  cloudbase?: string | null
  /** Root of the project, for the preview's sources and output; default the working directory. */
  projectDir?: string
  /** Fills an empty database; by default `seed/`. */
  seedWith?: Seed
  /** The bundled `runner/host.ts`; by default `host.js` beside this file. */
  hostFile?: string
  maxInstancesPerFunction?: number
  /** No log lines. */
  quiet?: boolean
}

/** A running local cloud. */
export interface LocalCloud {
  url: string
  store: Store
  endpoint: Endpoint
  runner: Runner
  clock: Clock
  /** Environment variables for a process that uses the SDKs as a function would. */
  sdkEnv: Record<string, string>
  /** Waits a moment for calls in progress, then ends everything. */
  close(): Promise<void>
}

const ENV_ID = 'local'
const HOST = '127.0.0.1'
/** Longer than the SDKs keep idle connections, so that none is closed under a request. */
const KEEP_ALIVE_MS = 120_000

interface CloudbaseFile {
  collections?: Record<string, { indexes: IndexSpec[] }>
  storage?: { prefix?: string }
}

/**
 * Starts a local cloud: database, endpoint, functions, timers and doors, on 127.0.0.1 only.
 * @throws DataDirError when the data folder is in use; Error when options, settings or data are wrong
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const clock = new Clock(options.now === undefined ? undefined : instant(options.now))
  const cloudbase = options.cloudbase ?? null
  const deployment: CloudbaseFile =
    cloudbase === null ? {} : (JSON.parse(fs.readFileSync(cloudbase, 'utf8')) as CloudbaseFile)
  const log = options.quiet ? () => undefined : (line: string) => void process.stdout.write(`${line}\n`)
  const cleanups: (() => unknown)[] = []
  const undo = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  }
  try {
    const dataDir = options.data === null ? null : DataDir.take(options.data)
    cleanups.push(() => dataDir?.release())
    const { credentials, fieldKeys } = dataDir?.secrets() ?? newSecrets()
    const { store, isNew, seed } = openStore(options, dataDir, clock)
    cleanups.push(() => store.close())
    store.ensure(deployment.collections ?? {})
    if (isNew) {
      const fill = options.seedWith ?? (await import('./seed')).seed
      await fill(store, options.seed, { now: clock.now(), fieldKeys })
      dataDir?.noteSeed({ kind: options.seed, done: true })
    }

    const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS })
    const url = await listen(server, options.port)
    cleanups.push(() => server.closeAllConnections())
    const sdkEnv = {
      ...sdkEnvironment({ url, envId: ENV_ID, credentials }),
      FIELD_KEYS: fieldKeys,
      TZ: 'UTC',
    }
    const runner = new Runner({
      distDir: options.distDir,
      env: sdkEnv,
      clock,
      cloudbase,
      log,
      ...(options.hostFile === undefined ? {} : { hostFile: options.hostFile }),
      ...(options.maxInstancesPerFunction === undefined
        ? {}
        : { maxInstancesPerFunction: options.maxInstancesPerFunction }),
    })
    cleanups.push(() => runner.close())
    const endpoint = createEndpoint({
      store,
      filesDir: dataDir === null ? null : path.join(dataDir.dir, 'files'),
      envId: ENV_ID,
      credentials,
      publicUrl: () => url,
      now: () => clock.now(),
      async invoke(fn, event, caller) {
        const reply = await runner.invoke(fn, event, caller)
        return reply.ok ? { result: reply.json } : { error: reply.error }
      },
      log,
    })
    const scheduler = new Scheduler(runner, clock)
    cleanups.push(() => scheduler.stop())
    const townshipFile = cloudbase === null ? '' : path.join(path.dirname(cloudbase), 'township.json')
    const answer = doors({
      runner,
      gate: new Gate(),
      clock,
      scheduler,
      endpoint,
      uploads: { prefix: deployment.storage?.prefix ?? '' },
      people: seed === 'demo' ? () => demoPeople(store, townshipFile) : null,
      staticDir: options.preview ? await preview(options.projectDir ?? process.cwd()) : null,
      log,
    })
    server.on('request', answer)
    cleanups.push(() => server.close())
    dataDir?.announce(url)
    scheduler.start()
    runner.warm()
    return { url, store, endpoint, runner, clock, sdkEnv, close: undo }
  } catch (error) {
    await undo()
    throw error
  }
}

function instant(text: string): number {
  const at = parseInstant(text)
  if (at === null) throw new Error(`"${text}" is not an ISO 8601 instant with a zone`)
  return at
}

/** Opens the database. One whose seed did not get to its end is begun again. */
function openStore(
  options: LocalCloudOptions,
  dataDir: DataDir | null,
  clock: Clock,
): { store: Store; isNew: boolean; seed: string } {
  const dir = dataDir === null ? null : path.join(dataDir.dir, 'db')
  const note = dataDir?.seed
  const isNew = dir === null || !fs.existsSync(dir) || note?.done === false
  if (isNew && dir !== null) fs.rmSync(dir, { recursive: true, force: true })
  if (isNew) dataDir?.noteSeed({ kind: options.seed, done: false })
  const store = Store.open({ dir, now: () => clock.now() })
  return { store, isNew, seed: isNew ? options.seed : (note?.kind ?? 'empty') }
}

/**
 * What a process needs to use the SDKs on a running local cloud, as a function would.
 * @param dir its data folder
 * @param url where it is reached, when that is not what the folder says
 * @returns null when none runs on the folder and no `url` is given
 * @throws DataDirError when the folder has no keys or they are damaged
 */
export function environmentOf(dir: string, url?: string): Record<string, string> | null {
  const at = url ?? runningIn(dir)?.url
  if (at === undefined || at === '') return null
  const secrets = readSecrets(dir)
  if (secrets === null) throw new DataDirError(`${dir} is not the data folder of a local cloud`)
  return sdkEnvironment({ url: at, envId: ENV_ID, credentials: secrets.credentials })
}

async function preview(projectDir: string): Promise<string> {
  const { buildPreview } = await import('./preview')
  const outDir = path.join(projectDir, '.build', 'preview')
  await buildPreview({ miniprogramDir: path.join(projectDir, 'miniprogram'), outDir })
  return outDir
}

function listen(server: http.Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      server.off('error', reject)
      const { port: actual } = server.address() as AddressInfo
      resolve(`http://${HOST}:${actual}`)
    })
  })
}
