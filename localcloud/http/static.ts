import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Sends a file of a folder; `/` is its `index.html`.
 * @param pathname as in the URL, still encoded
 * @returns false when there is no such file, or the path leads outside
 */
export async function sendFile(
  res: ServerResponse,
  dir: string,
  pathname: string,
  head: boolean,
): Promise<boolean> {
  const file = fileOf(dir, pathname)
  if (file === null) return false
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) return false
  res.writeHead(200, {
    'content-type': TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
    'last-modified': found.mtime.toUTCString(),
    'x-content-type-options': 'nosniff',
  })
  if (head) {
    res.end()
    return true
  }
  const stream = createReadStream(file)
  stream.on('error', () => res.destroy())
  stream.pipe(res)
  return true
}

function fileOf(dir: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  if (decoded.split('/').some((part) => part.startsWith('.'))) return null
  const file = path.resolve(dir, `.${decoded.endsWith('/') ? `${decoded}index.html` : decoded}`)
  return file.startsWith(path.resolve(dir) + path.sep) ? file : null
}
