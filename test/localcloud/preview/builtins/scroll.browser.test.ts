import { Gallery } from './gallery'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.start()
}, 60_000)
afterAll(() => gallery.stop())
beforeEach(() => gallery.visit('scroll'))
afterEach(() => gallery.leave())

const centre = async (selector: string): Promise<{ x: number; y: number }> => {
  const box = await gallery.page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not shown`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

const scrollTop = (): Promise<number> =>
  gallery.page.locator('#box').evaluate((node) => Math.round(node.scrollTop))

describe('a scroll view', () => {
  it('tells once that an end is near', async () => {
    await gallery.page.locator('#box').evaluate((node) => node.scrollTo(0, 5000))
    await gallery.until('list', 'scrolltolower')
    await gallery.page.locator('#box').evaluate((node) => node.scrollTo(0, 0))
    await gallery.until('list', 'scrolltoupper')
    const heard = await gallery.heard()
    expect(heard.filter(([name]) => name === 'list')).toEqual([
      ['list', 'scrolltolower', { direction: 'bottom' }],
      ['list', 'scrolltoupper', { direction: 'top' }],
    ])
  })

  it('goes to the child and the offset that the page names', async () => {
    await gallery.page.getByRole('button', { name: '到第十二行' }).tap()
    await gallery.page.waitForFunction(`Math.round(document.querySelector('#box').scrollTop) === 600`)
    await gallery.page.getByRole('button', { name: '到顶' }).tap()
    await gallery.page.waitForFunction(`Math.round(document.querySelector('#box').scrollTop) === 1`)
    expect(await scrollTop()).toBe(1)
  })

  it('refreshes when it is pulled down at its top, until the page says it is done', async () => {
    const { x, y } = await centre('#box')
    await gallery.drag(x, y - 60, x, y + 90)
    await gallery.until('list', 'refresherrestore')
    expect(await gallery.details('list', 'refresh')).toHaveLength(1)
    expect(await gallery.page.locator('.wx-refreshing').count()).toBe(0)
  })

  it('lies sideways with its children in a row', async () => {
    const cells = await gallery.page
      .locator('.wide')
      .evaluate((node) => ({ inside: node.scrollWidth, own: node.clientWidth }))
    expect(cells.inside).toBe(800)
    expect(cells.own).toBe(390)
  })
})

describe('a swiper', () => {
  const shown = async (): Promise<string> => {
    const { x, y } = await centre('wx-swiper')
    return String(await gallery.run(`document.elementFromPoint(${x}, ${y - 20}).textContent`))
  }

  it('has a dot for each item and shows the first', async () => {
    expect(await gallery.page.locator('.wx-swiper-dots > i').count()).toBe(3)
    expect(await shown()).toBe('第0张')
  })

  it('is swiped to the next item and tells it', async () => {
    const { x, y } = await centre('wx-swiper')
    await gallery.drag(x + 120, y, x - 120, y)
    await gallery.until('swiper', 'animationfinish')
    const detail = { current: 1, currentItemId: 's1', source: 'touch' }
    expect(await gallery.details('swiper', 'change')).toEqual([detail])
    expect(await gallery.details('swiper', 'animationfinish')).toEqual([detail])
    expect(await shown()).toBe('第1张')
  })

  it('stays where it is after a small move, and at its ends', async () => {
    const { x, y } = await centre('wx-swiper')
    await gallery.drag(x, y, x - 40, y)
    await gallery.drag(x - 120, y, x + 120, y)
    expect(await gallery.details('swiper', 'change')).toEqual([])
  })

  it('goes to the item that the page names', async () => {
    await gallery.page.getByRole('button', { name: '第三张' }).tap()
    await gallery.until('swiper', 'animationfinish')
    expect(await gallery.details('swiper', 'change')).toEqual([
      { current: 2, currentItemId: 's2', source: '' },
    ])
    expect(await shown()).toBe('第2张')
  })
})

describe('a movable view', () => {
  it('begins at its place and is dragged inside its area only', async () => {
    const area = await gallery.page.locator('wx-movable-area').boundingBox()
    const ball = await gallery.page.locator('wx-movable-view').boundingBox()
    if (!area || !ball) throw new Error('the area is not shown')
    expect(ball.x - area.x).toBeCloseTo(10, 0)
    expect(ball.y - area.y).toBeCloseTo(10.4, 0)
    await gallery.clear()
    await gallery.drag(ball.x + 20, ball.y + 20, ball.x + 60, ball.y + 900)
    const moves = await gallery.details('ball', 'change')
    expect(moves.at(-1)).toMatchObject({ x: 50, y: 60, source: 'touch' })
  })
})
