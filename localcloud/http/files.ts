import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Endpoint } from '../endpoint'
import { EndpointError } from '../endpoint/errors'
import { parseForm } from '../endpoint/multipart'
import { DoorError, sendValue } from './reply'
import { bodyOf, openidOf } from './request'

/** WeChat's limit for `wx.cloud.uploadFile`, in bytes. */
const MAX_UPLOAD = 50 * 1024 * 1024

/** What the storage rule of `cloudbase.json` asks of a client's uploads. */
export interface UploadRule {
  /** Paths must start with this. */
  prefix: string
}

/**
 * `POST /upload?cloudPath=…`: `wx.cloud.uploadFile` of the preview. The body is the file itself, or a form with a part
 * `file`. Answers `{fileID}`.
 */
export async function uploadDoor(
  { storage }: Endpoint,
  rule: UploadRule,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  if (openidOf(req) === undefined) throw new DoorError(403, 'STORAGE_PERMISSION_DENIED', '请先登录再上传')
  const body = await bodyOf(req, MAX_UPLOAD)
  const isForm = /^multipart\/form-data/i.test(req.headers['content-type'] ?? '')
  const form = isForm ? await inDoorWords(() => parseForm(body, req.headers)) : {}
  const content = isForm ? form['file'] : body
  const cloudPath = url.searchParams.get('cloudPath') ?? form['cloudPath']
  if (!Buffer.isBuffer(content) || typeof cloudPath !== 'string') {
    throw new DoorError(400, 'INVALID_PARAM', '缺少文件或路径')
  }
  if (!cloudPath.startsWith(rule.prefix))
    throw new DoorError(403, 'STORAGE_PERMISSION_DENIED', '不能上传到这个位置')
  sendValue(res, await inDoorWords(() => storage.upload(cloudPath, content)))
}

/** `GET /tempurl?fileID=…`: `wx.cloud.getTempFileURL` of the preview, for one file. Answers `{fileID, tempFileURL}`. */
export async function temporaryUrlDoor({ storage }: Endpoint, res: ServerResponse, url: URL): Promise<void> {
  const fileID = url.searchParams.get('fileID') ?? ''
  const [reply] = await inDoorWords(() => storage.temporaryUrls([{ fileID, encoded: true }]))
  if (reply?.code !== 'SUCCESS') throw new DoorError(404, 'STORAGE_FILE_NONEXIST', '文件不存在')
  sendValue(res, { fileID, tempFileURL: reply.tempFileURL })
}

async function inDoorWords<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    const tooLarge = error.code === 'EXCEED_REQUEST_SIZE_LIMIT'
    throw new DoorError(tooLarge ? 413 : 400, error.code, tooLarge ? '文件太大' : '文件或路径无效')
  }
}
