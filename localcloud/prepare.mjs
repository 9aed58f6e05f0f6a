// Bundles what runs. Uses nothing but Node until all packages are installed.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprint } from './fingerprint.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const out = path.join(root, '.build', 'localcloud')
const distDir = path.join(root, 'cloudfunctions', 'dist')

/** Where `startLocalCloud` finds the product. */
export const paths = {
  projectDir: root,
  distDir,
  cloudbase: path.join(root, 'cloudfunctions', 'cloudbase.json'),
}

/** The bundled local cloud; `buildAll` first. */
export function loadMain() {
  return createRequire(import.meta.url)(path.join(out, 'main.js'))
}

/** The bundled `seed/administrator.ts`; `buildAll` first. */
export function loadAdministrator() {
  return createRequire(import.meta.url)(path.join(out, 'administrator.js'))
}

/** Bundles functions and local cloud, each only if its sources changed. */
export async function buildAll() {
  mkdirSync(out, { recursive: true })
  await alone(buildStale)
}

async function buildStale() {
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

/** Two starts at once must not write the same bundle: the second waits for the first. */
async function alone(work) {
  const lock = path.join(out, 'building')
  while (!take(lock)) await new Promise((resolve) => setTimeout(resolve, 50))
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isAbandoned(lock) {
  const found = statSync(lock, { throwIfNoEntry: false })
  if (!found || Date.now() - found.mtimeMs < 1000) return false
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return Date.now() - found.mtimeMs > 60_000
  } catch {
    return true
  }
}

async function unlessFresh(name, sources, result, work) {
  const stamp = path.join(out, `${name}.stamp`)
  const state = fingerprint(sources.map((each) => path.join(root, each)))
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  await work()
  writeFileSync(stamp, state)
}
