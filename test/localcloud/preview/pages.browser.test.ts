import { Phone } from './phone'

let phone: Phone

beforeAll(async () => {
  phone = await Phone.start('shop')
})
afterAll(() => phone.stop())
beforeEach(() => phone.turnOn())
afterEach(() => phone.turnOff())

describe('templates', () => {
  it('show slots, templates, includes, loops, conditions and wxs', async () => {
    await phone.open()
    await phone.shows('卡片 1')
    await phone.shows('附加')
    await phone.shows('¥12.34 list yes 42 是')
    await phone.shows('模板行')
    await phone.shows('页脚 1')
    await phone.shows('第2项')
    await phone.shows('不大于一')
    await phone.page.getByRole('button', { name: '加一' }).tap()
    await phone.shows('大于一')
    await phone.shows('页脚 2')
  })

  it('hand a wxs handler its instance and owner', async () => {
    await phone.open()
    await phone.page.getByText('脚本').tap()
    await phone.shows('脚本 k=7')
    expect(await phone.styleOf('脚本 k=7', 'background-color')).toBe('rgb(0, 128, 0)')
  })

  it('tell a wxs observer of a change', async () => {
    await phone.open()
    await phone.page.getByRole('button', { name: '加一' }).tap()
    await phone.shows('旁观 1→2')
  })

  it('put components into generic places, with behaviours and external classes', async () => {
    await phone.open()
    await phone.shows('签 2·')
    await phone.shows('签 外·')
    expect(await phone.styleOf('签 外·', 'font-size')).toBe('20.8px')
    expect(await phone.styleOf('签 2·', 'color')).toBe('rgb(1, 2, 3)')
  })

  it('run the lives of a component in order', async () => {
    await phone.open()
    await phone.shows(/attached.*ready/)
  })
})

describe('styles', () => {
  it('stay inside a component, and inside a page', async () => {
    await phone.open()
    await phone.shows('页标题')
    expect(await phone.styleOf('卡片 1', 'color')).toBe('rgb(18, 104, 90)')
    expect(await phone.styleOf('页标题', 'color')).toBe('rgb(196, 50, 10)')
    expect(await phone.styleOf('第1项', 'color')).toBe('rgb(1, 2, 3)')
    await phone.page.getByRole('tab', { name: '我的' }).tap()
    await phone.shows('我的页 1')
    expect(await phone.styleOf('我的页 1', 'color')).toBe('rgb(27, 36, 33)')
  })

  it('measure in rpx of the phone', async () => {
    await phone.open()
    const box = await phone.page.getByRole('button', { name: '加一' }).boundingBox()
    expect(box?.width).toBeCloseTo(195, 0)
    expect(box?.height).toBeCloseTo(45.8, 0)
  })

  it('follow the theme that the bar or the address chooses', async () => {
    await phone.open('?theme=dark')
    await phone.shows('页标题')
    expect(await phone.css('wx-page', 'background-color')).toBe('rgb(18, 23, 21)')
    expect(await phone.css('[role=tablist]', 'background-color')).toBe('rgb(28, 35, 32)')
  })
})

describe('pages', () => {
  it('open with their query as properties and in onLoad, and go back', async () => {
    await phone.open()
    await phone.page.getByText('去详情').tap()
    await phone.shows('编号 7，名 石，onLoad 7')
    await phone.page.getByRole('button', { name: '返回' }).tap()
    await phone.shows('页标题')
  })

  it('open by the address, with a way home', async () => {
    await phone.open('#/packageA/detail/index?id=9')
    await phone.shows('编号 9')
    await phone.page.getByRole('button', { name: '返回首页' }).tap()
    await phone.shows('页标题')
    expect(phone.page.url()).toContain('#/pages/home/index')
  })

  it('are kept as tabs', async () => {
    await phone.open()
    await phone.page.getByRole('tab', { name: '我的' }).tap()
    await phone.shows('我的页 1')
    await phone.shows('点了我的')
    await phone.page.getByRole('tab', { name: '首页' }).tap()
    await phone.page.getByRole('tab', { name: '我的' }).tap()
    await phone.shows('我的页 2')
  })

  it('refresh when they are pulled down', async () => {
    await phone.open()
    await phone.shows('第2项')
    await phone.page.mouse.move(200, 300)
    await phone.page.mouse.down()
    await phone.page.mouse.move(200, 480, { steps: 6 })
    await phone.page.mouse.up()
    await phone.shows('第3项')
  })
})

describe('wx', () => {
  it('calls a function as the chosen person', async () => {
    await phone.open('?as=demo-volunteer')
    await phone.page.getByText('调用云函数').tap()
    await phone.shows('"as":"demo-volunteer"')
  })

  it('begins as a villager, and keeps the choice of each tab apart', async () => {
    await phone.open()
    const other = await phone.newPage()
    await other.goto(`${phone.url}/?as=demo-volunteer`)
    await phone.page.getByText('调用云函数').tap()
    await phone.shows('"as":"demo-villager"')
    await other.getByText('调用云函数').tap()
    await other.getByText('"as":"demo-volunteer"').waitFor()
  })

  it('fails a call without network', async () => {
    await phone.open('?offline=1')
    await phone.page.getByText('调用云函数').tap()
    await phone.shows(/cloud\.callFunction:fail .*网络不可用/)
  })

  it('asks in a dialog', async () => {
    await phone.open()
    await phone.page.getByText('问一下').tap()
    await phone.page.getByRole('dialog', { name: '标题' }).getByRole('button', { name: '确定' }).tap()
    await phone.shows('答：要')
  })

  it('refuses what it does not support by name', async () => {
    await phone.open()
    await phone.page.getByText('不支持的').tap()
    await phone.shows('wx.createVKSession 在预览中不支持')
  })
})
