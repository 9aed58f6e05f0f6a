/** Lets the person scan a code; its text, or null when they leave it. */
export async function scanLink(): Promise<string | null> {
  try {
    return (await wx.scanCode({ scanType: ['qrCode'] })).result
  } catch {
    return null
  }
}
