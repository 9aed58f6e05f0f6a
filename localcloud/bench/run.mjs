// `npm run bench -- [--only claims,reads,…] [--quick]`: bundles what is measured into .build/bench and measures it.
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installMissing } from '../../.ci/install.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const projectDir = path.resolve(here, '../..')
const outDir = path.join(projectDir, '.build', 'bench')

const SDKS = `module.exports = [require('@cloudbase/node-sdk'), require('wx-server-sdk')]`

async function bundle() {
  const { bundleFiles, bundleHost } = await import('../bundle.mjs')
  const { build, bundleFunction } = await import('../../cloudfunctions/build.mjs')
  const entries = ['index.ts', 'cloud-process.ts', 'bare-server.ts'].map((name) => path.join(here, name))
  await Promise.all([
    bundleFiles(entries, outDir, ['@seald-io/nedb', 'playwright-core', '@sparticuz/chromium']),
    bundleHost(outDir),
    build({ outDir: path.join(outDir, 'functions') }),
    bundleFunction(
      { stdin: { contents: SDKS, resolveDir: projectDir } },
      path.join(outDir, 'sdks', 'index.js'),
    ),
  ])
}

installMissing()
await bundle()
const status = await createRequire(import.meta.url)(path.join(outDir, 'index.js')).bench({
  args: process.argv.slice(2),
  projectDir,
  outDir,
})
process.exit(status)
