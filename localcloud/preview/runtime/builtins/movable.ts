import { rpxToCss } from '../units'
import type { Builtin } from './define'
import { installDrag } from './drag'

/** `<movable-area>`. */
export const movableArea: Builtin = {
  tag: 'movable-area',
  properties: { scaleArea: false },
  setup: () => ({}),
}

/** `<movable-view>`: dragged within its area; x and y in pixels. */
export const movableView: Builtin = {
  tag: 'movable-view',
  properties: {
    direction: 'none',
    inertia: false,
    outOfBounds: false,
    x: 0,
    y: 0,
    damping: 20,
    friction: 2,
    disabled: false,
    scale: false,
    scaleMin: 0.1,
    scaleMax: 10,
    scaleValue: 1,
    animation: true,
  },
  setup(self) {
    const { host } = self
    let at = { x: 0, y: 0 }
    let begun = at
    let asked = ''
    const limit = (x: number, y: number): { x: number; y: number } => {
      const area = host.closest<HTMLElement>('wx-movable-area')
      if (!area) return { x, y }
      const between = (value: number, room: number): number =>
        Math.min(Math.max(value, Math.min(0, room)), Math.max(0, room))
      return {
        x: between(x, area.clientWidth - host.offsetWidth),
        y: between(y, area.clientHeight - host.offsetHeight),
      }
    }
    const put = (x: number, y: number, source: string, animated: boolean): void => {
      const next = limit(x, y)
      const changed = next.x !== at.x || next.y !== at.y
      at = next
      const scale = self.flag('scale') ? ` scale(${self.number('scaleValue')})` : ''
      const transition = animated && self.flag('animation') ? 'transition: transform 0.2s;' : ''
      self.style(`${transition} transform: translate(${at.x}px, ${at.y}px)${scale}`)
      if (changed) self.emit('change', { x: at.x, y: at.y, source })
    }
    const length = (name: string): number => {
      const text = self.text(name)
      if (!text.includes('rpx')) return self.number(name)
      const probe = document.createElement('div')
      probe.style.cssText = `position: absolute; width: ${rpxToCss(text)}`
      host.append(probe)
      const width = probe.offsetWidth
      probe.remove()
      return width
    }
    const place = (): void => {
      const wanted = `${self.text('x')} ${self.text('y')} ${self.number('scaleValue')}`
      if (!host.isConnected || wanted === asked) return
      const first = asked === ''
      asked = wanted
      put(length('x'), length('y'), '', !first)
    }
    installDrag(host, () => 'both', {
      start() {
        begun = at
        return !self.flag('disabled') && self.text('direction') !== 'none'
      },
      move(by) {
        const direction = self.text('direction')
        const x = direction === 'vertical' ? begun.x : begun.x + by.x
        const y = direction === 'horizontal' ? begun.y : begun.y + by.y
        put(x, y, 'touch', false)
      },
      end: () => undefined,
    })
    return {
      render: place,
      attached: () => void window.requestAnimationFrame(place),
    }
  },
}
