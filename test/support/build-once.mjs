// Builds what tests run as plain JavaScript and prints where it is: `node build-once.mjs host|functions`.
// Each state of the sources is built once, however many test files ask, and at once if they do so together.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../../cloudfunctions/build.mjs'
import { bundleHost } from '../../localcloud/bundle.mjs'
import { fingerprint } from '../../localcloud/fingerprint.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const cache = path.join(root, '.build', 'test')
const DAY = 86_400_000

const kinds = {
  host: { sources: ['localcloud/runner'], make: bundleHost },
  functions: { sources: ['cloudfunctions'], make: (outDir) => build({ outDir }) },
}

const kind = kinds[process.argv[2] ?? '']
if (!kind) throw new Error('host or functions?')
const sources = [...kind.sources, 'package-lock.json'].map((each) => path.join(root, each))
const target = path.join(cache, `${process.argv[2]}-${fingerprint(sources)}`)
if (!existsSync(target)) {
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) {
    const old = path.join(cache, name)
    if (statSync(old).mtimeMs < Date.now() - DAY) rmSync(old, { recursive: true, force: true })
  }
  const draft = mkdtempSync(path.join(cache, 'draft-'))
  await kind.make(draft)
  try {
    renameSync(draft, target)
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(target)) throw error
    rmSync(draft, { recursive: true })
  }
}
console.log(target)
