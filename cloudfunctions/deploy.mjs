// `npm run deploy -- --env ID [--dry-run] [--only shifts,help] [--region ap-shanghai]`
// Brings a CloudBase environment to what cloudbase.json says. Running it again changes nothing that is right already.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { CloudApi } from '../.ci/deploy/cloud-api.mjs'
import { readDeployment } from '../.ci/deploy/deployment.mjs'
import { cloudbaserc, deployArguments, describe, indexInput, planOf, secrets } from '../.ci/deploy/plan.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(here)
const configFile = path.join(root, '.build', 'deploy', 'cloudbaserc.json')
const usage = 'npm run deploy -- --env ID [--dry-run] [--only shifts,help] [--region ap-shanghai]'

function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      env: { type: 'string' },
      only: { type: 'string' },
      region: { type: 'string', default: 'ap-shanghai' },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  if (!/^[\w-]{3,64}$/.test(values.env ?? '')) throw new Error(`say which environment: ${usage}`)
  return { ...values, only: values.only?.split(',') }
}

/** What the operator's environment must hold, by name; the values are never printed. */
function missingVariables() {
  return ['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY', ...secrets].filter((name) => !process.env[name])
}

function dryRun(plan) {
  console.log(`dry run for ${plan.envId}: nothing is sent`)
  for (const step of plan.steps) {
    for (const line of describe(step, plan.envId, path.relative(root, configFile))) console.log(line)
  }
  const missing = missingVariables()
  if (missing.length > 0)
    console.log(`a real run would refuse: not in the environment: ${missing.join(', ')}`)
}

async function deploy(plan, region) {
  const missing = missingVariables()
  if (missing.length > 0) {
    throw new Error(
      `not in the environment: ${missing.join(', ')}. Keys of an account that may manage ${plan.envId}, and the field keys ` +
        'that encrypt personal data (keep them safe: without them the data is lost)',
    )
  }
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = process.env
  const credentials = { secretId, secretKey, token: process.env.TENCENTCLOUD_SESSIONTOKEN }
  const api = new CloudApi({ envId: plan.envId, region, credentials })
  for (const step of plan.steps) {
    const done = await carryOut(step, plan, api)
    console.log(`${[step.kind, step.name].filter(Boolean).join(' ')}: ${done}`)
  }
}

async function carryOut(step, plan, api) {
  switch (step.kind) {
    case 'collection':
      return api.createCollection(step.name)
    case 'rule':
      return api.setRule(step.name, step.rule)
    case 'indexes':
      return api.createIndexes(step.name, step.indexes.map(indexInput))
    case 'storage rule':
      return api.setStorageRule(step.rule)
    case 'build': {
      const { build } = await import('./build.mjs')
      await build({ functions: step.functions })
      return step.functions.join(', ')
    }
    default:
      return deployFunction(step.name, plan)
  }
}

/** The CLI reads secrets from its configuration file only: it exists, readable to the operator, while the CLI runs. */
async function deployFunction(name, plan) {
  const variables = Object.fromEntries(secrets.map((secret) => [secret, process.env[secret]]))
  const config = cloudbaserc(plan, path.join(here, 'dist'), variables)
  mkdirSync(path.dirname(configFile), { recursive: true })
  writeFileSync(configFile, JSON.stringify(config, null, 2), { mode: 0o600 })
  try {
    await tcb(deployArguments(name, plan.envId, configFile))
  } finally {
    rmSync(configFile)
  }
  return 'deployed'
}

/** Runs the CLI. It exits well when a trigger was not made and only warns: that is a failure here. */
function tcb(args) {
  const bin = path.join(root, 'node_modules', '@cloudbase', 'cli', 'bin', 'tcb')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        process.stdout.write(text)
      })
    }
    child.on('error', reject)
    child.on('close', (status) => {
      if (status !== 0) reject(new Error(`tcb ended with ${status}; log in first with \`npx tcb login\``))
      else if (/触发器(更新|创建)失败/.test(output)) reject(new Error('the timer was not made; see above'))
      else resolve()
    })
  })
}

try {
  const { env, only, region, 'dry-run': dry } = optionsOf(process.argv.slice(2))
  const plan = planOf(readDeployment(path.join(here, 'cloudbase.json')), env, only)
  if (dry) dryRun(plan)
  else await deploy(plan, region)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
