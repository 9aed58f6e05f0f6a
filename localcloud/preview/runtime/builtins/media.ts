import { bridge } from '../bridge'
import type { Builtin, BuiltinSelf } from './define'

/** A canvas as WeChat hands it out: with the makers of pictures and frames that pages have in `document`. */
export interface CanvasNode extends HTMLCanvasElement {
  createImage(): HTMLImageElement
  createPath2D(path?: Path2D | string): Path2D
  requestAnimationFrame(callback: FrameRequestCallback): number
  cancelAnimationFrame(handle: number): void
}

/** `<canvas>`: 2d and webgl through `node()`. */
export const canvas: Builtin = {
  tag: 'canvas',
  properties: { type: '2d', canvasId: '', disableScroll: false },
  setup(self) {
    const plain = document.createElement('canvas')
    const node: CanvasNode = Object.assign(plain, {
      createImage: () => new Image(),
      createPath2D: (path?: Path2D | string) => new Path2D(path),
      requestAnimationFrame: (callback: FrameRequestCallback) => window.requestAnimationFrame(callback),
      cancelAnimationFrame: (handle: number) => window.cancelAnimationFrame(handle),
    })
    self.host.append(node)
    return { node: () => node }
  },
}

function forward(self: BuiltinSelf, player: HTMLMediaElement): void {
  player.addEventListener('play', () => self.emit('play', {}))
  player.addEventListener('pause', () => self.emit('pause', {}))
  player.addEventListener('ended', () => self.emit('ended', {}))
  player.addEventListener('waiting', () => self.emit('waiting', {}))
  player.addEventListener('timeupdate', () =>
    self.emit('timeupdate', { currentTime: player.currentTime, duration: player.duration }),
  )
  player.addEventListener('error', () => {
    if (player.hasAttribute('src')) self.emit('error', { errMsg: `${self.text('src')} cannot be played` })
  })
}

function loadMedia(self: BuiltinSelf, player: HTMLMediaElement): () => void {
  let current = ''
  return () => {
    const src = self.text('src')
    if (src === current) return
    current = src
    if (src === '') player.removeAttribute('src')
    else
      bridge.resolveImageLater(src).then(
        (url) => {
          if (current === src) player.src = url
        },
        (error: unknown) => self.emit('error', { errMsg: String(error) }),
      )
  }
}

/** `<video>`. */
export const video: Builtin = {
  tag: 'video',
  properties: {
    src: '',
    poster: '',
    controls: true,
    autoplay: false,
    loop: false,
    muted: false,
    initialTime: 0,
    objectFit: 'contain',
    title: '',
    ...Object.fromEntries(
      [
        'danmuBtn',
        'danmuList',
        'direction',
        'duration',
        'enableDanmu',
        'enablePlayGesture',
        'enableProgressGesture',
        'pageGesture',
        'playBtnPosition',
        'showBottomProgress',
        'showCenterPlayBtn',
        'showFullscreenBtn',
        'showMuteBtn',
        'showPlayBtn',
        'showProgress',
      ].map((name) => [name, null]),
    ),
  },
  setup(self) {
    const player = document.createElement('video')
    player.playsInline = true
    self.host.append(player)
    forward(self, player)
    player.addEventListener('loadedmetadata', () => {
      player.currentTime = self.number('initialTime')
      const { videoWidth: width, videoHeight: height, duration } = player
      self.emit('loadedmetadata', { width, height, duration })
    })
    const load = loadMedia(self, player)
    return {
      render() {
        player.controls = self.flag('controls')
        player.autoplay = self.flag('autoplay')
        player.loop = self.flag('loop')
        player.muted = self.flag('muted')
        player.style.objectFit = self.text('objectFit')
        if (self.text('poster') !== '') player.poster = bridge.resolveImage(self.text('poster'))
        load()
      },
      detached: () => player.pause(),
      node: () => player,
    }
  },
}

/** `<audio>`. */
export const audio: Builtin = {
  tag: 'audio',
  properties: { src: '', loop: false, controls: false, poster: '', name: '', author: '' },
  setup(self) {
    const player = document.createElement('audio')
    self.host.append(player)
    forward(self, player)
    const load = loadMedia(self, player)
    return {
      render() {
        player.controls = self.flag('controls')
        player.loop = self.flag('loop')
        load()
      },
      detached: () => player.pause(),
    }
  },
}
