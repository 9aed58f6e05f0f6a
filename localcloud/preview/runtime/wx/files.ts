import { ApiError, api, text, type Options } from './call'
import { fileUrl } from '../config'

/** The bytes behind a temporary path that a chooser answered, or a file of the mini-program. */
export async function mediaBlob(path: string): Promise<Blob> {
  const url = path.startsWith('blob:') || path.startsWith('data:') ? path : fileUrl(path)
  const response = await fetch(url).catch(() => null)
  if (!response?.ok) throw new ApiError(`no such file or directory, open ${path}`)
  return response.blob()
}

async function readFile(options: Options): Promise<Record<string, unknown>> {
  const blob = await mediaBlob(text(options, 'filePath'))
  const encoding = text(options, 'encoding')
  if (encoding === '') return { data: await blob.arrayBuffer() }
  if (encoding === 'base64') {
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return { data: btoa(binary) }
  }
  if (encoding === 'utf8' || encoding === 'utf-8') return { data: await blob.text() }
  throw new ApiError(`encoding ${encoding} 在预览中不支持`)
}

async function getFileInfo(options: Options): Promise<Record<string, unknown>> {
  return { size: (await mediaBlob(text(options, 'filePath'))).size }
}

const manager = { readFile: api('readFile', readFile), getFileInfo: api('getFileInfo', getFileInfo) }

/** `wx.getFileSystemManager`: reading of chosen media only; anything else fails by name. */
export function getFileSystemManager(): object {
  return new Proxy<Record<string, unknown>>(manager, {
    get(target, name) {
      if (typeof name !== 'string' || name in target) return Reflect.get(target, name) as unknown
      return () => {
        throw new Error(`FileSystemManager.${name} 在预览中不支持`)
      }
    },
  })
}
