import { ApiError, apis, text } from './call'
import { session } from '../session'

/** Storage is a phone's, so each demo person has their own. */
function prefix(): string {
  return `wx:${session.openid}:`
}

function keys(): string[] {
  const own = prefix()
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(own))
    .map((key) => key.slice(own.length))
}

function get(key: string): unknown {
  const stored = localStorage.getItem(prefix() + key)
  return stored === null ? '' : (JSON.parse(stored) as unknown)
}

function set(key: string, value: unknown): void {
  localStorage.setItem(prefix() + key, JSON.stringify(value ?? ''))
}

function remove(key: string): void {
  localStorage.removeItem(prefix() + key)
}

function clear(): void {
  keys().forEach(remove)
}

function info(): Record<string, unknown> {
  const size = keys().reduce((sum, key) => sum + (localStorage.getItem(prefix() + key)?.length ?? 0), 0)
  return { keys: keys(), currentSize: Math.ceil(size / 1024), limitSize: 10240 }
}

/** Storage functions, synchronous and not. */
export const storage: Record<string, unknown> = {
  getStorageSync: get,
  setStorageSync: set,
  removeStorageSync: remove,
  clearStorageSync: clear,
  getStorageInfoSync: info,
  ...apis({
    getStorage(options) {
      const key = text(options, 'key')
      if (!keys().includes(key)) throw new ApiError('data not found')
      return { data: get(key) }
    },
    setStorage: (options) => set(text(options, 'key'), options['data']),
    removeStorage: (options) => remove(text(options, 'key')),
    clearStorage: () => clear(),
    getStorageInfo: () => info(),
  }),
}
