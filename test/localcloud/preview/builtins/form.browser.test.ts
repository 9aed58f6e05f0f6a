import { Gallery } from './gallery'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.start()
}, 60_000)
afterAll(() => gallery.stop())
beforeEach(() => gallery.visit('form'))
afterEach(() => gallery.leave())

describe('a form', () => {
  it('submits the value of each named field, of custom fields and of groups that open themselves', async () => {
    const { page } = gallery
    await page.getByPlaceholder('姓名').fill('方小满')
    await page.getByPlaceholder('说明').fill('一\n二')
    await page.getByText('夜班').tap()
    await page.getByText('周日').tap()
    await page.getByText('队员').tap()
    await page.getByPlaceholder('金额').fill('12')
    await gallery.clear()
    await page.getByRole('button', { name: '提交' }).tap()
    expect(await gallery.details('form', 'submit')).toMatchObject([
      {
        value: {
          name: '方小满',
          age: '',
          id: '',
          upper: '',
          word: '',
          note: '一\n二',
          night: true,
          days: ['sat', 'sun'],
          role: 'member',
          far: 3,
          fee: 12,
          from: '东',
          to: '西',
        },
      },
    ])
    expect(await gallery.details('submit', 'tap')).toHaveLength(1)
    const submitted = (await gallery.details('form', 'submit')) as { value: object }[]
    expect(Object.keys(submitted[0]?.value ?? {})).not.toContain('inner')
  })

  it('is submitted by a button inside a component that lends it', async () => {
    await gallery.page.getByRole('button', { name: '送出' }).tap()
    expect(await gallery.details('form', 'submit')).toHaveLength(1)
  })

  it('is reset by its button', async () => {
    const { page } = gallery
    await page.getByPlaceholder('证件').fill('33082X')
    await page.getByText('夜班').tap()
    await page.getByRole('button', { name: '重置' }).tap()
    expect(await gallery.details('form', 'reset')).toHaveLength(1)
    await page.getByRole('button', { name: '提交' }).tap()
    const [submitted] = (await gallery.details('form', 'submit')) as { value: Record<string, unknown> }[]
    expect(submitted?.value).toMatchObject({ id: '', night: false, days: [], role: '', far: 0 })
  })
})

describe('an input', () => {
  it('tells each change once, with value and cursor, and is the page’s to control', async () => {
    const { page } = gallery
    await page.getByPlaceholder('姓名').pressSequentially('ab')
    expect(await gallery.details('name', 'input')).toEqual([
      { value: 'a', cursor: 1, keyCode: 97 },
      { value: 'ab', cursor: 2, keyCode: 98 },
    ])
    await gallery.shows('你好ab')
    expect(await page.getByPlaceholder('姓名').inputValue()).toBe('ab')
  })

  it('tells focus, confirmation and blur', async () => {
    const field = gallery.page.getByPlaceholder('姓名')
    await field.tap()
    await field.pressSequentially('x')
    await field.press('Enter')
    expect(await gallery.details('name', 'focus')).toEqual([{ value: '', height: 0 }])
    expect(await gallery.details('name', 'confirm')).toEqual([{ value: 'x' }])
    expect(await gallery.details('name', 'blur')).toEqual([{ value: 'x', cursor: 1 }])
  })

  it('keeps to its length and to what its keyboard offers', async () => {
    const { page } = gallery
    await page.getByPlaceholder('姓名').pressSequentially('abcdef')
    expect(await page.getByPlaceholder('姓名').inputValue()).toBe('abcd')
    await page.getByPlaceholder('年龄').pressSequentially('3a4')
    expect(await page.getByPlaceholder('年龄').inputValue()).toBe('34')
    await page.getByPlaceholder('证件').pressSequentially('12Xy')
    expect(await page.getByPlaceholder('证件').inputValue()).toBe('12X')
  })

  it('follows a two-way binding', async () => {
    await gallery.page.getByPlaceholder('年龄').fill('41')
    await gallery.shows('，41')
  })

  it('shows what its handler answers', async () => {
    await gallery.page.getByPlaceholder('大写').pressSequentially('ab')
    expect(await gallery.page.getByPlaceholder('大写').inputValue()).toBe('AB')
  })

  it('takes the focus when the page says so, and hides a password', async () => {
    const field = gallery.page.getByPlaceholder('口令')
    expect(await field.getAttribute('type')).toBe('password')
    await gallery.page.getByRole('button', { name: '聚焦' }).tap()
    await field.and(gallery.page.locator(':focus')).waitFor()
  })

  it('shows its placeholder in the class given, until there is text', async () => {
    const hint = gallery.page.locator('.wx-placeholder', { hasText: '姓名' })
    expect(await hint.evaluate((node) => getComputedStyle(node).color)).toBe('rgb(200, 0, 0)')
    await gallery.page.getByPlaceholder('姓名').fill('a')
    await hint.waitFor({ state: 'hidden' })
  })
})

describe('a textarea', () => {
  it('grows with its lines and tells so', async () => {
    const field = gallery.page.getByPlaceholder('说明')
    const before = (await field.boundingBox())?.height ?? 0
    await field.fill('一\n二\n三\n四\n五')
    const after = (await field.boundingBox())?.height ?? 0
    expect(after).toBeGreaterThan(before)
    expect(await gallery.details('note', 'linechange')).toMatchObject([{ lineCount: 5 }])
  })
})

describe('switches and choices', () => {
  it('have roles, states and the names of their labels', async () => {
    const night = gallery.page.getByRole('switch', { name: '夜班' })
    expect(await night.getAttribute('aria-checked')).toBe('false')
    await night.tap()
    expect(await night.getAttribute('aria-checked')).toBe('true')
    expect(await gallery.details('night', 'change')).toEqual([{ value: true }])
    await night.press('Space')
    expect(await gallery.details('night', 'change')).toEqual([{ value: true }, { value: false }])
  })

  it('tell a group’s values in the order of the page', async () => {
    const { page } = gallery
    await page.getByRole('checkbox', { name: '周日' }).tap()
    await page.getByRole('checkbox', { name: '周六' }).tap()
    await page.getByText('周一').tap()
    expect(await gallery.details('days', 'change')).toEqual([{ value: ['sat', 'sun'] }, { value: ['sun'] }])
  })

  it('keep one radio of a group checked', async () => {
    const { page } = gallery
    await page.getByRole('radio', { name: '队长' }).tap()
    await page.getByRole('radio', { name: '队员' }).tap()
    await page.getByRole('radio', { name: '队员' }).tap()
    expect(await gallery.details('role', 'change')).toEqual([{ value: 'lead' }, { value: 'member' }])
    expect(await page.getByRole('radio', { name: '队长' }).getAttribute('aria-checked')).toBe('false')
  })

  it('slide by dragging and by keys', async () => {
    const slider = gallery.page.getByRole('slider', { name: '距离' })
    const box = await slider.boundingBox()
    if (!box) throw new Error('the slider is not shown')
    await gallery.drag(box.x + 100, box.y + box.height / 2, box.x + 2000, box.y + box.height / 2)
    expect((await gallery.details('far', 'changing')).length).toBeGreaterThan(0)
    expect(await gallery.details('far', 'change')).toEqual([{ value: 10 }])
    await slider.press('ArrowLeft')
    expect(await slider.getAttribute('aria-valuenow')).toBe('9')
  })
})

describe('a button', () => {
  it('that is disabled says nothing', async () => {
    const off = gallery.page.getByRole('button', { name: '停用' })
    await off.tap({ force: true })
    await off.click({ force: true })
    expect(await gallery.details('off', 'tap')).toEqual([])
    expect(await off.getAttribute('aria-disabled')).toBe('true')
  })

  it('asks for the phone number and answers a code', async () => {
    await gallery.page.getByRole('button', { name: '取号码' }).tap()
    await gallery.page.getByRole('button', { name: '允许' }).tap()
    await gallery.until('phone', 'getphonenumber')
    const [detail] = (await gallery.details('phone', 'getphonenumber')) as Record<string, string>[]
    expect(detail?.['errMsg']).toBe('getPhoneNumber:ok')
    expect(detail?.['code']).toMatch(/./)
  })

  it('agrees to the privacy contract', async () => {
    await gallery.page.getByRole('button', { name: '同意' }).tap()
    await gallery.until('privacy', 'agreeprivacyauthorization')
  })
})
