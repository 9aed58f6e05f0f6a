import { cloudNow } from './clock'
import { tabBarConfig, fileUrl } from './config'
import { el } from './dom'
import type { TabBarConfig } from './types'

interface Shell {
  phone: HTMLElement
  pages: HTMLElement
  tabBar: HTMLElement
  layer: HTMLElement
}

/** What `wx.setTabBarStyle` may change. */
export type TabBarStyle = Pick<TabBarConfig, 'color' | 'selectedColor' | 'backgroundColor' | 'borderStyle'>

let shell: Shell
const badges = new Map<number, string>()
let onTab: (path: string, index: number, text: string) => void = () => undefined
let activeTab = ''
let tabBarHidden = false
let tabBarStyle: TabBarStyle = {}

/** Builds the phone: status bar, pages, tab bar and the layer for sheets. */
export function buildShell(switchTab: (path: string, index: number, text: string) => void): Shell {
  onTab = switchTab
  const phone = document.getElementById('phone')
  if (!phone) throw new Error('the page has no #phone')
  shell = {
    phone,
    pages: el('div', { class: 'pv-pages' }),
    tabBar: el('div', { class: 'pv-tab-bar', role: 'tablist', hidden: true }),
    layer: el('div', { class: 'pv-layer' }),
  }
  const clock = el('span', { class: 'pv-status-time' })
  const tick = (): void => {
    // The township's time, wherever the browser is.
    const now = new Date(cloudNow() + 8 * 3_600_000)
    clock.textContent = `${now.getUTCHours()}:${String(now.getUTCMinutes()).padStart(2, '0')}`
  }
  tick()
  window.setInterval(tick, 1000)
  const status = el('div', { class: 'pv-status-bar', 'aria-hidden': 'true' }, [
    clock,
    el('span', { class: 'pv-status-signs' }),
  ])
  phone.append(status, shell.pages, shell.tabBar, shell.layer)
  const measure = (): void => {
    const frame = shell.pages.querySelector<HTMLElement>('.pv-page-box:not([hidden]) .pv-page-frame')
    const width = phone.clientWidth
    const style = document.documentElement.style
    style.setProperty('--rpx', `${width / 750}px`)
    style.setProperty('--vw', `${width / 100}px`)
    style.setProperty('--vh', `${(frame?.clientHeight ?? phone.clientHeight) / 100}px`)
  }
  measure()
  new ResizeObserver(measure).observe(phone)
  new MutationObserver(measure).observe(shell.pages, {
    childList: true,
    subtree: true,
    attributeFilter: ['hidden'],
  })
  return shell
}

/** The overlay for sheets, toasts and pickers. */
export function layer(): HTMLElement {
  return shell.layer
}

/** Draws the tab bar for the visible page; a page that is no tab has none. */
export function showTabBar(path: string | null): void {
  const base = tabBarConfig()
  const config = base && { ...base, ...tabBarStyle }
  if (path !== null) activeTab = path
  shell.tabBar.hidden = config === null || path === null || tabBarHidden
  if (!config) return
  shell.tabBar.style.background = config.backgroundColor ?? '#fff'
  shell.tabBar.dataset['border'] = config.borderStyle ?? 'black'
  shell.tabBar.replaceChildren(
    ...config.list.map((item, index) => {
      const tab = item.pagePath.replace(/^\//, '')
      const selected = tab === activeTab
      const icon = selected ? (item.selectedIconPath ?? item.iconPath) : item.iconPath
      const badge = badges.get(index)
      return el(
        'div',
        {
          class: 'pv-tab',
          role: 'tab',
          'aria-selected': String(selected),
          style: `color:${(selected ? config.selectedColor : config.color) ?? 'inherit'}`,
          click: () => onTab(tab, index, item.text),
        },
        [
          icon === undefined ? null : el('img', { src: fileUrl(icon), alt: '', class: 'pv-tab-icon' }),
          el('span', {}, [item.text]),
          badge === undefined
            ? null
            : el('span', { class: badge === '' ? 'pv-tab-dot' : 'pv-tab-badge' }, [badge]),
        ],
      )
    }),
  )
}

/** Draws the tab bar anew after a change of theme. */
export function redrawTabBar(): void {
  showTabBar(shell.tabBar.hidden ? null : activeTab)
}

/** Colours the tab bar from now on; what is not given stays. */
export function setTabBarStyle(style: TabBarStyle): void {
  tabBarStyle = { ...tabBarStyle, ...style }
  redrawTabBar()
}

/** Sets a tab's badge; an empty text is the red dot, null takes it away. */
export function setBadge(index: number, text: string | null): void {
  if (text === null) badges.delete(index)
  else badges.set(index, text)
  redrawTabBar()
}

/** Hides or shows the tab bar on the tab pages. */
export function hideTabBar(hidden: boolean): void {
  tabBarHidden = hidden
  const visible = shell.pages.querySelector<HTMLElement>('.pv-page-box:not([hidden])')
  showTabBar(visible?.dataset['tab'] === 'true' ? activeTab : null)
}
