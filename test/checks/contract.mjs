// `npm run contract`: every action is listed, strictly typed, with the codes it may refuse with.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Odd content never refuses a request for help (S-45): these take what they can and leave the rest. */
const tolerant = ['help.create', 'help.add']

/** Prints the contract in a process of its own and checks it. */
export async function checkContract(root) {
  const { stdout } = await run(process.execPath, [path.join(root, 'cloudfunctions', 'contract.mjs')], {
    cwd: root,
    maxBuffer: 32 * 1024 * 1024,
  })
  const contract = JSON.parse(stdout)
  return { count: contract.length, problems: contractProblems(contract) }
}

/** What is wrong with a contract, one line each. */
export function contractProblems(contract) {
  if (!Array.isArray(contract) || contract.length === 0) return ['the contract lists no action']
  const seen = new Set()
  return contract.flatMap((entry) => {
    const name = `${entry.function}.${entry.action}`
    const problems = []
    const expects = (fine, text) => fine || problems.push(`${name}: ${text}`)
    expects(typeof entry.function === 'string' && typeof entry.action === 'string', 'has no name')
    expects(!seen.has(name), 'is listed twice')
    seen.add(name)
    expects(Array.isArray(entry.allow) && entry.allow.length > 0, 'does not say who may')
    expects(entry.input?.type === 'object', 'its input is no JSON Schema of an object')
    const strict = entry.input?.additionalProperties === false
    expects(strict || tolerant.includes(name), 'its input takes unknown fields')
    const refusals = Array.isArray(entry.refusals) ? entry.refusals : []
    expects(refusals.length > 0, 'names no refusals')
    expects(
      refusals.every((code) => /^[A-Z][A-Z0-9_]*$/.test(code)),
      'has a refusal that is no code',
    )
    return problems
  })
}
