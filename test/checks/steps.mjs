// The steps of `npm test`, in order. A step answers counts and what to print when it fails.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkContract } from './contract.mjs'
import { runJest } from './jest.mjs'
import { readMiniprogram } from './miniprogram.mjs'
import { packNpm } from './pack.mjs'
import { projectProblems } from './project.mjs'
import { kilobytes, measure } from './sizes.mjs'
import { checkWxml } from './wxml.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const miniprogram = path.join(root, 'miniprogram')

/** Every tsconfig of the project; each file belongs to one. */
export const tsconfigs = ['.', 'miniprogram', 'localcloud/preview/runtime', 'test', 'test/miniprogram']

/** What dependency-cruiser looks at. */
export const layered = ['cloudfunctions', 'localcloud', 'miniprogram', 'test', '.ci']

/** @type {{ name: string, run: () => Promise<Outcome> }[]}
 * @typedef {{ passed: number, failed: number, skipped?: string[], detail?: string, output?: string }} Outcome */
export const steps = [
  { name: 'format', run: () => tool('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'lint', run: () => tool('eslint', ['--max-warnings', '0', '.']) },
  { name: 'types', run: checkTypes },
  { name: 'layers', run: () => tool('depcruise', [...layered, '--config', '.dependency-cruiser.cjs']) },
  { name: 'wxml', run: async () => report(await checkWxml(miniprogram, program().units), 'files compiled') },
  { name: 'npm packing', run: async () => report(await packNpm(root), 'packages') },
  { name: 'paths', run: checkPaths },
  { name: 'package sizes', run: checkSizes },
  { name: 'contract', run: async () => report(await checkContract(root), 'actions') },
  ...['unit', 'integration', 'component', 'browser'].map((name) => ({
    name,
    run: () => runJest(root, name),
  })),
]

function program() {
  return readMiniprogram(miniprogram)
}

/** A check as an outcome: one passed, or as many failed as there are problems. */
function report({ count, problems }, unit) {
  return {
    passed: problems.length === 0 ? 1 : 0,
    failed: problems.length,
    detail: count === undefined ? '' : `${count} ${unit}`,
    output: problems.join('\n'),
  }
}

async function checkTypes() {
  const problems = []
  const queue = [...tsconfigs]
  const work = async () => {
    for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
      const { failed, output } = await tool('tsc', ['--noEmit', '--pretty', 'false', '-p', each])
      if (failed > 0) problems.push(output)
    }
  }
  await Promise.all([work(), work()])
  const failed = new Set(problems.flatMap((text) => text.match(/^.+\(\d+,\d+\): error .*$/gm) ?? [text]))
  return report({ count: tsconfigs.length, problems: [...failed] }, 'projects')
}

async function checkPaths() {
  const { units, problems } = program()
  return report(
    { count: units.length, problems: [...problems, ...projectProblems(root)] },
    'pages and components',
  )
}

async function checkSizes() {
  const { packages, problems } = await measure(miniprogram, program())
  const table = packages.map(
    (each) =>
      `    ${each.name.padEnd(20)} ${kilobytes(each.bytes).padStart(8)} of ${kilobytes(each.limit).padStart(7)}  ${each.files} files`,
  )
  return { ...report({ problems }), detail: `${packages.length} packages\n${table.join('\n')}` }
}

/** A command of node_modules/.bin; its whole output is shown when it fails. */
function tool(name, args) {
  const file = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
  if (!existsSync(file)) return Promise.resolve({ passed: 0, failed: 1, output: `${name} is not installed` })
  return new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' }
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ passed: error ? 0 : 1, failed: error ? 1 : 0, output: `${stdout}${stderr}`.trim() })
    })
  })
}
