import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { buildPreview } from '../../../localcloud/preview/index'
import { launchBrowser } from '../../support/browser'
import { servePreview } from './serve'

/** The fixture mini-program in a phone-size browser; every page error or console error fails the test. */
export class Phone {
  context!: BrowserContext
  page!: Page
  problems: string[] = []

  private constructor(
    private readonly outDir: string,
    private readonly server: Awaited<ReturnType<typeof servePreview>>,
    private readonly browser: Browser,
  ) {}

  static async start(fixture: string): Promise<Phone> {
    const outDir = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-browser-'))
    await buildPreview({ miniprogramDir: path.join(__dirname, 'fixtures', fixture), outDir })
    return new Phone(outDir, await servePreview(outDir), await launchBrowser())
  }

  async stop(): Promise<void> {
    await this.browser.close()
    await this.server.close()
    fs.rmSync(this.outDir, { recursive: true })
  }

  /** A new context for each test. */
  async turnOn(): Promise<void> {
    this.context = await this.browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
    this.context.setDefaultTimeout(8000)
    this.problems = []
    this.page = await this.newPage()
  }

  async turnOff(): Promise<void> {
    await this.context.close()
    expect(this.problems).toEqual([])
  }

  async newPage(): Promise<Page> {
    const page = await this.context.newPage()
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text())
    })
    return page
  }

  /** Opens the preview at an address such as `?theme=dark#/pages/me/index`, and waits for the first page. */
  async open(address = ''): Promise<void> {
    await this.page.goto(`${this.server.url}/${address}`)
    await this.page.locator('wx-page').first().waitFor({ state: 'attached' })
  }

  /** The address under which the preview is served. */
  get url(): string {
    return this.server.url
  }

  async shows(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'visible', timeout: 5000 })
  }

  /** Evaluates an expression in the page, where `wx` is global. */
  async run(expression: string): Promise<unknown> {
    return this.page.evaluate(`(async () => (${expression}))()`)
  }

  /** A computed style of the first element that a selector finds. */
  async css(selector: string, property: string): Promise<unknown> {
    const [element, name] = [selector, property].map((text) => JSON.stringify(text))
    return this.run(`getComputedStyle(document.querySelector(${element})).getPropertyValue(${name})`)
  }

  /** A computed style of the innermost built-in around a text. */
  async styleOf(text: string, property: string): Promise<unknown> {
    const wanted = JSON.stringify(text)
    const name = JSON.stringify(property)
    return this.run(`(() => {
      const found = [...document.querySelectorAll('wx-view, wx-text')].filter((e) => e.textContent.trim() === ${wanted})
      return getComputedStyle(found.at(-1)).getPropertyValue(${name})
    })()`)
  }
}
