import { Readable } from 'node:stream'
import { isRecord } from './admin'
import { EndpointError } from './errors'
import { DiskFiles, MemoryFiles } from './files'
import type { FileStore } from './files'
import { fromFileID, normaliseCloudPath, toFileID } from './paths'
import type { EndpointOptions, Limits } from './types'
import { sealFile } from './urls'

/** The platform's default and greatest life of a temporary link, in seconds. */
const DEFAULT_MAX_AGE = 24 * 3600
const GREATEST_MAX_AGE = 30 * 24 * 3600
/** How long an upload may take to start, in seconds. */
const UPLOAD_AGE = 900
/** The platform's limit for one batch call. */
const MAX_BATCH = 50

/** One line of a batch reply; `code` is `SUCCESS` or the platform's error code. */
export interface FileReply {
  fileID: string
  code: string
  tempFileURL?: string
  maxAge?: number
}

/** CloudBase's file storage: what the `storage.*` actions answer, and the same for doors on this machine. */
export class CloudStorage {
  readonly files: FileStore
  readonly #options: EndpointOptions
  readonly #limits: Limits

  constructor(options: EndpointOptions, limits: Limits) {
    this.#options = options
    this.#limits = limits
    this.files = options.filesDir === null ? new MemoryFiles() : new DiskFiles(options.filesDir)
  }

  /**
   * Stores a file and answers its id.
   *
   * @throws EndpointError `INVALID_PARAM` for a refused path, `EXCEED_REQUEST_SIZE_LIMIT` over 50 MB
   */
  async upload(cloudPath: string, content: Buffer | Readable): Promise<{ fileID: string }> {
    const path = normaliseCloudPath(cloudPath)
    const body = Buffer.isBuffer(content) ? Readable.from([content]) : content
    await this.files.put(path, body, this.#limits.uploadBytes, this.#options.now())
    return { fileID: toFileID(this.#options.envId, path) }
  }

  /** Links that open files until `maxAge` seconds from now; a missing file is `STORAGE_FILE_NONEXIST` in its line. */
  temporaryUrls(list: { fileID: string; maxAge?: number; encoded?: boolean }[]): FileReply[] {
    return list.map(({ fileID, maxAge = DEFAULT_MAX_AGE, encoded = false }) => {
      const path = this.#existing(fileID)
      if (path === null) return { fileID, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '', maxAge }
      const expires = Math.floor(this.#options.now() / 1000) + maxAge
      const seal = sealFile('get', path, expires, this.#options.credentials.secretKey)
      // The SDKs put the link through encodeURI themselves, except for the kind they call COS_URL.
      const name = encoded ? encodePath(path) : path
      const tempFileURL = `${this.#options.publicUrl()}/files/${name}?sign=${seal}&t=${expires}`
      return { fileID, code: 'SUCCESS', tempFileURL, maxAge }
    })
  }

  /** Deletes files; one that is not there is `STORAGE_FILE_NONEXIST` in its line. */
  remove(fileIDs: string[]): FileReply[] {
    return fileIDs.map((fileID) => {
      const path = this.#existing(fileID)
      const removed = path !== null && this.files.remove(path)
      return { fileID, code: removed ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' }
    })
  }

  /**
   * Answers a `storage.*` action with its reply's `data`.
   *
   * @throws EndpointError `INVALID_PARAM`, or `INVALID_ACTION` naming an action that is not supported
   */
  execute(action: string, params: Record<string, unknown>): Record<string, unknown> {
    switch (action) {
      case 'storage.getUploadMetadata':
        return { data: this.#uploadMetadata(params) }
      case 'storage.batchGetDownloadUrl':
        return { data: { download_list: this.temporaryUrls(batch(params.file_list).map(toLinkRequest)) } }
      case 'storage.batchDeleteFile':
        return { data: { delete_list: this.remove(batch(params.fileid_list).map(toText)) } }
      default:
        throw new EndpointError('INVALID_ACTION', `${action} is not supported by the local cloud`)
    }
  }

  // The 2.x lines post a form to the URL, node-sdk 3 says `method: 'put'` and sends the plain bytes.
  #uploadMetadata(params: Record<string, unknown>): Record<string, string> {
    const { method = 'post' } = params
    if (method !== 'put' && method !== 'post') {
      throw new EndpointError('INVALID_PARAM', `upload method ${String(method)}`)
    }
    const path = normaliseCloudPath(params.path)
    const { publicUrl, now, credentials, envId } = this.#options
    const expires = Math.floor(now() / 1000) + UPLOAD_AGE
    return {
      url: `${publicUrl()}/files/${encodePath(path)}`,
      authorization: `${expires}.${sealFile('put', path, expires, credentials.secretKey)}`,
      token: credentials.token,
      fileId: toFileID(envId, path),
      cosFileId: Buffer.from(path).toString('base64url'),
    }
  }

  #existing(fileID: string): string | null {
    const path = fromFileID(this.#options.envId, fileID)
    return this.files.find(path) ? path : null
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function batch(list: unknown): unknown[] {
  if (!Array.isArray(list) || list.length > MAX_BATCH) {
    throw new EndpointError('INVALID_PARAM', `a list of at most ${MAX_BATCH} files is expected`)
  }
  return list
}

function toText(fileID: unknown): string {
  if (typeof fileID !== 'string') throw new EndpointError('INVALID_PARAM', 'fileID is not text')
  return fileID
}

function toLinkRequest(entry: unknown): { fileID: string; maxAge?: number; encoded?: boolean } {
  if (!isRecord(entry)) throw new EndpointError('INVALID_PARAM', 'file_list holds something that is no file')
  const { fileid, max_age: maxAge = DEFAULT_MAX_AGE, url_type: kind = 'CDN_URL' } = entry
  if (typeof maxAge !== 'number' || !Number.isInteger(maxAge) || maxAge < 1 || maxAge > GREATEST_MAX_AGE) {
    throw new EndpointError('INVALID_PARAM', `max_age must be 1 to ${GREATEST_MAX_AGE} seconds`)
  }
  if (kind !== 'CDN_URL' && kind !== 'COS_URL')
    throw new EndpointError('INVALID_PARAM', `url_type ${String(kind)}`)
  return { fileID: toText(fileid), maxAge, encoded: kind === 'COS_URL' }
}
