import QRCode from 'qrcode'
import { encodePng } from './png'
import { WechatError } from './stand-in'
import type { StandIn } from './stand-in'

const DEFAULT_WIDTH = 430

/**
 * `wxacode.getUnlimited`: instead of WeChat's round code, a QR code that any scanner reads. It holds the registered
 * https link with the page and the scene as its query. Checked as WeChat does: a scene of 1 to 32 visible ASCII
 * characters, a page without leading slash or query, a width of 280 to 1,280 pixels.
 */
export const makeCode: StandIn = (data, { linkPrefix }) => {
  const { scene, page = 'pages/home/home', width = DEFAULT_WIDTH } = data
  if (typeof scene !== 'string' || !/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/.test(scene)) {
    throw new WechatError(40169, 'invalid length for scene, or the data is not json string')
  }
  if (typeof page !== 'string' || !/^[A-Za-z0-9_-][A-Za-z0-9_/-]*$/.test(page)) {
    throw new WechatError(41030, 'invalid page')
  }
  if (typeof width !== 'number' || !(width >= 280 && width <= 1280)) {
    throw new WechatError(40097, 'invalid width')
  }
  const link = `${linkPrefix}?${new URLSearchParams({ page, scene }).toString()}`
  return { json: { errcode: 0, errmsg: 'ok', link }, picture: drawCode(link, Math.floor(width)) }
}

/** White border that scanners need around the code, in modules. */
const QUIET_ZONE = 4

function drawCode(text: string, width: number): Buffer {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const scale = Math.floor(width / (modules.size + 2 * QUIET_ZONE))
  const border = Math.floor((width - scale * modules.size) / 2)
  const inCode = (index: number): boolean => index >= 0 && index < modules.size
  return encodePng(width, (row, column) => {
    const y = Math.floor((row - border) / scale)
    const x = Math.floor((column - border) / scale)
    return inCode(y) && inCode(x) && modules.get(y, x) === 1
  })
}
