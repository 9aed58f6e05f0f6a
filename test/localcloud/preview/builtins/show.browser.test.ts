import { Gallery } from './gallery'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.start()
}, 60_000)
afterAll(() => gallery.stop())
beforeEach(() => gallery.visit('show'))
afterEach(() => gallery.leave('404'))

describe('every built-in', () => {
  it('hides and comes back with the display of its own style', async () => {
    const flip = gallery.page.getByRole('button', { name: '藏' })
    await flip.tap()
    expect(await gallery.page.locator('#flex').getAttribute('hidden')).toBe('')
    await flip.tap()
    expect(await gallery.css('#flex', 'display')).toBe('flex')
    expect(await gallery.page.locator('#flex').getAttribute('hidden')).toBeNull()
  })

  it('plays an animation and tells its end', async () => {
    await gallery.page.getByRole('button', { name: '动', exact: true }).tap()
    await gallery.until('mover', 'transitionend')
    expect(await gallery.css('#mover', 'opacity')).toBe('0.5')
    expect(await gallery.css('#mover', 'transform')).toContain('30')
  })

  it('has the roles and names given to it', async () => {
    expect(await gallery.page.getByRole('status').getAttribute('aria-live')).toBe('polite')
    await gallery.page.getByRole('button', { name: '关闭窗口' }).press('Enter')
    expect(await gallery.details('close', 'tap')).toHaveLength(1)
  })
})

describe('text', () => {
  it('breaks lines, decodes entities, and is selectable only when asked', async () => {
    expect(await gallery.page.locator('#lines').textContent()).toBe('一\n二')
    expect(await gallery.css('#lines', 'white-space-collapse')).toBe('preserve-breaks')
    expect(await gallery.page.locator('#decoded').textContent()).toBe('甲\u00a0<乙>')
    expect(await gallery.css('#lines', 'user-select')).not.toBe('text')
    expect(await gallery.css('[selectable]', 'user-select')).toBe('text')
  })
})

describe('an image', () => {
  it('tells its size, keeps its proportions with widthFix, and is 320 by 240 otherwise', async () => {
    await gallery.until('image', 'load')
    expect(await gallery.details('image', 'load')).toEqual([{ width: 40, height: 20 }])
    const size = (selector: string): Promise<unknown> =>
      gallery.page.locator(selector).evaluate((node) => [node.clientWidth, node.clientHeight])
    expect(await size('#fix')).toEqual([100, 50])
    expect(await size('#plain')).toEqual([320, 240])
    await gallery.page.getByRole('img', { name: '绿块' }).waitFor()
  })

  it('tells that it cannot be loaded', async () => {
    await gallery.until('broken', 'error')
  })
})

describe('rich text', () => {
  it('keeps trusted tags only, and runs nothing', async () => {
    expect(await gallery.page.locator('#html b').textContent()).toBe('文')
    expect(await gallery.page.locator('#html script').count()).toBe(0)
    expect(await gallery.page.locator('#html [onclick], #html [onerror]').count()).toBe(0)
    expect(await gallery.run('globalThis.bad')).toBeUndefined()
  })

  it('draws a list of nodes', async () => {
    expect(await gallery.page.locator('#nodes').textContent()).toBe('节点<')
    expect(await gallery.css('#nodes div div', 'color')).toBe('rgb(1, 2, 3)')
    expect(await gallery.page.locator('#nodes iframe').count()).toBe(0)
  })
})

describe('a map', () => {
  it('puts its centre in the middle and names its markers', async () => {
    const map = await gallery.page.getByRole('region', { name: '辖区地图' }).boundingBox()
    const pin = await gallery.page.getByRole('button', { name: '派出所' }).boundingBox()
    if (!map || !pin) throw new Error('the map is not shown')
    expect(pin.x + pin.width / 2 - map.x - map.width / 2).toBeCloseTo(0, 0)
    expect(pin.y + pin.height - map.y - map.height / 2).toBeCloseTo(0, 0)
    expect(await gallery.page.locator('.wx-map-shapes circle').count()).toBe(1)
    expect(await gallery.page.locator('.wx-map-shapes path').count()).toBe(2)
  })

  it('tells a tap on a marker, on its callout and on the ground', async () => {
    await gallery.page.getByRole('button', { name: '派出所' }).tap()
    expect(await gallery.details('map', 'markertap')).toEqual([{ markerId: 7 }])
    await gallery.page.locator('.wx-map-callout').tap()
    expect(await gallery.details('map', 'callouttap')).toEqual([{ markerId: 7 }])
    const map = gallery.page.locator('#map')
    const box = await map.boundingBox()
    await map.tap({ position: { x: (box?.width ?? 0) / 2, y: 190 } })
    const taps = (await gallery.details('map', 'tap')) as Record<string, number>[]
    expect(taps.at(-1)?.['longitude']).toBeCloseTo(118.83, 3)
    expect(taps.at(-1)?.['latitude']).toBeLessThan(28.93)
  })
})

describe('containers', () => {
  it('show by the size of the screen', async () => {
    await gallery.page.getByText('宽的看得到').waitFor({ state: 'visible' })
    expect(await gallery.page.getByText('看不到', { exact: true }).isVisible()).toBe(false)
  })

  it('rise over the page and go when the overlay is tapped', async () => {
    await gallery.page.getByRole('button', { name: '打开容器' }).tap()
    await gallery.until('sheet', 'afterenter')
    await gallery.page.getByText('容器里').waitFor({ state: 'visible' })
    await gallery.page.locator('.wx-page-container-overlay').tap({ position: { x: 20, y: 20 } })
    await gallery.until('sheet', 'afterleave')
    await gallery.page.getByText('容器里').waitFor({ state: 'hidden' })
  })

  it('set the page’s style and root font size', async () => {
    expect(await gallery.css('wx-page', 'overflow')).toBe('hidden')
    expect(await gallery.css('html', 'font-size')).toBe('18px')
  })
})

describe('a navigator', () => {
  it('opens its page', async () => {
    await gallery.page.getByRole('link', { name: '去查询页' }).tap()
    await gallery.shows('来自show')
  })

  it('to another mini-program is refused by name', async () => {
    await gallery.page.getByText('去别家').tap()
    expect(await gallery.details('away', 'fail')).toEqual([
      { errMsg: 'navigator target="miniProgram" 在预览中不支持' },
    ])
    gallery.leave('miniProgram', '404')
  })
})

describe('what only a phone can run', () => {
  it.each(['web-view', 'live-player'])('<%s> is a box with its name', async (tag) => {
    await gallery.shows(`<${tag}> 在预览中不支持`)
  })
})
