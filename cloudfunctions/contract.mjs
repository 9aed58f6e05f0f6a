// Prints every action of every function as JSON: who may call it, what it takes, what it may refuse.
import { build } from 'esbuild'
import { readdirSync, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const outfile = join(here, '..', '.build', 'contract.cjs')

const functions = readdirSync(here).filter((name) => existsSync(join(here, name, 'actions', 'index.ts')))
const entry = [
  `import { contractOf } from './shared/contract'`,
  ...functions.map((name) => `import { actions as ${name} } from './${name}/actions'`),
  `export const contract = contractOf({ ${functions.join(', ')} })`,
].join('\n')

mkdirSync(dirname(outfile), { recursive: true })
await build({
  stdin: { contents: entry, resolveDir: here, loader: 'ts' },
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  logLevel: 'error',
})

const { contract } = createRequire(import.meta.url)(outfile)
console.log(JSON.stringify(contract, null, 2))
