import { Phone } from './phone'

let phone: Phone

beforeAll(async () => {
  phone = await Phone.start('shop')
})
afterAll(() => phone.stop())
beforeEach(async () => {
  await phone.turnOn()
  await phone.open('#/pages/lib/index')
  await phone.shows('状态：a false false 0')
})
afterEach(() => phone.turnOff())

describe('TDesign', () => {
  it('tells its choices, and shows them', async () => {
    const { page } = phone
    await page.getByText('二', { exact: true }).tap()
    await phone.shows('面板二')
    await page.getByRole('switch').first().tap()
    await page.getByPlaceholder('请输入').fill('王五')
    await page.getByText('选项乙').tap()
    await page.getByText('同意').tap()
    await page.getByText('单元格').tap()
    await phone.shows('状态：b true 王五 y true 1')
    expect(await page.getByRole('switch').first().getAttribute('aria-checked')).toBe('true')
    expect(await page.getByRole('tab', { name: '二' }).getAttribute('aria-selected')).toBe('true')
  })

  it('opens a popup over the page and closes it', async () => {
    const { page } = phone
    await page.getByText('打开弹层').tap()
    await page.getByText('弹层内容').waitFor({ state: 'visible' })
    await page.getByText('关闭弹层').tap()
    await page.getByText('弹层内容').waitFor({ state: 'hidden' })
  })

  it('draws its icons without a font from elsewhere', async () => {
    const masks = await phone.run(`[...document.querySelectorAll('wx-label')]
      .map((label) => getComputedStyle(label, '::before').maskImage).filter((mask) => mask.startsWith('url("data:'))`)
    expect(masks).not.toHaveLength(0)
  })
})
