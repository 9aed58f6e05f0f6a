// Bundles each function folder into one self-contained CommonJS file, as CloudBase takes it.
// `node cloudfunctions/build.mjs [function…]`, or `import { build }`.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'

const here = path.dirname(fileURLToPath(import.meta.url))

/** The functions: every folder beside this file that has an index.ts. */
export async function functionNames(sourceDir = here) {
  const entries = await readdir(sourceDir, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(path.join(sourceDir, entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .sort()
}

/**
 * Writes `outDir/<function>/{index.js, index.js.map, package.json, config.json}`.
 * @param {{ outDir?: string, functions?: string[] }} [options]
 * @throws when a function does not exist or does not bundle
 */
export async function build(options = {}) {
  const outDir = options.outDir ?? path.join(here, 'dist')
  const known = await functionNames()
  const names = options.functions ?? known
  for (const name of names) if (!known.includes(name)) throw new Error(`there is no function "${name}"`)
  const deployment = JSON.parse(await readFile(path.join(here, 'cloudbase.json'), 'utf8'))
  if (options.functions === undefined) await removeOthers(outDir, names)
  await Promise.all(names.map((name) => buildOne(name, path.join(outDir, name), deployment)))
}

async function removeOthers(outDir, names) {
  const entries = existsSync(outDir) ? await readdir(outDir, { withFileTypes: true }) : []
  const gone = entries.filter((entry) => entry.isDirectory() && !names.includes(entry.name))
  await Promise.all(gone.map((entry) => rm(path.join(outDir, entry.name), { recursive: true })))
}

async function buildOne(name, outDir, deployment) {
  const settings = deployment.functions[name]
  if (settings === undefined) throw new Error(`cloudbase.json does not name the function "${name}"`)
  await mkdir(outDir, { recursive: true })
  await bundleFunction({ entryPoints: [path.join(here, name, 'index.ts')] }, path.join(outDir, 'index.js'))
  await Promise.all([
    writeJson(path.join(outDir, 'package.json'), { name, version: '1.0.0', private: true, main: 'index.js' }),
    writeJson(path.join(outDir, 'config.json'), configOf(settings)),
  ])
}

/**
 * Writes one bundle with the settings that all functions have.
 * @param {{ entryPoints: string[] } | { stdin: esbuild.StdinOptions }} input
 * @param {string} outfile
 */
export async function bundleFunction(input, outfile) {
  await esbuild.build({
    ...input,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'warning',
  })
}

/** A function's config.json as WeChat DevTools and CloudBase read it: permissions and the one timer. */
function configOf(settings) {
  const config = { permissions: { openapi: settings.openapi ?? [] } }
  if (settings.trigger === undefined) return config
  const { name, cron } = settings.trigger
  return { ...config, triggers: [{ name, type: 'timer', config: cron }] }
}

function writeJson(file, value) {
  return writeFile(file, `${JSON.stringify(value, null, 2)}\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2)
  void build(names.length > 0 ? { functions: names } : {})
}
