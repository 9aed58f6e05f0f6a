import { Gallery } from './gallery'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.start()
}, 60_000)
afterAll(() => gallery.stop())
beforeEach(() => gallery.visit('touch'))
afterEach(() => gallery.leave())

const names = async (type: string): Promise<unknown[]> => {
  const heard = await gallery.heard()
  return heard
    .filter((event) => event[1] === type)
    .map(([name]) => (typeof name === 'string' ? name : (name as { as: string }).as))
}

describe.each(['tap', 'click'] as const)('a %s', (way) => {
  it('is told once, first to the catchers of the capture phase, then upward', async () => {
    await gallery.page.getByText('里')[way]()
    expect(await names('tap')).toEqual(['outer', 'inner', 'outer'])
    expect(await names('touchstart')).toEqual(['outer'])
    expect(await names('touchend')).toEqual(['outer'])
  })

  it('stops at a catch', async () => {
    await gallery.page.getByText('拦')[way]()
    expect(await names('tap')).toEqual(['outer', 'catcher'])
  })

  it('is heard by one of the mut-bind listeners only', async () => {
    await gallery.page.getByText('互斥')[way]()
    expect(await names('tap')).toEqual(['outer', 'mut-inner', 'outer'])
  })

  it('carries its point, its fingers and the dataset of the listener', async () => {
    const box = await gallery.page.getByText('里').boundingBox()
    await gallery.page.getByText('里')[way]({ position: { x: 7, y: 9 } })
    const heard = (await gallery.heard()).find(([name]) => typeof name === 'object') as unknown[]
    const frame = (await gallery.page.locator('.pv-page-frame').boundingBox()) ?? { x: 0, y: 0 }
    const at = { x: (box?.x ?? 0) + 7 - frame.x, y: (box?.y ?? 0) + 9 - frame.y }
    expect(heard[0]).toEqual({ as: 'inner', n: 5 })
    expect(heard[2]).toEqual(at)
    expect(heard[3]).toMatchObject({ identifier: 0, pageX: at.x, pageY: at.y, clientX: at.x, clientY: at.y })
  })

  it('on a text field reaches the page and gives the focus', async () => {
    await gallery.page.getByPlaceholder('点我')[way]()
    expect(await names('tap')).toEqual(['outer', 'field', 'outer'])
    await gallery.page.locator('input:focus').waitFor()
  })
})

describe('touches', () => {
  it('count page coordinates from the top of the scrolled page', async () => {
    await gallery.page.getByText('底').tap()
    const [heard] = (await gallery.heard()) as unknown[][]
    const { pageY, clientY } = heard?.[3] as { pageY: number; clientY: number }
    const scrolled = Number(await gallery.run(`document.querySelector('.pv-page-scroll').scrollTop`))
    expect(scrolled).toBeGreaterThan(0)
    expect(pageY - clientY).toBeCloseTo(scrolled)
  })

  it('become a long press instead of a tap where one is listened for', async () => {
    const box = await gallery.page.getByText('里').boundingBox()
    await gallery.page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await gallery.page.mouse.down()
    await gallery.until('inner', 'longpress')
    await gallery.page.mouse.up()
    expect(await names('tap')).toEqual([])
  })

  it('that move are no tap', async () => {
    const box = await gallery.page.getByText('拖').boundingBox()
    await gallery.drag((box?.x ?? 0) + 10, (box?.y ?? 0) + 10, (box?.x ?? 0) + 90, (box?.y ?? 0) + 10)
    expect((await names('touchmove')).length).toBeGreaterThan(3)
    expect(await names('touchend')).toEqual(['mover'])
    expect(await names('tap')).toEqual([])
  })

  it('show the hover class while and after the press', async () => {
    await gallery.page.getByText('里').click({ delay: 100 })
    expect(await gallery.css('#inner', 'background-color')).toBe('rgb(255, 0, 0)')
  })
})

describe('keys', () => {
  it.each(['Enter', 'Space'])('%s presses the focused button', async (key) => {
    await gallery.page.getByRole('button', { name: '键盘' }).press(key)
    expect(await names('tap')).toEqual(['key'])
  })

  it('a click without a pointer is a tap', async () => {
    await gallery.page.getByRole('button', { name: '键盘' }).dispatchEvent('click')
    expect(await names('tap')).toEqual(['key'])
  })
})
