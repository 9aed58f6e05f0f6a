import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { Script } from '../localcloud/main/child'
import { launchBrowser } from './browser'
import type { Reply } from './cloud'

/** The demo township as `npm start` serves it, with a test clock, and a browser to hold its phones. */
export class Demo {
  private readonly phones: BrowserContext[] = []

  private constructor(
    readonly url: string,
    private readonly script: Script,
    private readonly dir: string,
    private readonly browser: Browser,
  ) {}

  /** Runs `npm start` on an empty data folder at an instant (ISO 8601 with zone). */
  static async start(now: string): Promise<Demo> {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'journey-'))
    const script = new Script('localcloud/start.mjs', ['--port', '0', '--data', dir, '--now', now])
    const [url, browser] = await Promise.all([script.ready(), launchBrowser()])
    return new Demo(url, script, dir, browser)
  }

  /** Calls a function directly, to look something up or to set the scene. */
  async call(openid: string, fn: string, action: string, payload: object = {}): Promise<Reply> {
    const response = await fetch(`${this.url}/call/${fn}`, {
      method: 'POST',
      headers: { 'x-openid': openid },
      body: JSON.stringify({ action, payload }),
    })
    return (await response.json()) as Reply
  }

  /** Moves the test clock to an instant and waits until the timers due have run. */
  async clockTo(iso: string): Promise<void> {
    const response = await fetch(`${this.url}/clock`, { method: 'POST', body: JSON.stringify({ to: iso }) })
    if (!response.ok) throw new Error(await response.text())
  }

  /** Opens a person's phone (390 × 844) at a page of the mini-program, e.g. `pages/home/index`. */
  async phone(openid: string, page: string, look: Record<string, string> = {}): Promise<Phone> {
    const context = await this.browser.newContext({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      hasTouch: true,
      locale: 'zh-CN',
    })
    this.phones.push(context)
    const tab = await context.newPage()
    const query = new URLSearchParams({ as: openid, bar: '0', ...look })
    tab.setDefaultTimeout(60_000)
    await tab.goto(`${this.url}/?${query.toString()}#/${page}`, { timeout: 90_000 })
    return new Phone(tab)
  }

  /** Puts all phones away, between tests. */
  async hangUp(): Promise<void> {
    for (const phone of this.phones.splice(0)) await phone.close()
  }

  /** Stops everything. */
  async stop(): Promise<void> {
    await this.browser.close()
    await this.script.stop()
    rmSync(this.dir, { recursive: true, force: true })
  }
}

/** A person's phone: found things by what is read and heard on it. Pages below the top one do not count. */
export class Phone {
  constructor(readonly tab: Page) {}

  /** Something to tap, by its words or label. */
  button(name: string | RegExp): Locator {
    return this.tab
      .getByRole('button', { name, exact: typeof name === 'string' })
      .filter({ visible: true })
      .first()
  }

  /** A choice among several, by its words or label. */
  choice(name: string | RegExp): Locator {
    return this.tab
      .getByRole('radio', { name, exact: typeof name === 'string' })
      .filter({ visible: true })
      .first()
  }

  /** Words on the screen. */
  words(text: string | RegExp): Locator {
    return this.tab.getByText(text).filter({ visible: true }).first()
  }

  /** Waits until words are on the screen. */
  async reads(text: string | RegExp): Promise<void> {
    await this.words(text).waitFor({ timeout: 15_000 })
  }

  /** Takes a tab of the tab bar. */
  async tabBar(name: string): Promise<void> {
    await this.tab.getByRole('tab', { name }).click()
  }
}
