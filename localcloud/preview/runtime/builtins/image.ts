import { bridge } from '../bridge'
import type { Builtin, BuiltinSelf } from './define'

/** How each `mode` fits the picture: CSS object-fit and object-position. */
const fits: Record<string, [fit: string, position: string]> = {
  scaleToFill: ['fill', '50% 50%'],
  aspectFit: ['contain', '50% 50%'],
  aspectFill: ['cover', '50% 50%'],
  widthFix: ['fill', '50% 50%'],
  heightFix: ['fill', '50% 50%'],
  top: ['none', 'top'],
  bottom: ['none', 'bottom'],
  center: ['none', 'center'],
  left: ['none', 'left'],
  right: ['none', 'right'],
  'top left': ['none', 'top left'],
  'top right': ['none', 'top right'],
  'bottom left': ['none', 'bottom left'],
  'bottom right': ['none', 'bottom right'],
}

function loadInto(self: BuiltinSelf, picture: HTMLImageElement): () => void {
  let current: string | null = null
  const fail = (reason: string): void => {
    picture.hidden = true
    self.emit('error', { errMsg: reason })
  }
  picture.addEventListener('load', () => {
    picture.hidden = false
    self.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight })
  })
  picture.addEventListener('error', () => {
    if (picture.hasAttribute('src')) fail(`GET ${self.text('src')} failed`)
  })
  return () => {
    const src = self.text('src')
    if (src === current) return
    current = src
    if (src === '') {
      picture.hidden = true
      picture.removeAttribute('src')
    } else if (src.startsWith('cloud://')) {
      bridge.resolveImageLater(src).then(
        (url) => {
          if (current === src) picture.src = url
        },
        (error: unknown) => fail(String(error)),
      )
    } else {
      picture.src = bridge.resolveImage(src)
    }
  }
}

/** `<image>` and `<cover-image>`. */
export function imageLike(tag: 'image' | 'cover-image'): Builtin {
  return {
    tag,
    properties: {
      src: '',
      mode: tag === 'image' ? 'scaleToFill' : 'aspectFit',
      webp: false,
      lazyLoad: false,
      showMenuByLongpress: false,
      fadeIn: false,
      forceHttps: false,
      alt: '',
    },
    setup(self) {
      const picture = document.createElement('img')
      picture.className = 'wx-image-picture'
      picture.alt = ''
      picture.draggable = false
      picture.hidden = true
      self.host.append(picture)
      const load = loadInto(self, picture)
      return {
        render() {
          const mode = self.text('mode')
          const [fit, position] = fits[mode] ?? ['fill', '50% 50%']
          picture.style.objectFit = fit
          picture.style.objectPosition = position
          picture.loading = self.flag('lazyLoad') ? 'lazy' : 'eager'
          self.host.setAttribute('mode', mode)
          const name = self.text('ariaLabel') || self.text('alt')
          if (name !== '' && self.text('ariaRole') === '') {
            self.host.setAttribute('role', 'img')
            self.host.setAttribute('aria-label', name)
          }
          load()
        },
      }
    },
  }
}
