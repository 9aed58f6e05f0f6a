import { PNG } from 'pngjs'

/** The parts of a QR code's make-up that reading its data needs (ISO/IEC 18004), for level M up to version 10. */
const ALIGNMENT: number[][] = [
  [],
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
]
/** data codewords per block, by version */
const BLOCKS_M: number[][] = [
  [],
  [16],
  [28],
  [44],
  [32, 32],
  [43, 43],
  [27, 27, 27, 27],
  [31, 31, 31, 31],
  [38, 38, 39, 39],
  [36, 36, 36, 37, 37],
  [43, 43, 43, 43, 44],
]
const MASKS: ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
]

/** Reads the text of an upright, undamaged QR code of level M from a PNG, written against the standard alone. */
export function scan(picture: Buffer): string {
  const modules = readModules(PNG.sync.read(picture))
  const size = modules.length
  const version = (size - 17) / 4
  const at = (row: number, column: number): boolean => modules[row]?.[column] ?? false
  // Format bits 14..10 run along row 8 from the left: two of level, three of mask, under their own mask 10101.
  const format = [0, 1, 2, 3, 4].reduce((bits, column) => (bits << 1) | Number(at(8, column)), 0) ^ 0b10101
  if (format >> 3 !== 0b00) throw new Error('not level M')
  const mask = MASKS[format & 7] ?? (() => false)

  const bits: boolean[] = []
  let upwards = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (!isFunction(row, column, version)) bits.push(at(row, column) !== mask(row, column))
      }
    }
    upwards = !upwards
  }
  return decodeBytes(deinterleave(bits, BLOCKS_M[version] ?? []), version)
}

function readModules(png: PNG): boolean[][] {
  const dark = (x: number, y: number): boolean => (png.data[(y * png.width + x) * 4] ?? 255) < 128
  let margin = 0
  while (!dark(margin, margin)) margin++
  let finder = 0
  while (dark(margin + finder, margin)) finder++
  const module = finder / 7
  const size = Math.round((png.width - 2 * margin) / module)
  const centre = (index: number): number => Math.floor(margin + (index + 0.5) * module)
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => dark(centre(column), centre(row))),
  )
}

function isFunction(row: number, column: number, version: number): boolean {
  const size = version * 4 + 17
  if (row === 6 || column === 6) return true
  if (row < 9 && (column < 9 || column >= size - 8)) return true
  if (row >= size - 8 && column < 9) return true
  if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true
  const centres = ALIGNMENT[version] ?? []
  const last = centres.at(-1) ?? 0
  return centres.some((r) =>
    centres.some((c) => {
      const inFinder = (r === 6 && (c === 6 || c === last)) || (r === last && c === 6)
      return !inFinder && Math.abs(row - r) <= 2 && Math.abs(column - c) <= 2
    }),
  )
}

function deinterleave(bits: boolean[], blocks: number[]): number[] {
  const stream: number[] = []
  for (let i = 0; i + 8 <= bits.length; i += 8) {
    stream.push(bits.slice(i, i + 8).reduce((byte, bit) => (byte << 1) | Number(bit), 0))
  }
  const parts: number[][] = blocks.map(() => [])
  let next = 0
  for (let i = 0; i < Math.max(...blocks); i++) {
    blocks.forEach((length, block) => {
      if (i < length) parts[block]?.push(stream[next++] ?? 0)
    })
  }
  return parts.flat()
}

function decodeBytes(codewords: number[], version: number): string {
  const bits = codewords.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  let position = 0
  const take = (length: number): number => parseInt(bits.slice(position, (position += length)) || '0', 2)
  let text = ''
  const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
  while (position < bits.length) {
    const mode = take(4)
    if (mode === 0) break
    if (mode === 4) {
      const bytes = Array.from({ length: take(version < 10 ? 8 : 16) }, () => take(8))
      text += Buffer.from(bytes).toString()
    } else if (mode === 2) {
      const count = take(version < 10 ? 9 : 11)
      for (let i = 0; i + 1 < count; i += 2) {
        const pair = take(11)
        text += `${ALPHANUMERIC[Math.floor(pair / 45)] ?? ''}${ALPHANUMERIC[pair % 45] ?? ''}`
      }
      if (count % 2 === 1) text += ALPHANUMERIC[take(6)] ?? ''
    } else if (mode === 1) {
      const count = take(version < 10 ? 10 : 12)
      for (let i = 0; i < count; i += 3) {
        const digits = Math.min(3, count - i)
        text += String(take([0, 4, 7, 10][digits] ?? 0)).padStart(digits, '0')
      }
    } else throw new Error(`mode ${mode}`)
  }
  return text
}
