import { createHmac, timingSafeEqual } from 'node:crypto'

/** The key pair and session token that sign the SDK's requests, as the platform hands them to a function. */
export interface Credentials {
  secretId: string
  secretKey: string
  token: string
}

/** Who a call is made for: the WeChat identity and the chain it came through (`TCB_SOURCE`, e.g. `wx_client`). */
export interface Caller {
  openid?: string
  unionid?: string
  source?: string
}

/** The mini-program's id inside the local cloud; the SDK shows it as `getWXContext().APPID`. */
export const LOCAL_APPID = 'wx0000000000000000'

/** Every variable that belongs to one call rather than to the worker: clear these before setting the next caller's. */
export const CALLER_VARIABLES = ['WX_OPENID', 'WX_APPID', 'WX_UNIONID', 'WX_API_TOKEN', 'TCB_SOURCE'] as const

/**
 * Variables that send an SDK elsewhere or make it sign otherwise, so they must not be inherited: an API key replaces
 * the signature (node-sdk 3), a Kubernetes host makes the 2.x lines ask a metadata server for keys, and the two
 * platform markers change the run environment; a proxy would be asked for loopback addresses by the 2.x lines.
 */
export const FOREIGN_VARIABLES = [
  'CLOUDBASE_APIKEY',
  'KUBERNETES_SERVICE_HOST',
  'CBR_ENV_ID',
  'SUMERU_ENV',
  'HTTP_PROXY',
  'http_proxy',
] as const

/**
 * The variables of one call: what `getWXContext()` shows and the token by which the endpoint knows for whom a nested
 * call or a message is made. Without an openid (a timer, a plain HTTP call) the identity variables are absent.
 */
export function callerEnvironment(caller: Caller, secretKey: string): Record<string, string> {
  const variables: Record<string, string> = { WX_APPID: LOCAL_APPID }
  if (caller.openid) variables.WX_OPENID = caller.openid
  if (caller.unionid) variables.WX_UNIONID = caller.unionid
  if (caller.source) variables.TCB_SOURCE = caller.source
  variables.WX_API_TOKEN = callerToken(caller, secretKey)
  return variables
}

/**
 * The process variables that make `@cloudbase/node-sdk` 3.x and `wx-server-sdk` 2.6, 3.0 and 4.0 talk to this endpoint.
 * They are read on every request (node-sdk `utils/tcbcontext.ts`, 2.x `cloudbase.ts`), so a worker may change the
 * caller's between calls. `TCB_ENV` and `TCB_SOURCE` reach the node-sdk only because `TCB_CONTEXT_KEYS` names them.
 *
 * @param options.url base address of the local cloud, without `/admin`
 */
export function sdkEnvironment(options: {
  url: string
  envId: string
  credentials: Credentials
  caller?: Caller
}): Record<string, string> {
  const { url, envId, credentials, caller = {} } = options
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: envId,
    TCB_ENV: envId,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    TENCENTCLOUD_SECRETID: credentials.secretId,
    TENCENTCLOUD_SECRETKEY: credentials.secretKey,
    TENCENTCLOUD_SESSIONTOKEN: credentials.token,
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_UNIONID,WX_API_TOKEN',
    ...callerEnvironment(caller, credentials.secretKey),
  }
}

/** Seals a caller into the opaque `WX_API_TOKEN` that every SDK line sends along as `wxCloudApiToken`. */
export function callerToken(caller: Caller, secretKey: string): string {
  const body = Buffer.from(JSON.stringify(caller)).toString('base64url')
  return `${body}.${seal(body, secretKey)}`
}

/** Opens a `WX_API_TOKEN`; `null` when it was not made with this key. An empty token is a call for nobody. */
export function readCallerToken(token: string, secretKey: string): Caller | null {
  if (token === '') return {}
  const [body = '', mac = ''] = token.split('.')
  const expected = Buffer.from(seal(body, secretKey))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Caller
}

function seal(body: string, secretKey: string): string {
  return createHmac('sha256', `caller:${secretKey}`).update(body).digest('base64url')
}
