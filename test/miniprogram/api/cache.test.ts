import { pageCache } from '../../../miniprogram/api/cache'

const stored = new Map<string, unknown>()

beforeEach(() => {
  stored.clear()
  Object.assign(wx, {
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorage: ({ key, data }: { key: string; data: unknown }) => stored.set(key, data),
  })
})

describe('what a page keeps on the phone', () => {
  it('is its last answer, with its age', () => {
    const cache = pageCache<string[]>('home')
    expect(cache.load()).toBeNull()
    cache.save(['first'], 5)
    cache.save(['last'], 9)
    expect(pageCache('home').load()).toEqual({ value: ['last'], at: 9 })
    expect(pageCache('other').load()).toBeNull()
  })

  it('leaves out what must not stay there', () => {
    const cache = pageCache<{ mine: boolean }>('help', (value) => (value.mine ? value : null))
    cache.save({ mine: false }, 5)
    expect(cache.load()).toBeNull()
    cache.save({ mine: true }, 6)
    expect(cache.load()).toEqual({ value: { mine: true }, at: 6 })
  })

  it('is nothing when storage holds something else', () => {
    stored.set('page:home', 'old')
    expect(pageCache('home').load()).toBeNull()
  })
})
