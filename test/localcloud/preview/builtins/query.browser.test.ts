import { Gallery } from './gallery'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.start()
}, 60_000)
afterAll(() => gallery.stop())
beforeEach(() => gallery.visit('query'))
afterEach(() => gallery.leave())

const ask = (calls: string): Promise<unknown> =>
  gallery.run(`new Promise((resolve) => wx.createSelectorQuery()${calls}.exec(resolve))`)

describe('a selector query', () => {
  it('measures against the page area', async () => {
    expect(await ask(`.select('#a').boundingClientRect()`)).toEqual([
      { id: 'a', dataset: { k: '1' }, left: 20, top: 20, right: 120, bottom: 70, width: 100, height: 50 },
    ])
  })

  it('answers in order, a list for all, and null where nothing is found', async () => {
    const [all, none, viewport] = (await ask(
      `.selectAll('.box').fields({ size: true }).select('#none').boundingClientRect().selectViewport().scrollOffset()`,
    )) as [unknown, unknown, { scrollTop: number }]
    expect(all).toMatchObject([{ width: 100, height: 50 }, { height: 30 }])
    expect(none).toBeNull()
    expect(viewport.scrollTop).toBe(0)
  })

  it('reads scroll offsets, properties and computed styles', async () => {
    await gallery.page.waitForFunction(`document.querySelector('#s').scrollTop === 20`)
    expect(
      await ask(
        `.select('#s').fields({ scrollOffset: true, properties: ['scroll-y'], computedStyle: ['display'] })`,
      ),
    ).toEqual([
      {
        scrollLeft: 0,
        scrollTop: 20,
        scrollWidth: 390,
        scrollHeight: 300,
        'scroll-y': true,
        display: 'block',
      },
    ])
  })

  it('is told to each call as well as to the whole', async () => {
    const told = await gallery.run(`new Promise((resolve) => {
      const order = []
      wx.createSelectorQuery().select('#a').boundingClientRect((rect) => order.push(rect.id))
        .exec(() => resolve([...order, 'whole']))
    })`)
    expect(told).toEqual(['a', 'whole'])
  })

  it('hands out a canvas to draw on', async () => {
    const pixel = await gallery.run(`new Promise((resolve) => {
      wx.createSelectorQuery().select('#c').fields({ node: true, size: true }).exec(([{ node, width, height }]) => {
        node.width = width
        node.height = height
        const context = node.getContext('2d')
        context.fillStyle = '#12685a'
        context.fillRect(0, 0, width, height)
        resolve([width, height, ...context.getImageData(5, 5, 1, 1).data])
      })
    })`)
    expect(pixel).toEqual([60, 40, 18, 104, 90, 255])
  })
})

describe('an intersection observer', () => {
  it('tells the first state, then each change', async () => {
    const told = await gallery.run(`new Promise((resolve) => {
      const ratios = []
      const observer = wx.createIntersectionObserver().relativeToViewport()
      observer.observe('#far', ({ intersectionRatio, id }) => {
        ratios.push([id, intersectionRatio])
        if (ratios.length === 1) document.querySelector('.pv-page-scroll').scrollTo(0, 5000)
        else { observer.disconnect(); resolve(ratios) }
      })
    })`)
    expect(told).toEqual([
      ['far', 0],
      ['far', 1],
    ])
  })
})
