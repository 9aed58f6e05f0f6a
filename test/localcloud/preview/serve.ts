import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** People that the fixture's cloud knows. */
export const people = [
  { openid: 'demo-villager', name: '方小满', role: '村民', village: '荆溪村' },
  { openid: 'demo-volunteer', name: '郑大山', role: '义警', village: '荆溪村' },
]

/**
 * Serves a built preview with the doors that it talks to: `/call/<function>` answers what it was sent and by whom
 * (`fail` fails), `/upload` and `/tempurl` keep the last file,
 * `/healthz` and `/clock` a test clock that stands still at 10:00 in China.
 */
export async function servePreview(dir: string): Promise<{ url: string; close: () => Promise<void> }> {
  let now = '2026-11-24T02:00:00.000Z'
  let uploaded: { size: number; cloudPath: string } | null = null
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      if (url.pathname === '/people') json(200, people)
      else if (url.pathname === '/healthz') json(200, { now, testClock: true })
      else if (url.pathname === '/clock') {
        now = (JSON.parse(body.toString()) as { to: string }).to
        json(200, { now })
      } else if (url.pathname === '/call/fail') json(500, { error: { code: 'TIMED_OUT', message: '超时' } })
      else if (url.pathname.startsWith('/call/')) {
        const event: unknown = JSON.parse(body.toString())
        json(200, { to: url.pathname.slice(6), event, as: request.headers['x-openid'] })
      } else if (url.pathname === '/upload') {
        uploaded = { size: body.length, cloudPath: url.searchParams.get('cloudPath') ?? '' }
        json(200, { fileID: `cloud://env/${uploaded.cloudPath}` })
      } else if (url.pathname === '/tempurl') {
        json(200, { tempFileURL: `/kept?${url.searchParams.get('fileID') ?? ''}` })
      } else sendFile(path.join(dir, url.pathname === '/' ? 'index.html' : url.pathname), response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function sendFile(file: string, response: http.ServerResponse): void {
  if (!fs.existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' })
  response.end(fs.readFileSync(file))
}
