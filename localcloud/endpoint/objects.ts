import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import { EndpointError } from './errors'
import { FORM_LIMITS } from './multipart'
import { mediaType } from './media'
import { normaliseCloudPath } from './paths'
import type { CloudStorage } from './storage'
import type { EndpointOptions, Limits } from './types'
import { refuseLink } from './urls'

/** An error of the object door, in COS's own terms. */
class ObjectError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** What `/files/…` needs to work. */
export interface ObjectDoor {
  storage: CloudStorage
  options: EndpointOptions
  limits: Limits
}

/**
 * Answers `/files/<path>` as COS would: GET and HEAD with a temporary link, PUT (node-sdk 3) and form POST (2.x) with an
 * upload's authorization. Errors are COS's XML, which the SDKs parse.
 */
export async function handleObject(
  req: IncomingMessage,
  res: ServerResponse,
  door: ObjectDoor,
  requestId: string,
): Promise<void> {
  const isUpload = req.method === 'PUT' || req.method === 'POST'
  const timer = isUpload ? limitTime(req, res, door.limits.bodyMs * 4, requestId) : undefined
  try {
    const { path, query } = locate(req.url ?? '')
    if (req.method === 'GET' || req.method === 'HEAD') await download(req, res, door, path, query)
    else if (req.method === 'PUT') await put(req, res, door, path)
    else if (req.method === 'POST') await post(req, res, door, path)
    else throw new ObjectError(405, 'MethodNotAllowed', `${String(req.method)} is not supported`)
  } catch (error) {
    // The client went away: there is nobody to answer, and nothing of its upload was kept.
    if (res.destroyed || (req.destroyed && !req.complete)) return
    sendError(res, toObjectError(error, door), requestId)
    req.resume()
  } finally {
    clearTimeout(timer)
  }
}

function limitTime(req: IncomingMessage, res: ServerResponse, ms: number, requestId: string): NodeJS.Timeout {
  return setTimeout(() => {
    res.setHeader('connection', 'close')
    res.once('finish', () => req.destroy())
    sendError(res, new ObjectError(400, 'RequestTimeout', 'the upload did not arrive in time'), requestId)
  }, ms)
}

// Taken from the raw URL: parsing it would resolve `..` segments before they can be refused.
function locate(url: string): { path: string; query: URLSearchParams } {
  const [rawPath = '', rawQuery = ''] = url.split('?')
  try {
    const path = normaliseCloudPath(decodeURIComponent(rawPath.slice('/files/'.length)))
    return { path, query: new URLSearchParams(rawQuery) }
  } catch {
    throw new ObjectError(400, 'InvalidURI', 'the path is not one of a file')
  }
}

async function download(
  req: IncomingMessage,
  res: ServerResponse,
  { storage, options }: ObjectDoor,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const link = { action: 'get' as const, path, seal: query.get('sign') ?? '', expires: query.get('t') ?? '' }
  const refusal = refuseLink(link, options.credentials.secretKey, options.now())
  if (refusal) throw new ObjectError(403, refusal.code, refusal.message)
  const file = storage.files.find(path)
  if (!file) throw new ObjectError(404, 'NoSuchKey', 'The specified key does not exist.')
  res.writeHead(200, {
    'content-type': mediaType(path),
    'content-length': file.size,
    'cache-control': 'private, max-age=60',
    // Files come from users and share an origin with the preview: nothing in them may run there.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
  })
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  await pipeline(storage.files.read(file), res)
}

async function put(req: IncomingMessage, res: ServerResponse, door: ObjectDoor, path: string): Promise<void> {
  authorise(req.headers.authorization, req.headers['x-cos-security-token'], path, door.options)
  await door.storage.upload(path, req)
  res.writeHead(200).end()
}

async function post(
  req: IncomingMessage,
  res: ServerResponse,
  door: ObjectDoor,
  path: string,
): Promise<void> {
  const fields = new Map<string, string>()
  const uploads: Promise<unknown>[] = []
  try {
    const parser = busboy({ headers: req.headers, limits: { ...FORM_LIMITS, files: 1, fieldSize: 8192 } })
    parser.on('field', (name, value) => fields.set(name, value))
    parser.on('file', (name, stream) => {
      // The parser reports the same failure; without a listener here it would end the process.
      stream.on('error', () => undefined)
      const upload = acceptFile(name, stream, fields, path, door)
      // Awaited below; a listener now keeps an early refusal from counting as unhandled.
      upload.catch(() => stream.resume())
      uploads.push(upload)
    })
    const gone = (): void => {
      if (!req.complete) parser.destroy(new Error('the client closed the connection'))
    }
    const done = once(parser, 'close')
    req.once('close', gone)
    req.pipe(parser)
    await done
    req.off('close', gone)
  } catch (error) {
    await Promise.allSettled(uploads)
    throw new ObjectError(400, 'MalformedPOSTRequest', error instanceof Error ? error.message : 'broken form')
  }
  if (uploads.length === 0) throw new ObjectError(400, 'InvalidArgument', 'the form holds no file')
  await Promise.all(uploads)
  res.writeHead(204).end()
}

async function acceptFile(
  name: string,
  stream: Readable,
  fields: Map<string, string>,
  path: string,
  door: ObjectDoor,
): Promise<void> {
  if (name !== 'file') throw new ObjectError(400, 'InvalidArgument', `unexpected file field ${name}`)
  if (fields.get('key')?.normalize('NFC') !== path) {
    throw new ObjectError(403, 'SignatureDoesNotMatch', 'key is another file than the URL')
  }
  authorise(fields.get('Signature'), fields.get('x-cos-security-token'), path, door.options)
  await door.storage.upload(path, stream)
}

function authorise(
  authorization: string | undefined,
  token: string | string[] | undefined,
  path: string,
  options: EndpointOptions,
): void {
  const [expires = '', seal = ''] = (authorization ?? '').split('.')
  const { secretKey, token: expected } = options.credentials
  const refusal = refuseLink({ action: 'put', path, seal, expires }, secretKey, options.now())
  if (refusal) throw new ObjectError(403, refusal.code, refusal.message)
  if ((token ?? '') !== expected) throw new ObjectError(403, 'InvalidToken', 'x-cos-security-token error')
}

function toObjectError(error: unknown, { options }: ObjectDoor): ObjectError {
  if (error instanceof ObjectError) return error
  if (error instanceof EndpointError) {
    const code = error.code === 'EXCEED_REQUEST_SIZE_LIMIT' ? 'EntityTooLarge' : 'InvalidArgument'
    return new ObjectError(400, code, error.message)
  }
  options.log?.(`files: ${String(error)}`)
  return new ObjectError(500, 'InternalError', 'We encountered an internal error. Please try again.')
}

function sendError(res: ServerResponse, error: ObjectError, requestId: string): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const text = (value: string): string => value.replace(/[<>&]/g, (c) => `&#${c.charCodeAt(0)};`)
  const xml = `<?xml version='1.0' encoding='utf-8' ?>
<Error><Code>${error.code}</Code><Message>${text(error.message)}</Message><RequestId>${requestId}</RequestId><TraceId>${requestId}</TraceId></Error>`
  res.writeHead(error.status, { 'content-type': 'application/xml', 'x-cos-request-id': requestId }).end(xml)
}
