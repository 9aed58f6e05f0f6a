import { fetchOrFail } from './fetch'
import { ApiError, api, text, type Options } from './call'
import { mediaBlob } from './files'
import { session } from '../session'

let initialized = false

async function callFunction(options: Options): Promise<Record<string, unknown>> {
  needInit('cloud.callFunction')
  const name = text(options, 'name')
  const response = await fetchOrFail(`/call/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': session.openid },
    body: JSON.stringify(options['data'] ?? {}),
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    const { code, message } = problemOf(body, response)
    throw new ApiError(`Error: errCode: ${code} | errMsg: ${message}`, { errCode: code })
  }
  return { result: body, requestID: response.headers.get('x-request-id') ?? '' }
}

function problemOf(body: unknown, response: Response): { code: string; message: string } {
  const outer = (body ?? {}) as { error?: unknown; code?: unknown; message?: unknown }
  const inner = (
    typeof outer.error === 'object' && outer.error !== null ? outer.error : outer
  ) as typeof outer
  return {
    code: typeof inner.code === 'string' ? inner.code : String(response.status),
    message: typeof inner.message === 'string' ? inner.message : response.statusText,
  }
}

async function uploadFile(options: Options): Promise<Record<string, unknown>> {
  needInit('cloud.uploadFile')
  const file = await mediaBlob(text(options, 'filePath'))
  const form = new FormData()
  form.set('cloudPath', text(options, 'cloudPath'))
  form.set('file', file, text(options, 'cloudPath').split('/').at(-1) ?? 'file')
  const response = await fetchOrFail(`/upload?cloudPath=${encodeURIComponent(text(options, 'cloudPath'))}`, {
    method: 'POST',
    headers: { 'x-openid': session.openid },
    body: form,
  })
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) throw new ApiError(problemOf(body, response).message)
  return { fileID: body['fileID'], statusCode: response.status }
}

/** Asks a temporary address of one file. */
export async function temporaryUrl(fileID: string): Promise<string> {
  const response = await fetchOrFail(`/tempurl?fileID=${encodeURIComponent(fileID)}`, {
    headers: { 'x-openid': session.openid },
  })
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const url = body['tempFileURL'] ?? body['url'] ?? body['download_url']
  if (!response.ok || typeof url !== 'string') throw new ApiError(problemOf(body, response).message)
  return url
}

async function getTempFileURL(options: Options): Promise<Record<string, unknown>> {
  needInit('cloud.getTempFileURL')
  const list = (options['fileList'] ?? []) as (string | { fileID: string })[]
  const fileList = await Promise.all(
    list.map(async (entry) => {
      const fileID = typeof entry === 'string' ? entry : entry.fileID
      try {
        return { fileID, tempFileURL: await temporaryUrl(fileID), status: 0, errMsg: 'ok' }
      } catch (error) {
        return {
          fileID,
          tempFileURL: '',
          status: 1,
          errMsg: error instanceof Error ? error.message : String(error),
        }
      }
    }),
  )
  return { fileList }
}

async function downloadFile(options: Options): Promise<Record<string, unknown>> {
  needInit('cloud.downloadFile')
  const response = await fetchOrFail(await temporaryUrl(text(options, 'fileID')))
  if (!response.ok) throw new ApiError(response.statusText)
  return { tempFilePath: URL.createObjectURL(await response.blob()), statusCode: response.status }
}

function needInit(name: string): void {
  if (!initialized)
    throw new ApiError(`${name}:fail Cloud API isn't enabled, please call wx.cloud.init first`)
}

/** `wx.cloud`. */
export const cloud: Record<string, unknown> = {
  init() {
    initialized = true
  },
  callFunction: api('cloud.callFunction', callFunction),
  uploadFile: api('cloud.uploadFile', uploadFile),
  downloadFile: api('cloud.downloadFile', downloadFile),
  getTempFileURL: api('cloud.getTempFileURL', getTempFileURL),
}
