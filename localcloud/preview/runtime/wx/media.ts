import { el } from '../dom'
import { bridge } from '../bridge'
import { ApiError, apis, text, type Options } from './call'
import { mediaBlob } from './files'
import { dialog, overlay } from './sheets'

/** Lets the user choose files of this machine, as the phone's album or camera would. */
export function chooseFiles(accept: string, multiple: boolean): Promise<File[]> {
  return new Promise((resolve, reject) => {
    const input = el('input', {
      type: 'file',
      accept,
      multiple,
      class: 'pv-file-input',
      'aria-label': '选择文件',
    })
    document.body.append(input)
    input.addEventListener('change', () => {
      resolve([...(input.files ?? [])])
      input.remove()
    })
    input.addEventListener('cancel', () => {
      reject(new ApiError('cancel'))
      input.remove()
    })
    input.click()
  })
}

async function chooseMedia(options: Options): Promise<Record<string, unknown>> {
  const types = (options['mediaType'] ?? ['image', 'video']) as string[]
  const accept = types.map((type) => (type === 'mix' ? 'image/*,video/*' : `${type}/*`)).join(',')
  const count = typeof options['count'] === 'number' ? options['count'] : 9
  const files = (await chooseFiles(accept, count > 1)).slice(0, count)
  const tempFiles = files.map((file) => ({
    tempFilePath: URL.createObjectURL(file),
    size: file.size,
    fileType: file.type.startsWith('video/') ? 'video' : 'image',
  }))
  return { tempFiles, type: types.length > 1 ? 'mix' : types[0] }
}

async function compressImage(options: Options): Promise<Record<string, unknown>> {
  const bitmap = await createImageBitmap(await mediaBlob(text(options, 'src')))
  const wanted = Number(options['compressedWidth'] ?? bitmap.width)
  const scale = Math.min(1, wanted / bitmap.width)
  const canvas = el('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const quality = Number(options['quality'] ?? 80) / 100
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (!blob) throw new ApiError('the picture cannot be encoded')
  return { tempFilePath: URL.createObjectURL(blob) }
}

async function getImageInfo(options: Options): Promise<Record<string, unknown>> {
  const src = text(options, 'src')
  const image = el('img', { src: bridge.resolveImage(src) })
  await image.decode().catch(() => {
    throw new ApiError('image not found')
  })
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    path: src,
    orientation: 'up',
    type: 'unknown',
  }
}

async function previewImage(options: Options): Promise<void> {
  const urls = (options['urls'] ?? []) as string[]
  const current = typeof options['current'] === 'number' ? urls[options['current']] : text(options, 'current')
  const picture = el('img', { class: 'pv-preview-picture', alt: '图片预览' })
  const close = overlay(
    el('div', { class: 'pv-preview-image', role: 'dialog', click: () => close() }, [picture]),
    () => {
      close()
    },
  )
  picture.src = await bridge.resolveImageLater(current || (urls[0] ?? ''))
}

interface CodeReader {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string; format: string }[]>
}

/** Reads a code from a picture where the browser can. */
async function readCode(picture: Blob): Promise<string> {
  const reader = (globalThis as { BarcodeDetector?: new () => CodeReader }).BarcodeDetector
  if (!reader) throw new ApiError('这个浏览器不能识别图片里的码，请粘贴内容')
  const [found] = await new reader().detect(await createImageBitmap(picture))
  if (!found) throw new ApiError('图片里没有码')
  return found.rawValue
}

async function scanCode(): Promise<Record<string, unknown>> {
  const field = el('textarea', {
    class: 'pv-dialog-input',
    placeholder: '粘贴或输入码的内容',
    'aria-label': '码的内容',
  })
  const choice = await dialog<'cancel' | 'picture' | 'text'>('扫码', field, [
    { text: '取消', value: 'cancel' },
    { text: '选图片', value: 'picture' },
    { text: '确定', value: 'text', color: '#576b95' },
  ])
  if (choice === 'cancel') throw new ApiError('cancel')
  const [picture] = choice === 'picture' ? await chooseFiles('image/*', false) : []
  const result = picture ? await readCode(picture) : field.value.trim()
  if (result === '') throw new ApiError('cancel')
  return { result, scanType: 'QR_CODE', charSet: 'UTF-8', path: '' }
}

/** Pictures, files and codes. */
export const media: Record<string, unknown> = apis({
  chooseMedia,
  async chooseImage(options) {
    const chosen = await chooseMedia({ ...options, mediaType: ['image'] })
    const files = chosen['tempFiles'] as { tempFilePath: string; size: number }[]
    return {
      tempFilePaths: files.map((file) => file.tempFilePath),
      tempFiles: files.map((file) => ({ path: file.tempFilePath, size: file.size })),
    }
  },
  compressImage,
  getImageInfo,
  previewImage,
  scanCode,
})
