/**
 * A QR code of a text as a PNG data URL, with the white border that scanners need. It withstands a scratched or
 * badly lit print (error correction M). The encoder is loaded by whoever draws the first one.
 */
export async function qrDataUrl(text: string): Promise<string> {
  const { default: QRCode } = await import('qrcode')
  return QRCode.toDataURL(text, { errorCorrectionLevel: 'M', margin: 4, width: 480 })
}
