import { appearanceFrom, appearanceOf, type AppearanceChoice } from '../lib/appearance'
import { perInstance } from '../lib/perInstance'

const KEY = 'appearance'
const painters = new Set<() => void>()
let barsPainted = false

/** The look the person chose, kept on the phone. */
export function chosenAppearance(): AppearanceChoice {
  return appearanceFrom(wx.getStorageSync(KEY))
}

/** Keeps a choice and shows it on every open page. */
export function chooseAppearance(choice: AppearanceChoice): void {
  wx.setStorageSync(KEY, choice)
  painters.forEach((paint) => paint())
  paintBars()
}

/** The values of theme.json, for bars that are painted against the system's theme. */
const BARS = {
  light: { front: '#000000', bar: '#FFFFFF', ground: '#F5F6F4', ink2: '#55605C', brand: '#12685A' },
  dark: { front: '#ffffff', bar: '#1C2320', ground: '#121715', ink2: '#A5B0AB', brand: '#5CC4AE' },
} as const

/** Native bars follow the system by theme.json; the person's own theme is told to them. */
function paintBars(): void {
  const { theme } = chosenAppearance()
  if (theme === 'system' && !barsPainted) return
  barsPainted = theme !== 'system'
  const { front, bar, ground, ink2, brand } =
    BARS[theme === 'system' ? (wx.getAppBaseInfo().theme ?? 'light') : theme]
  // A page without the bar refuses, which changes nothing.
  const fail = (): void => undefined
  wx.setNavigationBarColor({ frontColor: front, backgroundColor: bar, fail })
  wx.setBackgroundColor({ backgroundColor: ground, fail })
  if (wx.canIUse('setTabBarStyle')) {
    wx.setTabBarStyle({ color: ink2, selectedColor: brand, backgroundColor: bar, fail })
  }
}

const painterOf = perInstance((host: { setData(data: Record<string, unknown>): void }) => (): void => {
  const { className, style } = appearanceOf(chosenAppearance(), wx.getAppBaseInfo().fontSizeScaleFactor ?? 1)
  host.setData({ rootClass: className, rootStyle: style })
})

/** Theme and font scale of the page's root: class and style, kept up to date while it lives. */
export const appearance = Behavior({
  data: { rootClass: 'root', rootStyle: '--fs:1' },
  lifetimes: {
    attached() {
      const paint = painterOf(this)
      paint()
      painters.add(paint)
    },
    detached() {
      painters.delete(painterOf(this))
    },
  },
  pageLifetimes: {
    show() {
      paintBars()
    },
  },
})
