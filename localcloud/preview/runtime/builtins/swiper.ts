import type { Element } from 'glass-easel'
import { rpxToCss } from '../units'
import { builtinOf, type Builtin, type BuiltinSelf } from './define'
import { installDrag } from './drag'
import { closestBuiltin, composedDescendants } from './tree'

const redraws = new WeakMap<Element, () => void>()

function itemsOf(swiper: Element): BuiltinSelf[] {
  return [...composedDescendants(swiper)].flatMap((element) => {
    const builtin = builtinOf(element)
    const own = builtin?.tag === 'swiper-item' && closestBuiltin(element, 'swiper') === swiper
    return own ? [builtin.self] : []
  })
}

/** `<swiper-item>`. */
export const swiperItem: Builtin = {
  tag: 'swiper-item',
  properties: { itemId: '', skipHiddenItemLayout: false },
  setup(self) {
    let swiper: Element | null = null
    return {
      attached() {
        swiper = closestBuiltin(self.component, 'swiper')
        if (swiper) redraws.get(swiper)?.()
      },
      detached() {
        if (swiper) redraws.get(swiper)?.()
      },
    }
  },
}

/** `<swiper>`; times in milliseconds. */
export const swiper: Builtin = {
  tag: 'swiper',
  properties: {
    indicatorDots: false,
    indicatorColor: 'rgba(0, 0, 0, .3)',
    indicatorActiveColor: '#000000',
    autoplay: false,
    current: 0,
    currentItemId: '',
    interval: 5000,
    duration: 500,
    circular: false,
    vertical: false,
    previousMargin: '0px',
    nextMargin: '0px',
    snapToEdge: false,
    displayMultipleItems: 1,
    skipHiddenItemLayout: false,
    easingFunction: 'default',
    disableTouch: false,
  },
  setup(self) {
    const { host, component } = self
    const dots = document.createElement('div')
    dots.className = 'wx-swiper-dots'
    let shown = 0
    let asked: unknown = 0
    let timer = 0
    let settling = 0
    let frame = 0

    const count = (): number => itemsOf(component).length
    const place = (shift: number, duration: number): void => {
      const items = itemsOf(component)
      const vertical = self.flag('vertical')
      const wraps = self.flag('circular') && items.length > 1
      const share = 1 / Math.max(1, self.number('displayMultipleItems'))
      const margins = `(${rpxToCss(self.text('previousMargin') || '0px')} + ${rpxToCss(self.text('nextMargin') || '0px')})`
      items.forEach((item, index) => {
        let offset = index - shown + shift
        if (wraps && offset > items.length / 2) offset -= items.length
        if (wraps && offset < -items.length / 2) offset += items.length
        // An item that jumps to the other end of the ring must not fly across the screen.
        const far = Math.abs(offset) > 1.5 && wraps
        const move = vertical ? `translate(0, ${offset * 100}%)` : `translate(${offset * 100}%, 0)`
        const size = `calc((100% - ${margins}) * ${share})`
        const lead = rpxToCss(self.text('previousMargin') || '0px')
        item.style(
          `${vertical ? 'height' : 'width'}: ${size}; ${vertical ? 'top' : 'left'}: ${lead}; transform: ${move};` +
            `transition: transform ${far ? 0 : duration}ms ease`,
        )
      })
      drawDots(items.length)
    }
    const drawDots = (length: number): void => {
      if (!self.flag('indicatorDots')) {
        dots.remove()
        return
      }
      dots.classList.toggle('wx-vertical', self.flag('vertical'))
      dots.replaceChildren(
        ...Array.from({ length }, (_, index) => {
          const dot = document.createElement('i')
          dot.style.background = self.text(index === shown ? 'indicatorActiveColor' : 'indicatorColor')
          return dot
        }),
      )
      host.append(dots)
    }
    const go = (index: number, source: string, duration = self.number('duration')): void => {
      const changed = index !== shown
      shown = index
      place(0, duration)
      if (!changed) return
      const detail = {
        current: shown,
        currentItemId: itemsOf(component)[shown]?.text('itemId') ?? '',
        source,
      }
      asked = shown
      self.set({ current: shown })
      self.emit('change', detail)
      window.clearTimeout(settling)
      settling = window.setTimeout(() => self.emit('animationfinish', detail), duration)
    }
    const step = (by: number, source: string): void => {
      const length = count()
      if (length === 0) return
      const last = Math.max(0, length - Math.max(1, self.number('displayMultipleItems')))
      const next = shown + by
      if (self.flag('circular')) go((next + length) % length, source)
      else go(Math.min(last, Math.max(0, next)), source)
    }
    const schedule = (): void => {
      window.clearInterval(timer)
      if (!self.flag('autoplay') || !host.isConnected) return
      timer = window.setInterval(() => {
        if (count() < 2) return
        if (!self.flag('circular') && shown === count() - 1) go(0, 'autoplay')
        else step(1, 'autoplay')
      }, self.number('interval'))
    }
    const redraw = (): void => {
      window.cancelAnimationFrame(frame)
      frame = window.requestAnimationFrame(() => {
        shown = Math.min(shown, Math.max(0, count() - 1))
        place(0, 0)
      })
    }
    redraws.set(component, redraw)

    const length = (): number => (self.flag('vertical') ? host.clientHeight : host.clientWidth) || 1
    installDrag(host, () => (self.flag('vertical') ? 'y' : 'x'), {
      start: () => !self.flag('disableTouch'),
      move(by) {
        const distance = self.flag('vertical') ? by.y : by.x
        place(distance / length(), 0)
        self.emit('transition', {
          dx: self.flag('vertical') ? 0 : -by.x,
          dy: self.flag('vertical') ? -by.y : 0,
        })
      },
      end(by, velocity) {
        const [distance, speed] = self.flag('vertical') ? [by.y, velocity.y] : [by.x, velocity.x]
        const far = Math.abs(distance) > length() / 3 || Math.abs(speed) > 0.3
        if (far) step(distance < 0 ? 1 : -1, 'touch')
        else go(shown, 'touch')
        schedule()
      },
    })
    let autoplay = ''
    return {
      render() {
        host.toggleAttribute('vertical', self.flag('vertical'))
        const current = self.value('current')
        const item = self.text('currentItemId')
        const byId = item === '' ? -1 : itemsOf(component).findIndex((one) => one.text('itemId') === item)
        if (byId >= 0 && byId !== shown) queueMicrotask(() => go(byId, ''))
        else if (current !== asked) {
          asked = current
          const index = self.number('current')
          if (host.isConnected && count() > 0) queueMicrotask(() => go(index, ''))
          else shown = index
        }
        redraw()
        const rhythm = `${self.flag('autoplay')} ${self.number('interval')}`
        if (rhythm !== autoplay) schedule()
        autoplay = rhythm
      },
      attached() {
        shown = self.number('current')
        redraw()
        schedule()
      },
      detached() {
        window.clearInterval(timer)
        window.clearTimeout(settling)
      },
    }
  },
}
