import { clear, show, tap, textOf } from '../simulate'

beforeEach(() => {
  Object.assign(wx, {
    getAppBaseInfo: () => ({ SDKVersion: '3.8.0', theme: 'light', fontSizeScaleFactor: 1 }),
    setNavigationBarColor: () => undefined,
    setBackgroundColor: () => undefined,
    canIUse: () => false,
    getStorageSync: () => '',
  })
})
afterEach(clear)

describe('page-frame', () => {
  it('shows a skeleton before the first answer, not a spinner', () => {
    const frame = show('page-frame', { phase: 'loading' })
    expect(frame.dom?.querySelector('[class*="t-skeleton"]')).not.toBeNull()
    expect(frame.querySelector('.banner')).toBeFalsy()
  })

  it('says what went wrong and tries again', async () => {
    const frame = show('page-frame', { phase: 'error', problem: '网络不稳，没有连上，请重试。' })
    let retries = 0
    frame.addEventListener('retry', () => (retries += 1))
    expect(textOf(frame)).toBe('没有打开网络不稳，没有连上，请重试。重试')
    await tap(frame, '.btn')
    expect(retries).toBe(1)
  })

  it('keeps old data under a banner that says how old it is', async () => {
    const frame = show('page-frame', { phase: 'ready', offline: true, problem: '没有', updated: '10:32' })
    let retries = 0
    frame.addEventListener('retry', () => (retries += 1))
    expect(textOf(frame)).toContain('没有网络，显示的是 10:32 的内容')
    await tap(frame, '.banner-retry')
    expect(retries).toBe(1)
  })

  it('leads home where trying again would change nothing', async () => {
    let went = ''
    Object.assign(wx, { switchTab: ({ url }: { url: string }) => (went = url) })
    const frame = show('page-frame', { phase: 'refused', problem: '没有找到，可能已被删除。' })
    expect(textOf(frame)).toBe('看不了这一页没有找到，可能已被删除。回首页')
    await tap(frame, '.btn')
    expect(went).toBe('/pages/home/index')
  })

  it('carries the person’s theme and scale', () => {
    Object.assign(wx, { getStorageSync: () => ({ theme: 'dark', large: true }) })
    const node = show('page-frame', { phase: 'ready' }).querySelector('.root')
    expect(node?.dom?.className).toContain('theme-dark')
    expect(node?.dom?.getAttribute('style')).toContain('--fs:1.3')
  })
})

describe('empty-state', () => {
  it('says what the page is for and offers the next step', async () => {
    const state = show('empty-state', { title: '还没有你的班', text: '报了班就在这里。', action: '去看空位' })
    let taps = 0
    state.addEventListener('action', () => (taps += 1))
    expect(textOf(state)).toBe('还没有你的班报了班就在这里。去看空位')
    await tap(state, '.btn')
    expect(taps).toBe(1)
  })

  it('has no button without a next step', () => {
    expect(show('empty-state', { title: '现在没有人求助' }).querySelector('.btn')).toBeFalsy()
  })
})
