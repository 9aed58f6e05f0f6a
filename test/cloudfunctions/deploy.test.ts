import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { sign } from '@cloudbase/signature-nodejs'
import deployment from '../../cloudfunctions/cloudbase.json'
import { CloudApi, signedHeaders } from '../../.ci/deploy/cloud-api.mjs'
import { readDeployment } from '../../.ci/deploy/deployment.mjs'
import { cloudbaserc, indexInput, planOf } from '../../.ci/deploy/plan.mjs'
import { removeTrees, writeTree } from '../support/tree'

const root = path.resolve(__dirname, '../..')
const script = path.join(root, 'cloudfunctions', 'deploy.mjs')
const file = path.join(root, 'cloudfunctions', 'cloudbase.json')
const secret = 'a-secret-that-must-not-show'

function dryRun(...args: string[]): string[] {
  const env = {
    ...process.env,
    FIELD_KEYS: secret,
    TENCENTCLOUD_SECRETID: secret,
    TENCENTCLOUD_SECRETKEY: secret,
  }
  const output = execFileSync(process.execPath, [script, '--env', 'town-1', '--dry-run', ...args], {
    encoding: 'utf8',
    env,
  })
  return output.trim().split('\n')
}

function refused(args: string[], env: NodeJS.ProcessEnv = {}) {
  const result = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env })
  return { status: result.status, error: result.stderr.trim(), output: result.stdout }
}

afterAll(removeTrees)

describe('npm run deploy -- --dry-run', () => {
  let lines: string[]
  beforeAll(() => {
    lines = dryRun()
  })
  const lineWith = (...parts: string[]) =>
    lines.findIndex((line) => parts.every((part) => line.includes(part)))

  it.each(Object.entries(deployment.functions))('deploys the function %s', (name, settings) => {
    const said = lines[lineWith(`function ${name}: `)] ?? ''
    const { memory, timeout } = { ...deployment.defaults, ...settings }
    for (const part of [`"memorySize":${memory}`, `"timeout":${timeout}`, deployment.runtime])
      expect(said).toContain(part)
    if ('trigger' in settings) expect(said).toContain(settings.trigger.cron)
    expect(lineWith(`$ tcb fn deploy ${name} --envId town-1 --force --yes`)).toBeGreaterThan(0)
  })

  it.each(Object.entries(deployment.collections))('brings the collection %s', (name, { rule, indexes }) => {
    const created = lineWith(`collection ${name}: create it`)
    const ruled = lineWith(`collection ${name}: security rule ${JSON.stringify(rule)}`)
    expect(created).toBeGreaterThan(-1)
    expect(ruled).toBeGreaterThan(created)
    for (const index of indexes) {
      const said = lineWith(
        `collection ${name}: create`,
        `index ${index.name} ${JSON.stringify(index.fields)}`,
      )
      expect(said).toBeGreaterThan(created)
      expect(lines[said]?.includes('unique')).toBe('unique' in index && index.unique)
    }
  })

  it('sets rules before anything can be called', () => {
    const storage = lineWith('storage: security rule', JSON.stringify(deployment.storage.rule))
    expect(storage).toBeGreaterThan(-1)
    expect(lineWith('function ')).toBeGreaterThan(storage)
  })

  it('prints no secret', () => {
    expect(lines.join('\n')).toContain('environment FIELD_KEYS')
    expect(lines.join('\n')).not.toContain(secret)
  })

  it('deploys some functions only', () => {
    const only = dryRun('--only', 'shifts,help').filter((line) => !line.startsWith('  '))
    expect(only.map((line) => line.split(/[:{]/)[0])).toEqual([
      'dry run for town-1',
      'build shifts, help into cloudfunctions/dist',
      'function shifts',
      'function help',
    ])
  })
})

describe('npm run deploy refuses', () => {
  it('to run without the operator’s keys, naming them', () => {
    const { status, error, output } = refused(['--env', 'town-1'], { TENCENTCLOUD_SECRETID: 'id' })
    expect(status).toBe(1)
    expect(error).toContain('not in the environment: TENCENTCLOUD_SECRETKEY, FIELD_KEYS')
    expect(output).toBe('')
  })

  it('to guess the environment', () => {
    expect(refused([]).error).toContain('say which environment')
    expect(refused(['--env', '; rm']).status).toBe(1)
  })

  it('unknown functions and options', () => {
    expect(refused(['--env', 'town-1', '--dry-run', '--only', 'shift']).error).toContain('no function shift')
    expect(refused(['--env', 'town-1', '--dryrun']).error).toContain('--dryrun')
  })
})

describe('cloudbase.json', () => {
  const text = fs.readFileSync(file, 'utf8')
  const read = (changed: string) => () =>
    readDeployment(path.join(writeTree({ 'cloudbase.json': changed }), 'cloudbase.json'))

  it.each([
    ['0 * * * * * *', '* * * * *', '7 fields'],
    ['"memory": 256', '"memory": "256"', 'memory'],
    ['"read": false', '"read": 0', 'read'],
    ['"2dsphere"', '"2d"', 'fields'],
    ['"storage"', '"store"', 'store'],
    ['"name": "role"', '"name": "openid"', 'two indexes of one name'],
  ])('with %s → %s is refused', (from, to, problem) => {
    expect(text).toContain(from)
    expect(read(text)).not.toThrow()
    expect(read(text.replace(from, to))).toThrow(problem)
  })

  it('denies clients every collection', () => {
    for (const { rule } of Object.values(readDeployment(file).collections))
      expect(rule).toEqual({ read: false, write: false })
  })

  it('gives the functions their variables in the configuration of the CLI only', () => {
    const plan = planOf(readDeployment(file), 'town-1', undefined)
    const config = cloudbaserc(plan, '/dist', { FIELD_KEYS: 'k' })
    expect(config.functions.map((each) => each.name)).toEqual(Object.keys(deployment.functions))
    expect(config.functions.every((each) => each.envVariables['FIELD_KEYS'] === 'k')).toBe(true)
  })
})

describe('the cloud’s API', () => {
  const credentials = { secretId: 'id', secretKey: 'key', token: undefined }
  interface Sent {
    action: string
    body: Record<string, unknown>
  }

  /** Answers as the cloud does, by action, and keeps what was sent. */
  function cloud(answers: Record<string, object>) {
    const sent: Sent[] = []
    const envs = { EnvList: [{ Databases: [{ InstanceId: 'tag' }], Storages: [{ Bucket: 'bucket' }] }] }
    const send = (_url: string, request: { headers: Record<string, string>; body: string }) => {
      const action = request.headers['X-TC-Action'] ?? ''
      sent.push({ action, body: JSON.parse(request.body) as Record<string, unknown> })
      return Promise.resolve({
        json: () => Promise.resolve({ Response: { DescribeEnvs: envs, ...answers }[action] ?? {} }),
      })
    }
    const api = new CloudApi({ envId: 'town-1', region: 'ap-shanghai', credentials, send })
    return { api, sent, actions: () => sent.map((each) => each.action) }
  }

  it('is signed as the SDK’s own signer signs', () => {
    const at = 1790000000
    const body = JSON.stringify({ EnvId: 'town-1' })
    const request = { service: 'tcb', action: 'DescribeEnvs', body, region: 'ap-shanghai', credentials, at }
    const theirs = sign({
      ...{ secretId: 'id', secretKey: 'key', method: 'POST', url: 'https://tcb.tencentcloudapi.com/' },
      ...{
        headers: { 'content-type': 'application/json', host: 'tcb.tencentcloudapi.com' },
        params: { EnvId: 'town-1' },
      },
      ...{ timestamp: at, service: 'tcb', withSignedParams: false, isCloudApi: true },
    })
    expect(signedHeaders(request).Authorization).toBe(theirs.authorization)
  })

  it('creates a collection only if there is none', async () => {
    const none = cloud({ DescribeTable: { Error: { Code: 'ResourceNotFound', Message: 'no' } } })
    await none.api.createCollection('people')
    expect(none.sent.at(-1)).toEqual({ action: 'CreateTable', body: { Tag: 'tag', TableName: 'people' } })
    const there = cloud({})
    await there.api.createCollection('people')
    expect(there.actions()).not.toContain('CreateTable')
  })

  it('creates the indexes that are missing', async () => {
    const Indexes = [{ Name: 'day', Keys: [{ Name: 'day', Direction: '1' }] }]
    const { api, sent } = cloud({ DescribeTable: { Indexes } })
    const indexes = [
      indexInput({ name: 'day', fields: { day: 1 } }),
      indexInput({ name: 'openid', fields: { openid: 1 }, unique: true }),
    ]
    await api.createIndexes('people', indexes)
    expect(sent.at(-1)?.body['CreateIndexes']).toEqual([
      {
        IndexName: 'openid',
        MgoKeySchema: { MgoIsUnique: true, MgoIndexKeys: [{ Name: 'openid', Direction: '1' }] },
      },
    ])
  })

  it('refuses to change an index under load', async () => {
    const { api, actions } = cloud({
      DescribeTable: { Indexes: [{ Name: 'day', Keys: [{ Name: 'at', Direction: '1' }] }] },
    })
    await expect(
      api.createIndexes('shifts', [indexInput({ name: 'day', fields: { day: 1 } })]),
    ).rejects.toThrow('the index day is there with other fields')
    expect(actions()).not.toContain('UpdateTable')
  })

  it('sets the rules of collections and storage', async () => {
    const { api, sent } = cloud({})
    await api.setRule('people', { read: false, write: false })
    await api.setStorageRule({ read: false })
    const common = { EnvId: 'town-1', AclTag: 'CUSTOM' }
    expect(sent.filter((each) => each.action.startsWith('Modify')).map((each) => each.body)).toEqual([
      { ...common, CollectionName: 'people', Rule: '{"read":false,"write":false}' },
      { ...common, Bucket: 'bucket', Rule: '{"read":false}' },
    ])
  })

  it('passes the cloud’s refusal on', async () => {
    const { api } = cloud({
      ModifySafeRule: { Error: { Code: 'UnauthorizedOperation', Message: 'not yours' } },
    })
    await expect(api.setRule('people', {})).rejects.toThrow(
      'ModifySafeRule: UnauthorizedOperation: not yours',
    )
  })
})
