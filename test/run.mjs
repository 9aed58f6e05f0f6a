// `npm test`: all that CI needs, from a clean checkout. `node test/run.mjs lint unit` runs some steps only.
import { installMissing } from '../.ci/install.mjs'

try {
  installMissing()
} catch (error) {
  console.error(error.message)
  console.log('0 passed, 1 failed')
  process.exit(1)
}
const { steps } = await import('./checks/steps.mjs')

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`no such step: ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}`)
  process.exit(2)
}

const total = { passed: 0, failed: 0, skipped: [] }
for (const { name, run } of steps) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const started = performance.now()
  const outcome = await run().catch((error) => ({ passed: 0, failed: 1, output: error.stack }))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const { passed, failed, skipped = [], detail = '', output = '' } = outcome
  if (failed > 0 && output) console.log(output)
  const counts = `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
  console.log(`${failed > 0 ? '✗' : '✓'} ${name}  ${seconds} s  ${counts}  ${detail}`.trimEnd())
  total.passed += passed
  total.failed += failed
  total.skipped.push(...skipped)
}
for (const name of total.skipped) console.log(`skipped: ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
