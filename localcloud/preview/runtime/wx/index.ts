import { createAnimation } from '../animation'
import { entryPage, previewData } from '../config'
import { componentOf, createIntersectionObserver, createSelectorQuery } from '../queries'
import { currentPage, pageStack } from '../router'
import { previewParam } from '../session'
import { parseQuery } from '../page'
import { listeners } from './call'
import { cloud } from './cloud'
import { contact } from './contact'
import { device } from './device'
import { feedback } from './feedback'
import { getFileSystemManager } from './files'
import { location } from './location'
import { media } from './media'
import { navigation } from './navigation'
import { permission } from './permission'
import { storage } from './storage'

const errors = listeners()
const rejections = listeners()
const show = listeners()
const hide = listeners()

window.addEventListener('error', (event) => errors.emit(String(event.error ?? event.message)))
window.addEventListener('unhandledrejection', (event) => {
  rejections.emit({ reason: event.reason as unknown, promise: event.promise })
})
document.addEventListener('visibilitychange', () => {
  if (document.hidden) hide.emit({})
  else show.emit(launchOptions())
})

/** What `App.onLaunch` and the launch getters answer. */
export function launchOptions(): Record<string, unknown> {
  const first = pageStack()[0]
  const [path, query] = first ? [first.path, first.query] : entryFromHash()
  const scene = Number(previewParam('scene') ?? 1001)
  return { path, query: parseQuery(query), scene, referrerInfo: {}, shareTicket: '' }
}

/** Page and query named by the address, else the first page. */
export function entryFromHash(): [path: string, query: string] {
  const [path = '', query = ''] = window.location.hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  return previewData().pages.includes(path) ? [path, query] : [entryPage(), '']
}

function logManager(): object {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...values: unknown[]) => {
      console[level](...values)
    }
  return {
    debug: write('debug'),
    log: write('info'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setFilterMsg: () => undefined,
    addFilterMsg: () => undefined,
  }
}

const core: Record<string, unknown> = {
  cloud,
  env: { USER_DATA_PATH: 'wxfile://usr' },
  createAnimation,
  createSelectorQuery: () => createSelectorQuery(() => currentPage()?.caller._$ ?? null),
  createIntersectionObserver: (target?: unknown, options?: object) =>
    createIntersectionObserver(() => componentOf(target) ?? currentPage()?.caller._$ ?? null, options),
  getFileSystemManager,
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: launchOptions,
  getUpdateManager: () => ({
    onCheckForUpdate: () => undefined,
    onUpdateReady: () => undefined,
    onUpdateFailed: () => undefined,
    applyUpdate: () => undefined,
  }),
  getRealtimeLogManager: logManager,
  getLogManager: logManager,
  getAccountInfoSync: () => ({ miniProgram: { appId: 'preview', envVersion: 'develop', version: '' } }),
  reportEvent: () => undefined,
  nextTick: (callback: () => void) => queueMicrotask(callback),
  onError: errors.on,
  offError: errors.off,
  onUnhandledRejection: rejections.on,
  offUnhandledRejection: rejections.off,
  onAppShow: show.on,
  offAppShow: show.off,
  onAppHide: hide.on,
  offAppHide: hide.off,
  onPageNotFound: () => undefined,
  // Built-in components are all there; of the API, what the table holds.
  canIUse: (name: string) => {
    const [first = ''] = name.split('.')
    return first in supported || /^[a-z-]+$/.test(first)
  },
}

const supported: Record<string, unknown> = {
  ...storage,
  ...feedback,
  ...media,
  ...location,
  ...permission,
  ...device,
  ...navigation,
  ...contact,
  ...core,
}

/** `wx`: what the preview supports; anything else fails by name when it is called. */
export const wx = new Proxy(supported, {
  get(target, name) {
    if (typeof name !== 'string' || name in target) return Reflect.get(target, name) as unknown
    return () => {
      throw new Error(`wx.${name} 在预览中不支持`)
    }
  },
})
