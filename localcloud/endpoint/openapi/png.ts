import { deflateSync } from 'node:zlib'
import { crc32 } from '../../crc32'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Writes a square black-and-white PNG (one bit per pixel). `isDark` is asked for each pixel from the top left. */
export function encodePng(width: number, isDark: (row: number, column: number) => boolean): Buffer {
  const stride = Math.ceil(width / 8) + 1
  // Each row starts with its filter type, 0; a set bit is white.
  const rows = Buffer.alloc(stride * width)
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      if (isDark(row, column)) continue
      const index = row * stride + 1 + (column >> 3)
      rows[index] = (rows[index] ?? 0) | (0x80 >> (column & 7))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(width, 4)
  header[8] = 1
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
