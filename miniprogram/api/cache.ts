/**
 * Keeps the last answer of a page on the phone, for the time without network.
 * @param fit takes out what must not stay on the phone, i.e. other people's requests; null keeps nothing
 */
export function pageCache<T>(
  name: string,
  fit: (value: T) => T | null = (value) => value,
): {
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
    save(answer, at) {
      const value = fit(answer)
      if (value === null) return
      // Storage that is full keeps the older answer, which is what a cache is for.
      wx.setStorage({ key, data: { value, at }, fail: () => undefined })
    },
  }
}
