import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { EndpointError } from './errors'

/** What is known of a stored file. `blob` names its content below the files' folder. */
export interface StoredFile {
  path: string
  blob: string
  /** bytes */
  size: number
  /** milliseconds since the epoch */
  uploadedAt: number
}

/** Where uploaded files live; `path` is always one that `normaliseCloudPath` let through. */
export interface FileStore {
  /** Stores the stream's content, replacing a file of the same path only when all of it has arrived. */
  put(path: string, body: Readable, limit: number, now: number): Promise<StoredFile>
  find(path: string): StoredFile | undefined
  read(file: StoredFile): Readable
  remove(path: string): boolean
}

/** Files that live as long as the process. */
export class MemoryFiles implements FileStore {
  readonly #files = new Map<string, { file: StoredFile; content: Buffer }>()

  async put(name: string, body: Readable, limit: number, now: number): Promise<StoredFile> {
    const chunks: Buffer[] = []
    const size = await consume(body, limit, (chunk) => void chunks.push(chunk))
    const file = { path: name, blob: name, size, uploadedAt: now }
    this.#files.set(name, { file, content: Buffer.concat(chunks) })
    return file
  }

  find(name: string): StoredFile | undefined {
    return this.#files.get(name)?.file
  }

  read(file: StoredFile): Readable {
    const content = this.#files.get(file.path)?.content ?? Buffer.alloc(0)
    return Readable.from([content])
  }

  remove(name: string): boolean {
    return this.#files.delete(name)
  }
}

/**
 * Files on disk. Each is a content file with a random part in its name and a small metadata file named by the hash of
 * its path; renaming the metadata file is what makes an upload or a replacement take place, so a process that is
 * killed leaves the old file or the new one, never a mixture, and what it leaves over is swept at the next start.
 */
export class DiskFiles implements FileStore {
  readonly #dir: string
  readonly #files = new Map<string, StoredFile>()

  constructor(dir: string) {
    this.#dir = dir
    fs.mkdirSync(dir, { recursive: true })
    const names = fs.readdirSync(dir)
    for (const name of names.filter((each) => each.endsWith('.json'))) {
      const file = readMetadata(path.join(dir, name))
      this.#files.set(file.path, file)
    }
    const kept = new Set([...this.#files.values()].map((file) => file.blob))
    for (const name of names) {
      if (name.endsWith('.part') || (name.endsWith('.bin') && !kept.has(name)))
        fs.rmSync(path.join(dir, name))
    }
  }

  async put(name: string, body: Readable, limit: number, now: number): Promise<StoredFile> {
    const hash = createHash('sha256').update(name).digest('hex')
    const blob = `${hash}.${randomUUID()}.bin`
    const part = path.join(this.#dir, `${blob}.part`)
    const output = await fs.promises.open(part, 'wx')
    let size: number
    try {
      size = await consume(body, limit, async (chunk) => {
        await output.write(chunk)
      })
      await output.sync()
    } catch (error) {
      await output.close()
      await fs.promises.rm(part, { force: true })
      throw error
    }
    await output.close()
    fs.renameSync(part, path.join(this.#dir, blob))
    const file = { path: name, blob, size, uploadedAt: now }
    this.#publish(hash, file)
    return file
  }

  find(name: string): StoredFile | undefined {
    return this.#files.get(name)
  }

  read(file: StoredFile): Readable {
    return fs.createReadStream(path.join(this.#dir, file.blob))
  }

  remove(name: string): boolean {
    const file = this.#files.get(name)
    if (!file) return false
    this.#files.delete(name)
    fs.rmSync(path.join(this.#dir, `${file.blob.split('.')[0] ?? ''}.json`))
    fs.rmSync(path.join(this.#dir, file.blob))
    return true
  }

  // Synchronous as a whole, so that two uploads of one path cannot cross between disk and memory.
  #publish(hash: string, file: StoredFile): void {
    const target = path.join(this.#dir, `${hash}.json`)
    const part = `${target}.${randomUUID()}.part`
    const descriptor = fs.openSync(part, 'wx')
    fs.writeSync(descriptor, JSON.stringify(file))
    fs.fsyncSync(descriptor)
    fs.closeSync(descriptor)
    fs.renameSync(part, target)
    const replaced = this.#files.get(file.path)
    this.#files.set(file.path, file)
    if (replaced) fs.rmSync(path.join(this.#dir, replaced.blob), { force: true })
  }
}

function readMetadata(name: string): StoredFile {
  try {
    const { path, blob, size, uploadedAt } = JSON.parse(fs.readFileSync(name, 'utf8')) as Partial<StoredFile>
    if (!path || !blob || size === undefined || uploadedAt === undefined)
      throw new Error('a field is missing')
    return { path, blob, size, uploadedAt }
  } catch (error) {
    throw new Error(`the file index is damaged: ${name}`, { cause: error })
  }
}

/**
 * Feeds a stream to `take` and answers its size. Over the limit it goes on reading for a while without keeping anything,
 * so that the sender is told instead of cut off; the stream itself is left open.
 */
async function consume(
  body: Readable,
  limit: number,
  take: (chunk: Buffer) => Promise<void> | void,
): Promise<number> {
  let size = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > limit * 8) break
    if (size <= limit) await take(bytes)
  }
  if (size > limit) {
    throw new EndpointError('EXCEED_REQUEST_SIZE_LIMIT', `the file is larger than ${limit} bytes`)
  }
  return size
}
