import { el } from './dom'
import type { WindowConfig } from './types'

/** The navigation bar of one page. */
export interface NavigationBar {
  node: HTMLElement
  setTitle(title: string): void
  setColors(front: string | undefined, background: string | undefined): void
  setLoading(on: boolean): void
  /** Which way out the bar offers. */
  setWayOut(way: 'back' | 'home' | 'none'): void
}

/** Makes the bar from a page's window settings. */
export function navigationBar(config: WindowConfig, onBack: () => void, onHome: () => void): NavigationBar {
  const title = el('div', { class: 'pv-nav-title', role: 'heading', 'aria-level': '1' }, [
    config.navigationBarTitleText ?? '',
  ])
  const spinner = el('span', { class: 'pv-nav-spinner', hidden: true })
  const back = el('button', { class: 'pv-nav-back', 'aria-label': '返回', click: onBack, hidden: true })
  const home = el('button', { class: 'pv-nav-home', 'aria-label': '返回首页', click: onHome, hidden: true })
  const node = el('div', { class: 'pv-nav-bar' }, [back, home, title, spinner])
  const bar: NavigationBar = {
    node,
    setTitle(text) {
      title.textContent = text
      document.title = text
    },
    setColors(front, background) {
      if (background !== undefined) node.style.background = background
      if (front !== undefined)
        node.style.color = front === 'white' || front.toLowerCase() === '#ffffff' ? '#fff' : '#000'
    },
    setLoading(on) {
      spinner.hidden = !on
    },
    setWayOut(way) {
      back.hidden = way !== 'back'
      home.hidden = way !== 'home'
    },
  }
  if (config.navigationStyle === 'custom') node.classList.add('pv-nav-custom')
  return bar
}

/** The capsule at the right of every navigation bar. */
export function capsule(onClose: () => void): HTMLElement {
  return el('div', { class: 'pv-capsule', 'aria-hidden': 'true' }, [
    el('span', { class: 'pv-capsule-more' }),
    el('span', { class: 'pv-capsule-close', click: onClose }),
  ])
}
