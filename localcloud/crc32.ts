const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** The CRC-32 (ISO 3309) of bytes, or of a text's UTF-8; `zlib.crc32` does not exist in all releases of Node 20. */
export function crc32(data: Buffer | string): number {
  let crc = 0xffffffff
  for (const byte of typeof data === 'string' ? Buffer.from(data) : data)
    crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
