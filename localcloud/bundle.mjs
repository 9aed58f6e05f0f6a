// Bundles the local cloud to plain JavaScript: `main.js` (startLocalCloud) and `host.js` (a function's process).
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const here = path.dirname(fileURLToPath(import.meta.url))

const common = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' }

/** Packages with native parts or files of their own, and those that only the preview's build needs. */
const external = [
  'libsql',
  'esbuild',
  'postcss',
  'qrcode',
  '@cloudbase/*',
  'wx-server-sdk',
  'glass-easel',
  'glass-easel-*',
  '@fontsource/*',
]

/** Writes `outDir/main.js` (startLocalCloud) and `outDir/administrator.js` (for `npm run admin`). */
export function bundleMain(outDir) {
  return bundleFiles([path.join(here, 'main.ts'), path.join(here, 'seed', 'administrator.ts')], outDir)
}

/**
 * Writes a bundle of each file, as the local cloud's own.
 * @param {string[]} files
 * @param {string} outDir
 * @param {string[]} [alsoExternal] further packages that stay outside
 */
export async function bundleFiles(files, outDir, alsoExternal = []) {
  await esbuild.build({
    ...common,
    entryPoints: files,
    entryNames: '[name]',
    outdir: outDir,
    sourcemap: 'linked',
    external: [...external, ...alsoExternal],
  })
}

/** Writes `outDir/host.js`. */
export async function bundleHost(outDir) {
  await esbuild.build({
    ...common,
    entryPoints: [path.join(here, 'runner', 'host.ts')],
    outfile: path.join(outDir, 'host.js'),
  })
}
