/** Keeps the last answer of a page on the phone, for the time without network. */
export function pageCache<T>(name: string): {
  load(): { value: T; at: number } | null
  save(value: T, at: number): void
} {
  const key = `page:${name}`
  return {
    load() {
      const stored: unknown = wx.getStorageSync(key)
      if (typeof stored !== 'object' || stored === null) return null
      const { at } = stored as { at?: unknown }
      // Written by `save` alone, under a key that carries its shape's name.
      return typeof at === 'number' ? (stored as { value: T; at: number }) : null
    },
    save(value, at) {
      // Storage that is full keeps the older answer, which is what a cache is for.
      wx.setStorage({ key, data: { value, at }, fail: () => undefined })
    },
  }
}
