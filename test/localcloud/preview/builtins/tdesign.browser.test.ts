import { Gallery } from './gallery'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.start('tdesign')
}, 60_000)
afterAll(() => gallery.stop())
afterEach(() => gallery.leave())

const tell = (text: string): Promise<void> => gallery.shows(`状态：${text}`)

describe('TDesign on the built-ins', () => {
  beforeEach(() => gallery.visit('first'))

  it('tabs, cells, switches, radios and checkboxes tell and show their values', async () => {
    const { page } = gallery
    await page.getByRole('tab', { name: '二' }).tap()
    await tell('tab"b"')
    await page.getByText('单元格').tap()
    await tell('cell')
    await page.getByRole('switch').tap()
    await tell('swtrue')
    expect(await page.getByRole('switch').getAttribute('aria-checked')).toBe('true')
    await page.getByRole('radio', { name: '乙' }).tap()
    await tell('ra"y"')
    await page.getByText('选二').tap()
    await tell('ch["m","n"]')
  })

  it('input, textarea and search take text once', async () => {
    const { page } = gallery
    await page.getByPlaceholder('请输入').pressSequentially('王五')
    await tell('na"王五"')
    expect(await page.getByPlaceholder('请输入').inputValue()).toBe('王五')
    await page.getByRole('button', { name: '清除' }).first().tap()
    expect(await page.getByPlaceholder('请输入').inputValue()).toBe('')
    await page.getByPlaceholder('写点').fill('一\n二')
    await gallery.shows('3 / 50')
    await page.getByPlaceholder('搜').fill('词')
    await page.getByPlaceholder('搜').press('Enter')
    await tell('se"词"')
  })

  it('popup and dialog open, and close by overlay and button', async () => {
    const { page } = gallery
    await page.getByText('弹层', { exact: true }).tap()
    await page.getByText('弹层里').waitFor({ state: 'visible' })
    await page.mouse.click(190, 200)
    await page.getByText('弹层里').waitFor({ state: 'hidden' })
    await page.getByText('对话框', { exact: true }).tap()
    await page.getByText('好', { exact: true }).tap()
    await tell('确认了')
  })

  it('picker and date-time-picker choose', async () => {
    const { page } = gallery
    await page.getByText('选择器', { exact: true }).tap()
    await page.getByText('南城').tap()
    await page.getByText('确认', { exact: true }).tap()
    await tell('pick["c"]')
    await page.getByText('城市').waitFor({ state: 'hidden' })
    await page.getByText('日期', { exact: true }).tap()
    await page.getByText('选日期').waitFor({ state: 'visible' })
    await page.getByText('确定', { exact: true }).tap()
    await tell('dt"2026-03-04"')
  })

  it('toast and action-sheet are called from the page', async () => {
    const { page } = gallery
    await page.getByText('轻提示', { exact: true }).tap()
    await page.getByText('好了').waitFor({ state: 'visible' })
    await page.getByText('动作', { exact: true }).tap()
    await page.getByText('二号').tap()
    await tell('as')
  })
})

describe('TDesign with gestures', () => {
  beforeEach(() => gallery.visit('second'))

  it('swipe-cell opens under the finger', async () => {
    const { page } = gallery
    const box = await page.getByText('左滑').boundingBox()
    const y = (box?.y ?? 0) + 10
    await gallery.drag(300, y, 180, y)
    await page.getByText('删除').tap()
    await tell('sc"删除"')
  })

  it('collapse, stepper and slider follow taps and drags', async () => {
    const { page } = gallery
    await page.getByText('第二').tap()
    await tell('co[0,1]')
    await page.getByRole('button', { name: '增加1' }).tap()
    await tell('st4')
    const dot = await page.locator('.t-slider__dot').first().boundingBox()
    if (!dot) throw new Error('the slider is not shown')
    await gallery.drag(dot.x + 10, dot.y + 10, dot.x + 110, dot.y + 10)
    await gallery.shows(/状态：sl(5|6)\d/)
  })
})
