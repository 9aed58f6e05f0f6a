// The requests of Tencent Cloud that @cloudbase/cli 2.12 has no command for: collections, indexes, security rules.
// Actions and shapes are those of the manager that the CLI carries (dist/standalone/cli.js: DatabaseService,
// writeSecurityRule); the signature is TC3-HMAC-SHA256 (cloud.tencent.com/document/api/876/34829).
import { createHash, createHmac } from 'node:crypto'

const versions = { tcb: '2018-06-08', flexdb: '2018-11-27' }
const missing = /ResourceNotFound|not.?exist/i

const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const hmac = (key, text) => createHmac('sha256', key).update(text).digest()

/** The headers of a signed request. `at` is seconds since 1970. */
export function signedHeaders({ service, action, body, region, credentials, at }) {
  const host = `${service}.tencentcloudapi.com`
  const date = new Date(at * 1000).toISOString().slice(0, 10)
  const scope = `${date}/${service}/tc3_request`
  const canonical = [
    'POST',
    '/',
    '',
    `content-type:application/json\nhost:${host}\n`,
    'content-type;host',
    sha256(body),
  ]
  const toSign = ['TC3-HMAC-SHA256', at, scope, sha256(canonical.join('\n'))].join('\n')
  const key = hmac(hmac(hmac(`TC3${credentials.secretKey}`, date), service), 'tc3_request')
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  return {
    'Content-Type': 'application/json',
    'X-TC-Action': action,
    'X-TC-Version': versions[service],
    'X-TC-Timestamp': String(at),
    'X-TC-Region': region,
    ...(credentials.token ? { 'X-TC-Token': credentials.token } : {}),
    Authorization: `TC3-HMAC-SHA256 Credential=${credentials.secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
  }
}

/** The cloud's database and rules of one environment. */
export class CloudApi {
  /**
   * @param {{ envId: string, region: string, credentials: Credentials, send?: Send }} options
   * @typedef {{ secretId: string, secretKey: string, token?: string | undefined }} Credentials
   * @typedef {{ method: string, headers: Record<string, string>, body: string }} SignedRequest
   * @typedef {(url: string, request: SignedRequest) => Promise<{ json(): Promise<unknown> }>} Send
   */
  constructor(options) {
    this.send = fetch
    Object.assign(this, options)
  }

  /** @throws Error with the cloud's code and message */
  async request(service, action, params) {
    const body = JSON.stringify(params)
    const at = Math.floor(Date.now() / 1000)
    const { region, credentials } = this
    const headers = signedHeaders({ service, action, body, region, credentials, at })
    const response = await this.send(`https://${service}.tencentcloudapi.com/`, {
      method: 'POST',
      headers,
      body,
    })
    const { Response: answer } = await response.json()
    if (!answer.Error) return answer
    throw Object.assign(new Error(`${action}: ${answer.Error.Code}: ${answer.Error.Message}`), {
      code: answer.Error.Code,
    })
  }

  /** The database instance and the bucket of the environment. */
  async resources() {
    if (this.known) return this.known
    const { EnvList } = await this.request('tcb', 'DescribeEnvs', { EnvId: this.envId })
    const [env] = EnvList ?? []
    if (!env) throw new Error(`there is no environment ${this.envId}`)
    this.known = { tag: env.Databases[0].InstanceId, bucket: env.Storages[0].Bucket }
    return this.known
  }

  /** The collection as the cloud describes it; null when there is none. */
  async collection(name) {
    const { tag } = await this.resources()
    try {
      return await this.request('flexdb', 'DescribeTable', { Tag: tag, TableName: name })
    } catch (error) {
      if (missing.test(error.code ?? '') || missing.test(error.message)) return null
      throw error
    }
  }

  async createCollection(name) {
    if ((await this.collection(name)) !== null) return 'is there'
    const { tag } = await this.resources()
    await this.request('flexdb', 'CreateTable', { Tag: tag, TableName: name })
    return 'created'
  }

  /**
   * Creates the indexes that are not there by name. One that is there with other fields is refused: dropping an index
   * under load is the operator's decision.
   */
  async createIndexes(name, indexes) {
    const { tag } = await this.resources()
    const there = new Map(((await this.collection(name))?.Indexes ?? []).map((each) => [each.Name, each]))
    for (const index of indexes) {
      const keys = there.get(index.IndexName)?.Keys
      const wanted = index.MgoKeySchema.MgoIndexKeys
      if (keys && !sameKeys(keys, wanted))
        throw new Error(
          `${name}: the index ${index.IndexName} is there with other fields; drop it in the console first`,
        )
    }
    const missingOnes = indexes.filter((index) => !there.has(index.IndexName))
    if (missingOnes.length === 0) return 'are there'
    await this.request('flexdb', 'UpdateTable', { Tag: tag, TableName: name, CreateIndexes: missingOnes })
    return `created ${missingOnes.map((index) => index.IndexName).join(', ')}`
  }

  async setRule(name, rule) {
    const params = { EnvId: this.envId, CollectionName: name, AclTag: 'CUSTOM', Rule: JSON.stringify(rule) }
    await this.request('tcb', 'ModifySafeRule', params)
    return 'set'
  }

  async setStorageRule(rule) {
    const { bucket } = await this.resources()
    const params = { EnvId: this.envId, Bucket: bucket, AclTag: 'CUSTOM', Rule: JSON.stringify(rule) }
    await this.request('tcb', 'ModifyStorageSafeRule', params)
    return 'set'
  }
}

function sameKeys(keys, wanted) {
  const text = (list) => JSON.stringify(list.map((key) => [key.Name, String(key.Direction)]))
  return text(keys) === text(wanted)
}
