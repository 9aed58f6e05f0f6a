import type { Place, Point } from '../../cloudfunctions/shared/values'

const PATIENCE = 6000

/** Where the person is, gcj02; null when they refuse, it is switched off, or it takes longer than 6 s. */
export async function currentPoint(): Promise<Point | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE)
  })
  try {
    const found = await Promise.race([wx.getLocation({ type: 'gcj02' }), late])
    return found && { lng: found.longitude, lat: found.latitude }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

function privacyPending(): Promise<boolean> {
  return new Promise((resolve) => {
    wx.getPrivacySetting({
      success: ({ needAuthorization }) => resolve(needAuthorization),
      fail: () => resolve(false),
    })
  })
}

/** Where the person is, but only if they allowed it before: nothing pops up. Null otherwise. */
export async function quietPoint(): Promise<Point | null> {
  try {
    const { authSetting } = await wx.getSetting()
    if (authSetting['scope.userLocation'] !== true || (await privacyPending())) return null
  } catch {
    return null
  }
  return currentPoint()
}

/** Lets the person point at a place; null when they leave it. */
export async function pickPlace(): Promise<Place | null> {
  try {
    const { name, address, longitude, latitude } = await wx.chooseLocation({})
    const text = (name || address).slice(0, 100)
    return { text, point: { lng: longitude, lat: latitude } }
  } catch {
    return null
  }
}
