import { installPull } from '../pull'
import type { Builtin, BuiltinSelf } from './define'

const refresherHeight = 50

function installRefresher(self: BuiltinSelf): { render(): void } {
  const indicator = document.createElement('div')
  indicator.className = 'wx-refresher'
  indicator.setAttribute('aria-hidden', 'true')
  for (let dot = 0; dot < 3; dot += 1) indicator.append(document.createElement('i'))
  let installed = false
  let refreshing = false
  const show = (on: boolean): void => {
    refreshing = on
    indicator.classList.toggle('wx-refreshing', on)
  }
  return {
    render() {
      if (!self.flag('refresherEnabled')) {
        indicator.remove()
        return
      }
      self.host.prepend(indicator)
      indicator.style.background = self.text('refresherBackground')
      if (!installed) {
        installed = true
        installPull(self.host, indicator, () => {
          if (!self.flag('refresherEnabled') || refreshing) return
          show(true)
          self.set({ refresherTriggered: true })
          self.emit('refresherrefresh', { dy: refresherHeight })
        })
      }
      const triggered = self.flag('refresherTriggered')
      if (triggered === refreshing) return
      show(triggered)
      queueMicrotask(() => {
        if (triggered) self.emit('refresherrefresh', { dy: refresherHeight })
        else self.emit('refresherrestore', { dy: 0 })
      })
    },
  }
}

function installScrollEvents(self: BuiltinSelf): void {
  const { host } = self
  let left = 0
  let top = 0
  const edges = new Set<string>()
  const edge = (name: string, direction: string, near: boolean, moving: boolean): void => {
    const key = `${name}:${direction}`
    if (near && moving && !edges.has(key)) self.emit(name, { direction })
    if (near) edges.add(key)
    else edges.delete(key)
  }
  host.addEventListener('scroll', () => {
    const deltaX = left - host.scrollLeft
    const deltaY = top - host.scrollTop
    left = host.scrollLeft
    top = host.scrollTop
    self.emit('scroll', {
      scrollLeft: left,
      scrollTop: top,
      scrollWidth: host.scrollWidth,
      scrollHeight: host.scrollHeight,
      deltaX,
      deltaY,
    })
    const upper = self.number('upperThreshold')
    const lower = self.number('lowerThreshold')
    if (self.flag('scrollY')) {
      edge('scrolltoupper', 'top', top <= upper, deltaY > 0)
      edge('scrolltolower', 'bottom', top + host.clientHeight >= host.scrollHeight - lower, deltaY < 0)
    }
    if (self.flag('scrollX')) {
      edge('scrolltoupper', 'left', left <= upper, deltaX > 0)
      edge('scrolltolower', 'right', left + host.clientWidth >= host.scrollWidth - lower, deltaX < 0)
    }
  })
}

/** `<scroll-view>`. */
export const scrollView: Builtin = {
  tag: 'scroll-view',
  properties: {
    scrollX: false,
    scrollY: false,
    upperThreshold: 50,
    lowerThreshold: 50,
    scrollTop: null,
    scrollLeft: null,
    scrollIntoView: '',
    scrollIntoViewOffset: 0,
    scrollWithAnimation: false,
    enableFlex: false,
    showScrollbar: true,
    refresherEnabled: false,
    refresherThreshold: 45,
    refresherDefaultStyle: 'black',
    refresherBackground: 'transparent',
    refresherTriggered: false,
    ...Object.fromEntries(
      [
        'bounces',
        'cacheExtent',
        'clip',
        'enableBackToTop',
        'enablePassive',
        'enhanced',
        'fastDeceleration',
        'pagingEnabled',
        'reverse',
        'scrollAnchoring',
        'throttle',
        'type',
        'usingSticky',
      ].map((name) => [name, null]),
    ),
  },
  setup(self) {
    const { host } = self
    const refresher = installRefresher(self)
    installScrollEvents(self)
    let top: unknown = null
    let left: unknown = null
    let into = ''
    const behavior = (): ScrollBehavior => (self.flag('scrollWithAnimation') ? 'smooth' : 'instant')
    const scrollTo = (id: string): void => {
      const target = host.querySelector(`#${CSS.escape(id)}`)
      if (!target) return
      const offset = self.number('scrollIntoViewOffset')
      const from = host.getBoundingClientRect()
      const to = target.getBoundingClientRect()
      host.scrollTo({
        ...(self.flag('scrollY') ? { top: host.scrollTop + to.top - from.top + offset } : {}),
        ...(self.flag('scrollX') ? { left: host.scrollLeft + to.left - from.left + offset } : {}),
        behavior: behavior(),
      })
    }
    const position = (): void => {
      if (!host.isConnected) return
      if (self.value('scrollTop') !== top) {
        top = self.value('scrollTop')
        if (self.text('scrollTop') !== '')
          host.scrollTo({ top: self.number('scrollTop'), behavior: behavior() })
      }
      if (self.value('scrollLeft') !== left) {
        left = self.value('scrollLeft')
        if (self.text('scrollLeft') !== '')
          host.scrollTo({ left: self.number('scrollLeft'), behavior: behavior() })
      }
      if (self.text('scrollIntoView') !== into) {
        into = self.text('scrollIntoView')
        if (into !== '') scrollTo(into)
      }
    }
    return {
      render() {
        host.toggleAttribute('scroll-x', self.flag('scrollX'))
        host.toggleAttribute('scroll-y', self.flag('scrollY'))
        host.toggleAttribute('enable-flex', self.flag('enableFlex'))
        host.classList.toggle('wx-no-scrollbar', !self.flag('showScrollbar'))
        refresher.render()
        // The children of the same update are in place a frame later.
        window.requestAnimationFrame(position)
      },
      attached: () => void window.requestAnimationFrame(position),
      node: () => ({
        scrollTo: (options: { top?: number; left?: number; animated?: boolean }) =>
          host.scrollTo({ ...options, behavior: options.animated === false ? 'instant' : 'smooth' }),
        scrollIntoView: (selector: string) => scrollTo(selector.replace(/^#/, '')),
      }),
    }
  },
}
