import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { buildPreview } from '../../../localcloud/preview/index'
import { launchBrowser } from '../../support/browser'
import { servePreview } from './serve'

const phone = { width: 390, height: 844 }
let outDir: string
let server: Awaited<ReturnType<typeof servePreview>>
let browser: Browser
let context: BrowserContext
let page: Page
let problems: string[]

beforeAll(async () => {
  outDir = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-browser-'))
  await buildPreview({ miniprogramDir: path.join(__dirname, 'fixtures/shop'), outDir })
  server = await servePreview(outDir)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
  fs.rmSync(outDir, { recursive: true })
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: phone, hasTouch: true })
  context.setDefaultTimeout(8000)
  page = await context.newPage()
  problems = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
})

afterEach(async () => {
  await context.close()
  expect(problems).toEqual([])
})

async function open(hash = ''): Promise<void> {
  await page.goto(`${server.url}/${hash}`)
}

async function shows(text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor({ state: 'visible', timeout: 5000 })
}

async function colourOf(text: string, property = 'color'): Promise<string> {
  return page
    .getByText(text, { exact: true })
    .first()
    .evaluate(
      (node, name) => getComputedStyle(node.closest('wx-view, wx-text') ?? node).getPropertyValue(name),
      property,
    )
}

describe('templates', () => {
  it('show slots, templates, includes, loops, conditions and wxs', async () => {
    await open()
    await shows('卡片 1')
    await shows('附加')
    await shows('¥12.34 list yes 42 是')
    await shows('模板行')
    await shows('页脚 1')
    await shows('第2项')
    await shows('不大于一')
    await page.getByRole('button', { name: '加一' }).tap()
    await shows('大于一')
    await shows('页脚 2')
  })

  it('hand a wxs handler its instance and owner', async () => {
    await open()
    await page.getByText('脚本').tap()
    await shows('脚本 k=7')
    expect(await colourOf('脚本 k=7', 'background-color')).toBe('rgb(0, 128, 0)')
  })

  it('run the lives of a component in order', async () => {
    await open()
    await shows(/attached.*ready/)
  })
})

describe('styles', () => {
  it('stay inside a component, and inside a page', async () => {
    await open()
    await shows('页标题')
    expect(await colourOf('卡片 1')).toBe('rgb(18, 104, 90)')
    expect(await colourOf('页标题')).toBe('rgb(196, 50, 10)')
    expect(await colourOf('第1项')).toBe('rgb(1, 2, 3)')
    await page.getByRole('tab', { name: '我的' }).tap()
    await shows('我的页 1')
    expect(await colourOf('我的页 1')).toBe('rgb(27, 36, 33)')
  })

  it('measure in rpx of the phone', async () => {
    await open()
    const box = await page.getByRole('button', { name: '加一' }).boundingBox()
    expect(box?.width).toBeCloseTo(195, 0)
    expect(box?.height).toBeCloseTo(45.8, 0)
  })

  it('follow the theme that the bar or the address chooses', async () => {
    await open('?theme=dark')
    await shows('页标题')
    const background = await page
      .locator('wx-page')
      .evaluate((node) => getComputedStyle(node).backgroundColor)
    expect(background).toBe('rgb(18, 23, 21)')
    const bar = await page.getByRole('tablist').evaluate((node) => getComputedStyle(node).backgroundColor)
    expect(bar).toBe('rgb(28, 35, 32)')
  })
})

describe('pages', () => {
  it('open with their query as properties and in onLoad, and go back', async () => {
    await open()
    await page.getByText('去详情').tap()
    await shows('编号 7，名 石，onLoad 7')
    await page.getByRole('button', { name: '返回' }).tap()
    await shows('页标题')
  })

  it('open by the address, with a way home', async () => {
    await open('#/packageA/detail/index?id=9')
    await shows('编号 9')
    await page.getByRole('button', { name: '返回首页' }).tap()
    await shows('页标题')
    expect(page.url()).toContain('#/pages/home/index')
  })

  it('are kept as tabs', async () => {
    await open()
    await page.getByRole('tab', { name: '我的' }).tap()
    await shows('我的页 1')
    await shows('点了我的')
    await page.getByRole('tab', { name: '首页' }).tap()
    await page.getByRole('tab', { name: '我的' }).tap()
    await shows('我的页 2')
  })

  it('refresh when they are pulled down', async () => {
    await open()
    await shows('第2项')
    await page.mouse.move(200, 300)
    await page.mouse.down()
    await page.mouse.move(200, 480, { steps: 6 })
    await page.mouse.up()
    await shows('第3项')
  })
})

describe('wx', () => {
  it('calls a function as the chosen person', async () => {
    await open('?as=demo-volunteer')
    await page.getByText('调用云函数').tap()
    await shows('"as":"demo-volunteer"')
  })

  it('begins as a villager, and keeps the choice of each tab apart', async () => {
    await open()
    const other = await context.newPage()
    await other.goto(`${server.url}/?as=demo-volunteer`)
    await page.getByText('调用云函数').tap()
    await shows('"as":"demo-villager"')
    await other.getByText('调用云函数').tap()
    await other.getByText('"as":"demo-volunteer"').waitFor()
  })

  it('fails a call without network', async () => {
    await open('?offline=1')
    await page.getByText('调用云函数').tap()
    await shows(/cloud\.callFunction:fail .*网络不可用/)
  })

  it('asks in a dialog', async () => {
    await open()
    await page.getByText('问一下').tap()
    await page.getByRole('dialog', { name: '标题' }).getByRole('button', { name: '确定' }).tap()
    await shows('答：要')
  })

  it('refuses what it does not support by name', async () => {
    await open()
    await page.getByText('不支持的').tap()
    await shows('wx.createVKSession 在预览中不支持')
  })
})
