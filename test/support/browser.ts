import fs from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable']

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/**
 * Path and flags of a headless Chromium: the one that `CHROMIUM` names, the system's, else the one that
 * `@sparticuz/chromium` brings inside its package (unpacked to the temporary folder on first use).
 */
export async function findBrowser(): Promise<{ executablePath: string; args: string[] }> {
  const named = process.env['CHROMIUM']
  if (named === undefined || named === '') {
    const system = systemBrowsers.find((file) => fs.existsSync(file))
    if (system !== undefined) return { executablePath: system, args: flags }
  } else if (named !== 'packaged') {
    return { executablePath: named, args: flags }
  }
  const packaged = await import('@sparticuz/chromium')
  const executablePath = await packaged.default.executablePath()
  return { executablePath, args: [...packaged.default.args, ...flags] }
}

/** Launches the browser; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args } = await findBrowser()
  return chromium.launch({ executablePath, args, headless: true })
}
