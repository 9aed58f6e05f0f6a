import { PNG } from 'pngjs'
import QRCode from 'qrcode'
import { qrDataUrl } from '../../../cloudfunctions/shared/qr'

const PREFIX = 'data:image/png;base64,'
const QUIET_ZONE = 4

it('draws the code of the text as a PNG with the white border that scanners need', async () => {
  const text = 'https://yijing.example.com/a?s=session_0123456789abcdef01234567&c=AbCdEfGhIjKl'
  const url = await qrDataUrl(text)
  expect(url.startsWith(PREFIX)).toBe(true)
  const { width, height, data } = PNG.sync.read(Buffer.from(url.slice(PREFIX.length), 'base64'))
  expect(width).toBe(height)
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const cells = modules.size + 2 * QUIET_ZONE
  const dark = (row: number, column: number): boolean => {
    const middle = (cell: number): number => Math.floor(((cell + 0.5) * width) / cells)
    return (data[(middle(row) * width + middle(column)) * 4] ?? 255) < 128
  }
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const [y, x] = [row - QUIET_ZONE, column - QUIET_ZONE]
      const inside = y >= 0 && x >= 0 && y < modules.size && x < modules.size
      if (dark(row, column) !== (inside && modules.get(y, x) === 1)) {
        throw new Error(`module ${row}, ${column} is wrong`)
      }
    }
  }
})

it('draws other texts as other codes, small enough to send', async () => {
  const [one, two] = await Promise.all([qrDataUrl('https://one.example/'), qrDataUrl('https://two.example/')])
  expect(one).not.toBe(two)
  expect(one.length).toBeLessThan(10_000)
})
