import { bridge, type NavigateKind } from '../bridge'
import type { Builtin } from './define'
import { hoverProperties, installHover } from './hover'

function isKind(kind: string): kind is NavigateKind {
  return ['navigate', 'redirect', 'switchTab', 'reLaunch', 'navigateBack', 'exit'].includes(kind)
}

/** `<navigator>` within the mini-program; another mini-program as target is refused by name. */
export const navigator: Builtin = {
  tag: 'navigator',
  role: 'link',
  properties: {
    url: '',
    openType: 'navigate',
    delta: 1,
    target: 'self',
    appId: '',
    path: '',
    extraData: null,
    version: 'release',
    shortLink: '',
    ...hoverProperties('navigator-hover', 50, 600),
  },
  setup(self) {
    installHover(self)
    const go = (): void => {
      try {
        const kind = self.text('openType')
        if (self.text('target') === 'miniProgram')
          throw new Error('navigator target="miniProgram" 在预览中不支持')
        if (!isKind(kind)) throw new Error(`navigator open-type="${kind}" 在预览中不支持`)
        bridge.navigate(kind, self.text('url'), self.number('delta'))
        self.emit('success', { errMsg: `${kind}:ok` })
      } catch (error) {
        self.emit('fail', { errMsg: error instanceof Error ? error.message : String(error) })
        reportError(error)
      }
      self.emit('complete', {})
    }
    self.listen('tap', go)
    return { activate: go }
  },
}
