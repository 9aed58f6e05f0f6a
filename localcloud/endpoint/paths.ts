import { EndpointError } from './errors'

/** COS's limit for an object's name, in bytes of UTF-8. */
const MAX_PATH_BYTES = 850

/**
 * Checks and normalises (NFC) a file's path in the cloud. Refused: anything that a file system, a URL or COS would read
 * as something other than a plain name: empty, `.` and `..` segments, a leading or trailing slash, backslash, control
 * characters, `%` `?` `#` (so encoded forms of the above as well), and text that is not well-formed Unicode.
 *
 * @throws EndpointError `INVALID_PARAM`
 */
export function normaliseCloudPath(path: unknown): string {
  if (typeof path !== 'string') throw refused('is not text')
  const normal = path.normalize('NFC')
  if (normal === '' || Buffer.byteLength(normal) > MAX_PATH_BYTES) throw refused('is empty or too long')
  if (/[\u0000-\u001f\u007f\\%?#]/.test(normal)) throw refused('holds a character that is not allowed')
  if (Buffer.from(normal).toString() !== normal) throw refused('is not well-formed Unicode')
  if (normal.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw refused('has an empty or relative segment')
  }
  return normal
}

/** The bucket of an environment's files, in the form the platform names them. */
export function bucketOf(envId: string): string {
  return `6c6f-${envId}-1250000000`
}

/** The file's id as the SDKs hand it out: `cloud://<env>.<bucket>/<path>`. */
export function toFileID(envId: string, path: string): string {
  return `cloud://${envId}.${bucketOf(envId)}/${path}`
}

/**
 * The path inside this environment that a file's id names.
 *
 * @throws EndpointError `INVALID_PARAM` for another environment, another bucket or a path that is refused
 */
export function fromFileID(envId: string, fileID: unknown): string {
  const prefix = `cloud://${envId}.${bucketOf(envId)}/`
  if (typeof fileID !== 'string' || !fileID.startsWith(prefix)) {
    throw new EndpointError('INVALID_PARAM', 'fileID is not one of this environment')
  }
  return normaliseCloudPath(fileID.slice(prefix.length))
}

function refused(why: string): EndpointError {
  return new EndpointError('INVALID_PARAM', `cloudPath ${why}`)
}
