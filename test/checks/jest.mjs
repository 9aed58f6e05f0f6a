// Runs one jest project in a process of its own and reads its results.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * @returns {Promise<{ passed: number, failed: number, skipped: string[], output: string }>} a test file that could not
 *   run, and a run without a single test, count as failed
 */
export async function runJest(root, project) {
  const results = path.join(root, '.cache', `jest-${project}.json`)
  mkdirSync(path.dirname(results), { recursive: true })
  rmSync(results, { force: true })
  const jest = path.join(
    path.dirname(createRequire(import.meta.url).resolve('jest/package.json')),
    'bin',
    'jest.js',
  )
  const output = await collect(root, [jest, '--selectProjects', project, '--json', '--outputFile', results])
  try {
    return { ...summaryOf(JSON.parse(readFileSync(results, 'utf8')), root), output }
  } catch {
    return { passed: 0, failed: 1, skipped: [], output }
  }
}

/** Counts of a jest result file. */
export function summaryOf(result, root) {
  const skipped = result.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'pending' || test.status === 'todo')
      .map((test) => `${path.relative(root, file.name)}: ${test.fullName}`),
  )
  const none = result.numTotalTests === 0 && result.numRuntimeErrorTestSuites === 0
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites + (none ? 1 : 0),
    skipped,
  }
}

function collect(root, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let output = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}
