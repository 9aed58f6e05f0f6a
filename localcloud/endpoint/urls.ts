import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a file link permits. */
export type FileAction = 'get' | 'put'

/** The seal of a link to one file for one action until one moment (`expires`, seconds since the epoch). */
export function sealFile(action: FileAction, path: string, expires: number, secretKey: string): string {
  return createHmac('sha256', `file:${secretKey}`).update(`${action}\n${expires}\n${path}`).digest('hex')
}

/** Why a link does not open a file now, as COS's error code; `null` when it does. */
export function refuseLink(
  link: { action: FileAction; path: string; seal: string; expires: string },
  secretKey: string,
  now: number,
): { code: string; message: string } | null {
  const expires = /^\d{1,12}$/.test(link.expires) ? Number(link.expires) : 0
  const expected = Buffer.from(sealFile(link.action, link.path, expires, secretKey))
  const given = Buffer.from(link.seal)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { code: 'SignatureDoesNotMatch', message: 'the link was not made for this file' }
  }
  return now >= expires * 1000 ? { code: 'AccessDenied', message: 'Request has expired' } : null
}
