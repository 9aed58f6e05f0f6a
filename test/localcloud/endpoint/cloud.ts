import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEndpoint, FOREIGN_VARIABLES, sdkEnvironment } from '../../../localcloud/endpoint'
import type { Caller, Endpoint, EndpointOptions } from '../../../localcloud/endpoint'

export const ENV = 'test-env'
export const CREDENTIALS = { secretId: 'AKIDtest', secretKey: 'secret-of-the-test', token: 'session-token' }

/** An endpoint on a real server at a free loopback port, with this process's environment pointing at it. */
export interface TestCloud {
  url: string
  endpoint: Endpoint
  /** moves the endpoint's clock by `ms`, from the real time or from the moment at which it is `frozen` */
  shift: { ms: number; frozen?: number }
  /** lines the endpoint logged as its own failures */
  logged: string[]
  /** resolves when every request so far has been dealt with */
  settled(): Promise<unknown>
  close(): Promise<void>
}

export async function startCloud(
  options: Partial<EndpointOptions> & Pick<EndpointOptions, 'store'>,
  caller: Caller = { openid: 'o-volunteer', source: 'wx_client' },
): Promise<TestCloud> {
  const shift: TestCloud['shift'] = { ms: 0 }
  const logged: string[] = []
  const pending = new Set<Promise<void>>()
  let url = ''
  const endpoint = createEndpoint({
    filesDir: null,
    envId: ENV,
    credentials: CREDENTIALS,
    publicUrl: () => url,
    now: () => (shift.frozen ?? Date.now()) + shift.ms,
    invoke: (fn) => Promise.resolve({ error: { code: 'FUNCTION_NOT_FOUND', message: fn } }),
    log: (line) => logged.push(line),
    ...options,
  })
  const server = http.createServer((req, res) => {
    const work = endpoint.handle(req, res).then((handled) => {
      if (!handled) res.writeHead(404).end()
      pending.delete(work)
    })
    pending.add(work)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  url = `http://127.0.0.1:${address.port}`
  for (const name of FOREIGN_VARIABLES) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, sdkEnvironment({ url, envId: ENV, credentials: CREDENTIALS, caller }))
  return {
    url,
    endpoint,
    shift,
    logged,
    settled: () => Promise.all(pending),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
