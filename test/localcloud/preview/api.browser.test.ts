import { Phone } from './phone'

let phone: Phone

beforeAll(async () => {
  phone = await Phone.start('shop')
})
afterAll(() => phone.stop())
beforeEach(() => phone.turnOn())
afterEach(() => phone.turnOff())

const picture = {
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

describe('both forms of a call', () => {
  it('resolve and call back', async () => {
    await phone.open()
    expect(await phone.run(`wx.setStorage({ key: 'a', data: { b: 1 } })`)).toEqual({
      errMsg: 'setStorage:ok',
    })
    const order = await phone.run(`new Promise((resolve) => {
      const calls = []
      wx.getStorage({ key: 'a', success: (r) => calls.push(r.data.b), complete: () => resolve([...calls, 'done']) })
    })`)
    expect(order).toEqual([1, 'done'])
  })

  it('reject and call fail', async () => {
    await phone.open()
    expect(await phone.run(`wx.getStorage({ key: 'none' }).catch((e) => e.errMsg)`)).toBe(
      'getStorage:fail data not found',
    )
    const message = await phone.run(
      `new Promise((resolve) => wx.navigateTo({ url: '/pages/none/x', fail: (e) => resolve(e.errMsg) }))`,
    )
    expect(message).toBe('navigateTo:fail page "pages/none/x" is not found')
  })
})

describe('cloud', () => {
  it('tells why a function failed', async () => {
    await phone.open()
    const message = await phone.run(`wx.cloud.callFunction({ name: 'fail' }).catch((e) => e.errMsg)`)
    expect(message).toBe('cloud.callFunction:fail Error: errCode: TIMED_OUT | errMsg: 超时')
    // The browser itself writes the failed request to the console.
    expect(phone.problems.splice(0)).toHaveLength(1)
  })

  it('sends a chosen picture and finds its address', async () => {
    await phone.open()
    const [chooser] = await Promise.all([
      phone.page.waitForEvent('filechooser'),
      phone.page.evaluate(
        `void wx.chooseMedia({ count: 1, mediaType: ['image'] }).then((r) => { window.chosen = r })`,
      ),
    ])
    await chooser.setFiles(picture)
    await phone.page.waitForFunction('window.chosen')
    const file = await phone.run(`window.chosen.tempFiles[0]`)
    expect(file).toMatchObject({ size: picture.buffer.length, fileType: 'image' })
    const sent = await phone.run(
      `wx.cloud.uploadFile({ cloudPath: 'uploads/a.png', filePath: window.chosen.tempFiles[0].tempFilePath })`,
    )
    expect(sent).toMatchObject({ fileID: 'cloud://env/uploads/a.png' })
    const urls = await phone.run(`wx.cloud.getTempFileURL({ fileList: ['cloud://env/uploads/a.png'] })`)
    expect((urls as { fileList: unknown[] }).fileList[0]).toMatchObject({
      tempFileURL: '/kept?cloud://env/uploads/a.png',
      status: 0,
    })
  })
})

describe('what a person decides', () => {
  it('is their position, or that they give none', async () => {
    await phone.open()
    await phone.page.evaluate(`sessionStorage.setItem('preview:privacy', 'agree')`)
    await phone.page.reload()
    await phone.shows('页标题')
    const answer = phone.run(`wx.getLocation({ type: 'gcj02' }).catch((e) => e.errMsg)`)
    await phone.page.getByRole('button', { name: '拒绝定位权限' }).tap()
    expect(await answer).toBe('getLocation:fail auth deny')
    expect(await phone.run(`wx.getAppAuthorizeSetting().locationAuthorized`)).toBe('denied')
    const place = phone.run(`wx.chooseLocation()`)
    await phone.page.getByRole('button', { name: '石室乡' }).tap()
    expect(await place).toMatchObject({ name: '石室乡', latitude: 28.93 })
  })

  it('is the privacy contract, asked by the mini-program itself before a position is given', async () => {
    await phone.open()
    await phone.page.evaluate(`wx.onNeedPrivacyAuthorization((resolve) => { window.agree = resolve })`)
    const answer = phone.run(`wx.getLocation()`)
    await phone.page.waitForFunction('window.agree')
    await phone.page.evaluate(`window.agree({ event: 'agree', buttonId: 'x' })`)
    await phone.page.getByRole('button', { name: '石室乡' }).tap()
    expect(await answer).toMatchObject({ latitude: 28.93 })
    expect(await phone.run(`wx.getPrivacySetting()`)).toMatchObject({ needAuthorization: false })
  })

  it('is which messages they want', async () => {
    await phone.open()
    const answer = phone.run(`wx.requestSubscribeMessage({ tmplIds: ['of-help', 'of-shift', 'other'] })`)
    await phone.page.getByRole('checkbox', { name: '上岗提醒' }).uncheck()
    for (const title of ['求助进展通知', '消息提醒']) {
      expect(await phone.page.getByRole('checkbox', { name: title }).isChecked()).toBe(true)
    }
    await phone.page.getByRole('button', { name: '允许' }).tap()
    expect(await answer).toMatchObject({ 'of-help': 'accept', 'of-shift': 'reject', other: 'accept' })
  })

  it('is whether to dial', async () => {
    await phone.open()
    const answer = phone.run(`wx.makePhoneCall({ phoneNumber: '110' }).catch((e) => e.errMsg)`)
    await phone.shows('会拨打 110')
    await phone.page.getByRole('button', { name: '取消' }).tap()
    expect(await answer).toBe('makePhoneCall:fail cancel')
  })

  it('is what a scanned code holds', async () => {
    await phone.open()
    const answer = phone.run(`wx.scanCode()`)
    await phone.page.getByRole('textbox', { name: '码的内容' }).fill('https://example.com/a?b=1')
    await phone.page.getByRole('button', { name: '确定' }).tap()
    expect(await answer).toMatchObject({ result: 'https://example.com/a?b=1' })
  })
})

describe('the phone', () => {
  it('keeps the storage of each person apart', async () => {
    await phone.open('?as=one')
    await phone.run(`wx.setStorageSync('draft', 'of one')`)
    await phone.open('?as=two')
    expect(await phone.run(`wx.getStorageSync('draft')`)).toBe('')
    await phone.open('?as=one')
    expect(await phone.run(`wx.getStorageSync('draft')`)).toBe('of one')
  })

  it('tells theme, font size and network as the bar sets them', async () => {
    await phone.open('?theme=dark&font=1.3')
    expect(await phone.run(`wx.getAppBaseInfo()`)).toMatchObject({ theme: 'dark', fontSizeScaleFactor: 1.3 })
    await phone.page.evaluate(`wx.onThemeChange((t) => { window.heard = t.theme })`)
    await phone.page.evaluate(`wx.onNetworkStatusChange((n) => { window.net = n.networkType })`)
    await phone.page.getByRole('button', { name: '预览设置' }).click()
    await phone.page.getByRole('checkbox', { name: '深色' }).uncheck()
    await phone.page.getByRole('checkbox', { name: '离线' }).check()
    expect(await phone.run('[window.heard, window.net]')).toEqual(['light', 'none'])
  })

  it('lists the people by role and becomes the one chosen', async () => {
    await phone.open()
    await phone.page.getByRole('button', { name: '预览设置' }).click()
    const choice = phone.page.getByRole('combobox', { name: '身份' })
    const groups = await phone.run(`[...document.querySelectorAll('optgroup')].map((group) => group.label)`)
    expect(groups).toEqual(['村民', '义警', '未注册'])
    await choice.selectOption('demo-volunteer')
    await phone.page.waitForURL(/as=demo-volunteer/)
    await phone.shows('页标题')
    await phone.page.getByText('调用云函数').tap()
    await phone.shows('"as":"demo-volunteer"')
  })

  it('lives in the time of the cloud, which the bar moves', async () => {
    await phone.open()
    await phone.shows('10:00')
    await phone.page.getByRole('button', { name: '预览设置' }).click()
    await phone.page.getByRole('button', { name: '时钟 +15 分' }).click()
    await phone.shows('10:15')
    const now = await phone.run(
      '[new Date().toISOString(), new Date(Date.now()).toISOString(), new Date(0).getTime()]',
    )
    expect(now).toEqual([
      expect.stringMatching(/^2026-11-24T02:15/),
      expect.stringMatching(/^2026-11-24T02:15/),
      0,
    ])
  })

  it('shows nothing but the screen when the bar is put away', async () => {
    await phone.open('?bar=0')
    await phone.shows('页标题')
    expect(await phone.page.locator('#bar').count()).toBe(0)
    const box = await phone.page.locator('#phone').boundingBox()
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  })

  it('marks tabs with badges', async () => {
    await phone.open()
    await phone.run(`wx.setTabBarBadge({ index: 1, text: '3' })`)
    expect(await phone.page.getByRole('tab', { name: '我的' }).textContent()).toBe('我的3')
    await phone.run(`wx.removeTabBarBadge({ index: 1 })`)
    expect(await phone.page.getByRole('tab', { name: '我的' }).textContent()).toBe('我的')
  })
})
