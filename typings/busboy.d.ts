/** The part of busboy 1.6 that the local cloud uses; the package publishes no types. */
declare module 'busboy' {
  import type { IncomingHttpHeaders } from 'node:http'
  import type { Readable, Writable } from 'node:stream'

  interface Limits {
    fieldNameSize?: number
    fieldSize?: number
    fields?: number
    fileSize?: number
    files?: number
    parts?: number
  }

  interface FileInfo {
    filename: string
    encoding: string
    mimeType: string
  }

  interface FileStream extends Readable {
    /** the file was cut at `limits.fileSize` */
    truncated?: boolean
  }

  interface Busboy extends Writable {
    on(event: 'field', listener: (name: string, value: string) => void): this
    on(event: 'file', listener: (name: string, stream: FileStream, info: FileInfo) => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(event: 'close' | 'finish' | 'partsLimit' | 'filesLimit' | 'fieldsLimit', listener: () => void): this
  }

  export default function busboy(config: { headers: IncomingHttpHeaders; limits?: Limits }): Busboy
}
