import { Gallery } from './gallery'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.start()
}, 60_000)
afterAll(() => gallery.stop())
beforeEach(() => gallery.visit('choose'))

const option = (column: string, name: string) =>
  gallery.page.getByRole('listbox', { name: column }).getByRole('option', { name, exact: true })

const confirm = () => gallery.page.getByRole('button', { name: '确定' }).tap()

describe('a picker', () => {
  afterEach(() => gallery.leave())

  it('begins at its value and tells the index chosen', async () => {
    await gallery.page.getByText('村：石门').tap()
    expect(await option('选项', '石门').getAttribute('aria-selected')).toBe('true')
    await option('选项', '大川').tap()
    await confirm()
    expect(await gallery.details('village', 'change')).toEqual([{ value: 2 }])
    await gallery.shows('村：大川')
  })

  it('changes nothing when it is cancelled', async () => {
    await gallery.page.getByText('村：石门').tap()
    await option('选项', '大川').tap()
    await gallery.page.getByRole('button', { name: '取消' }).tap()
    expect(await gallery.heard()).toEqual([['village', 'cancel', {}]])
    await gallery.page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('turns by dragging', async () => {
    await gallery.page.getByText('村：石门').tap()
    const box = await option('选项', '石门').boundingBox()
    if (!box) throw new Error('the row is not shown')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await gallery.drag(x, y, x, y + 44)
    await gallery.page.locator('[aria-selected=true]', { hasText: '荆溪' }).waitFor()
    await confirm()
    expect(await gallery.details('village', 'change')).toEqual([{ value: 0 }])
  })

  it('tells each column, and takes the rows and rest that the page answers with', async () => {
    await gallery.page.getByText('两列').tap()
    await option('第 1 列', '西').tap()
    expect(await gallery.details('pair', 'columnchange')).toEqual([{ column: 0, value: 1 }])
    expect(await option('第 2 列', '乙').getAttribute('aria-selected')).toBe('true')
    await option('第 2 列', '甲').tap()
    await confirm()
    expect(await gallery.details('pair', 'change')).toEqual([{ value: [1, 0] }])
  })

  it('knows the lengths of months and the bounds of dates', async () => {
    await gallery.page.getByText('日期').tap()
    const days = gallery.page.getByRole('listbox', { name: '日' }).getByRole('option')
    expect(await days.first().textContent()).toBe('10日')
    expect(await days.last().textContent()).toBe('28日')
    await option('月', '03月').tap()
    await days.filter({ hasText: '31日' }).tap()
    await confirm()
    expect(await gallery.details('date', 'change')).toEqual([{ value: '2026-03-31' }])
  })

  it('keeps a time between its bounds', async () => {
    await gallery.page.getByText('时间').tap()
    const minutes = gallery.page.getByRole('listbox', { name: '分' }).getByRole('option')
    expect(await minutes.first().textContent()).toBe('15')
    await option('时', '20').tap()
    expect(await minutes.last().textContent()).toBe('45')
    await confirm()
    expect(await gallery.details('time', 'change')).toEqual([{ value: '20:30' }])
  })

  it('that is disabled does not open', async () => {
    await gallery.page.getByText('停用').tap()
    expect(await gallery.page.getByRole('dialog').count()).toBe(0)
  })
})

describe('a picker of regions', () => {
  it('is refused by name', async () => {
    await gallery.page.getByText('地区').tap()
    expect(gallery.problems).toHaveLength(1)
    gallery.leave('picker mode="region" 在预览中不支持')
  })
})

describe('a picker view', () => {
  afterEach(() => gallery.leave())

  const middle = async (text: string): Promise<number> => {
    const row = await gallery.page.getByText(text, { exact: true }).boundingBox()
    const view = await gallery.page.locator('wx-picker-view').boundingBox()
    if (!row || !view) throw new Error('the row is not shown')
    return Math.round(row.y + row.height / 2 - view.y - view.height / 2)
  }

  it('begins at its value, in rows as high as its indicator', async () => {
    expect(await middle('2时')).toBe(0)
    expect(await middle('15分')).toBe(0)
    expect(await middle('3时')).toBe(40)
  })

  it('tells the rows on which its columns come to rest', async () => {
    const row = await gallery.page.getByText('2时', { exact: true }).boundingBox()
    if (!row) throw new Error('the row is not shown')
    const [x, y] = [row.x + row.width / 2, row.y + 20]
    await gallery.drag(x, y, x, y - 40)
    await gallery.until('wheels', 'pickend')
    expect(await gallery.details('wheels', 'change')).toEqual([{ value: [3, 1] }])
    expect(await gallery.details('wheels', 'pickstart')).toHaveLength(1)
  })

  it('turns when the page sets its value, without telling', async () => {
    await gallery.page.getByRole('button', { name: '跳到五时' }).tap()
    await gallery.page.waitForFunction(
      `document.querySelector('wx-picker-view-column').scrollTop === 200 && document.querySelectorAll('wx-picker-view-column')[1].scrollTop === 0`,
    )
    expect(await gallery.details('wheels', 'change')).toEqual([])
  })
})
