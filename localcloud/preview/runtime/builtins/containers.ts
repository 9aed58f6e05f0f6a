import { bridge, type PageMeta } from '../bridge'
import { screenWidth } from '../units'
import type { Builtin } from './define'
import { hoverProperties, installHover } from './hover'
import { decodeEntities } from './text'

/** `<view>` and `<cover-view>`. */
export function viewLike(tag: 'view' | 'cover-view'): Builtin {
  return {
    tag,
    properties: { ...hoverProperties('none', 50, 400), scrollTop: 0 },
    setup(self) {
      installHover(self)
      return {}
    },
  }
}

const spaces: Record<string, string> = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }

/** `<text>`: inline text that keeps its line breaks. */
export const text: Builtin = {
  tag: 'text',
  properties: {
    selectable: false,
    userSelect: false,
    space: '',
    decode: false,
    overflow: 'visible',
    maxLines: 0,
  },
  setup(self) {
    let watching = false
    const rewrite = (): void => {
      const walker = document.createTreeWalker(self.host, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const old = node.nodeValue ?? ''
        const space = spaces[self.text('space')]
        const broken = old.replaceAll('\\n', '\n')
        const decoded = self.flag('decode') ? decodeEntities(broken) : broken
        const changed = space === undefined ? decoded : decoded.replace(/ /g, space)
        if (changed !== old) node.nodeValue = changed
      }
    }
    const observer = new MutationObserver(rewrite)
    const watch = (): void => {
      // `\\n` written in a template is a line break.
      const marked = self.host.textContent?.includes('\\n') === true
      const needed = marked || self.flag('decode') || self.text('space') !== ''
      if (!needed || watching) return
      watching = true
      observer.observe(self.host, { childList: true, subtree: true, characterData: true })
      rewrite()
    }
    return {
      render() {
        self.host.toggleAttribute('selectable', self.flag('selectable') || self.flag('userSelect'))
        watch()
      },
      attached: watch,
      detached() {
        watching = false
        observer.disconnect()
      },
    }
  },
}

/** `<root-portal>`: its content stays where it is written, which a fixed element does not notice. */
export const rootPortal: Builtin = {
  tag: 'root-portal',
  properties: { enable: true },
  setup: () => ({}),
}

/** `<match-media>`: shows its content where the screen fits; lengths in pixels. */
export const matchMedia: Builtin = {
  tag: 'match-media',
  properties: {
    minWidth: null,
    maxWidth: null,
    width: null,
    minHeight: null,
    maxHeight: null,
    height: null,
    orientation: '',
  },
  setup: (self) => ({
    render() {
      const width = screenWidth()
      const height = document.getElementById('phone')?.clientHeight ?? window.innerHeight
      const within = (name: string, fits: (limit: number) => boolean): boolean =>
        self.value(name) === null || fits(self.number(name))
      const orientation = self.text('orientation')
      const shown =
        within('minWidth', (limit) => width >= limit) &&
        within('maxWidth', (limit) => width <= limit) &&
        within('width', (limit) => width === limit) &&
        within('minHeight', (limit) => height >= limit) &&
        within('maxHeight', (limit) => height <= limit) &&
        within('height', (limit) => height === limit) &&
        (orientation === '' || (orientation === 'portrait') === height >= width)
      self.style(shown ? '' : 'display: none')
    },
  }),
}

/** `<page-meta>`: settings of the page around it. */
export const pageMeta: Builtin = {
  tag: 'page-meta',
  properties: {
    pageStyle: null,
    backgroundColor: null,
    backgroundTextStyle: null,
    backgroundColorTop: null,
    backgroundColorBottom: null,
    rootBackgroundColor: null,
    rootFontSize: null,
    pageFontSize: null,
    pageOrientation: null,
    scrollTop: null,
    scrollDuration: 300,
  },
  setup(self) {
    let last = ''
    const apply = (): void => {
      if (!self.host.isConnected) return
      const meta: PageMeta = {}
      if (self.value('pageStyle') !== null) meta.pageStyle = self.text('pageStyle')
      const background = self.text('rootBackgroundColor') || self.text('backgroundColor')
      if (background !== '') meta.backgroundColor = background
      if (self.text('backgroundTextStyle') !== '') meta.backgroundTextStyle = self.text('backgroundTextStyle')
      const fontSize = self.text('rootFontSize') || self.text('pageFontSize')
      if (fontSize !== '') meta.rootFontSize = fontSize
      if (self.text('scrollTop') !== '') meta.scrollTop = parseFloat(self.text('scrollTop'))
      const wanted = JSON.stringify(meta)
      if (wanted === last) return
      last = wanted
      bridge.pageMeta(self.host, meta)
    }
    return { render: apply, attached: apply }
  },
}

/** `<page-container>`: a sheet over the page with an overlay behind it. */
export const pageContainer: Builtin = {
  tag: 'page-container',
  role: 'dialog',
  properties: {
    show: false,
    duration: 300,
    zIndex: 100,
    overlay: true,
    position: 'bottom',
    round: false,
    closeOnSlideDown: false,
    overlayStyle: '',
    customStyle: '',
  },
  setup(self) {
    const overlay = document.createElement('div')
    overlay.className = 'wx-page-container-overlay'
    overlay.addEventListener('click', () => self.emit('clickoverlay', {}))
    let shown = false
    let timer = 0
    const turn = (show: boolean): void => {
      const [before, during, after] = show
        ? ['beforeenter', 'enter', 'afterenter']
        : ['beforeleave', 'leave', 'afterleave']
      shown = show
      window.clearTimeout(timer)
      self.emit(before ?? '', {})
      self.emit(during ?? '', {})
      timer = window.setTimeout(() => {
        self.emit(after ?? '', {})
        if (!show) overlay.remove()
      }, self.number('duration'))
    }
    return {
      render() {
        const { host } = self
        const show = self.flag('show')
        host.dataset['position'] = self.text('position')
        host.classList.toggle('wx-shown', show)
        host.classList.toggle('wx-round', self.flag('round'))
        overlay.setAttribute('style', `z-index: ${self.number('zIndex')}; ${self.text('overlayStyle')}`)
        if (show && self.flag('overlay')) host.before(overlay)
        self.style(
          `z-index: ${self.number('zIndex')}; transition-duration: ${self.number('duration')}ms; ${self.text('customStyle')}`,
        )
        if (show !== shown) queueMicrotask(() => turn(show))
      },
      detached: () => overlay.remove(),
    }
  },
}
