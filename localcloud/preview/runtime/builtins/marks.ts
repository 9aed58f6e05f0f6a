import { rpxToCss } from '../units'
import type { Builtin } from './define'
import { refusedTags } from './tags'

const svg = 'http://www.w3.org/2000/svg'

/** Shapes on a square of 24: a filled circle or none, and the strokes on it. */
const icons: Record<string, { color: string; disc: boolean; path: string }> = {
  success: { color: '#07c160', disc: true, path: 'M6.5 12.5l3.8 3.8 7.2-8' },
  success_no_circle: { color: '#07c160', disc: false, path: 'M4 12.5l5.3 5.3L20 6.5' },
  success_circle: {
    color: '#07c160',
    disc: false,
    path: 'M21 12a9 9 0 1 1-18 0 9 9 0 1 1 18 0M7.5 12.5l3 3 6-6.8',
  },
  info: { color: '#10aeff', disc: true, path: 'M12 10.5v6.5M12 7v.6' },
  warn: { color: '#fa5151', disc: true, path: 'M12 6.5v7.5M12 17v.6' },
  waiting: { color: '#10aeff', disc: true, path: 'M12 6.5v6l3.8 2.4' },
  waiting_circle: {
    color: '#10aeff',
    disc: false,
    path: 'M21 12a9 9 0 1 1-18 0 9 9 0 1 1 18 0M12 7v5.4l3.4 2',
  },
  info_circle: {
    color: '#10aeff',
    disc: false,
    path: 'M21 12a9 9 0 1 1-18 0 9 9 0 1 1 18 0M12 11v6M12 7.5v.6',
  },
  cancel: {
    color: '#fa5151',
    disc: false,
    path: 'M21 12a9 9 0 1 1-18 0 9 9 0 1 1 18 0M8.5 8.5l7 7M15.5 8.5l-7 7',
  },
  download: {
    color: '#07c160',
    disc: false,
    path: 'M21 12a9 9 0 1 1-18 0 9 9 0 1 1 18 0M12 7v9M8.5 12.5L12 16l3.5-3.5',
  },
  search: {
    color: '#b2b2b2',
    disc: false,
    path: 'M16 10.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 1 1 11 0M14.5 14.5L20 20',
  },
  clear: { color: '#b2b2b2', disc: true, path: 'M8.5 8.5l7 7M15.5 8.5l-7 7' },
}

function shape(name: string, attributes: Record<string, string>): SVGElement {
  const node = document.createElementNS(svg, name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  return node
}

/** `<icon>`; size in pixels. */
export const icon: Builtin = {
  tag: 'icon',
  properties: { type: '', size: 23, color: '' },
  setup: (self) => ({
    render() {
      const size = self.text('size')
      const length = /^[\d.]+$/.test(size) ? `${size}px` : rpxToCss(size)
      self.style(`width: ${length}; height: ${length}`)
      const known = icons[self.text('type')]
      if (!known) {
        self.host.replaceChildren()
        return
      }
      const color = self.text('color') || known.color
      const picture = shape('svg', {
        viewBox: '0 0 24 24',
        width: '100%',
        height: '100%',
        'aria-hidden': 'true',
      })
      if (known.disc) picture.append(shape('circle', { cx: '12', cy: '12', r: '10', fill: color }))
      const stroke = known.disc ? '#fff' : color
      const line = { 'stroke-width': '2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
      picture.append(shape('path', { d: known.path, fill: 'none', stroke, ...line }))
      self.host.replaceChildren(picture)
    },
  }),
}

/** `<progress>`; percent from 0 to 100. */
export const progress: Builtin = {
  tag: 'progress',
  role: 'progressbar',
  properties: {
    percent: 0,
    showInfo: false,
    borderRadius: 0,
    fontSize: 16,
    strokeWidth: 6,
    color: '#09bb07',
    activeColor: '',
    backgroundColor: '#ebebeb',
    active: false,
    activeMode: 'backwards',
    duration: 30,
  },
  setup(self) {
    const track = document.createElement('div')
    const bar = document.createElement('div')
    const info = document.createElement('span')
    track.className = 'wx-progress-track'
    track.append(bar)
    self.host.append(track, info)
    let shown = -1
    let ending = 0
    return {
      render() {
        const percent = Math.min(100, Math.max(0, self.number('percent')))
        track.style.height = `${self.number('strokeWidth')}px`
        track.style.borderRadius = `${self.number('borderRadius')}px`
        track.style.background = self.text('backgroundColor')
        bar.style.background = self.text('activeColor') || self.text('color')
        info.hidden = !self.flag('showInfo')
        info.style.fontSize = `${self.number('fontSize')}px`
        info.textContent = `${percent}%`
        self.host.setAttribute('aria-valuenow', String(percent))
        self.host.setAttribute('aria-valuemin', '0')
        self.host.setAttribute('aria-valuemax', '100')
        if (percent === shown) return
        const from = self.text('activeMode') === 'forwards' ? Math.max(shown, 0) : 0
        const time = self.flag('active') ? self.number('duration') * Math.abs(percent - from) : 0
        shown = percent
        window.clearTimeout(ending)
        bar.style.transition = 'none'
        bar.style.width = `${time > 0 ? from : percent}%`
        if (time === 0) return
        void bar.offsetWidth
        bar.style.transition = `width ${time}ms linear`
        bar.style.width = `${percent}%`
        ending = window.setTimeout(() => self.emit('activeend', { curPercent: percent }), time)
      },
      detached: () => window.clearTimeout(ending),
    }
  },
}

/** The built-ins that only a phone or WeChat itself can run: a box that says so by name. */
export const refused: readonly Builtin[] = refusedTags.map((tag) => ({
  tag,
  setup(self) {
    const note = document.createElement('div')
    note.className = 'wx-refused'
    note.textContent = `<${tag}> 在预览中不支持`
    self.host.append(note)
    return {}
  },
}))
