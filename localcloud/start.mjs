// `npm start`: installs what is missing, builds, starts the local cloud. Uses nothing but Node until all is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprint } from './fingerprint.mjs'
import { OptionError, parseOptions, USAGE } from './options.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const out = path.join(root, '.build', 'localcloud')
const distDir = path.join(root, 'cloudfunctions', 'dist')

/** Runs `npm ci` unless node_modules is what the lockfile says. */
export function installMissing() {
  const lockfile = path.join(root, 'package-lock.json')
  const installed = path.join(root, 'node_modules', '.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return
  console.log('installing packages (npm ci), this takes a minute …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) fail('npm ci did not succeed; see above', 1)
}

/** Bundles functions and local cloud, each only if its sources changed. */
export async function buildAll() {
  mkdirSync(out, { recursive: true })
  const shared = ['package-lock.json', 'tsconfig.json']
  await Promise.all([
    unlessFresh(
      'functions',
      ['cloudfunctions', ...shared],
      path.join(distDir, 'clock', 'index.js'),
      async () => {
        const { build } = await import('../cloudfunctions/build.mjs')
        await build({ outDir: distDir })
      },
    ),
    unlessFresh(
      'localcloud',
      ['localcloud', 'cloudfunctions', ...shared],
      path.join(out, 'main.js'),
      async () => {
        const { bundleHost, bundleMain } = await import('./bundle.mjs')
        await Promise.all([bundleMain(out), bundleHost(out)])
      },
    ),
  ])
}

async function unlessFresh(name, sources, result, work) {
  const stamp = path.join(out, `${name}.stamp`)
  const state = fingerprint(sources.map((each) => path.join(root, each)))
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  await work()
  writeFileSync(stamp, state)
}

async function start(options) {
  installMissing()
  await buildAll()
  const { startLocalCloud } = createRequire(import.meta.url)(path.join(out, 'main.js'))
  const cloud = await startLocalCloud({
    ...options,
    distDir,
    cloudbase: path.join(root, 'cloudfunctions', 'cloudbase.json'),
    projectDir: root,
  })
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    cloud.close().then(
      () => process.exit(0),
      (error) => fail(error.message, 1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  console.log(`ready ${cloud.url}`)
}

function fail(message, status) {
  console.error(message)
  process.exit(status)
}

try {
  const options = parseOptions(process.argv.slice(2), root)
  if (options.help) console.log(USAGE)
  else await start(options)
} catch (error) {
  if (error instanceof OptionError) fail(`${error.message}\n\n${USAGE}`, 2)
  if (error.code === 'EADDRINUSE') fail(`port ${error.port} is in use; choose another with --port`, 1)
  fail(process.env.DEBUG ? error.stack : error.message, 1)
}
