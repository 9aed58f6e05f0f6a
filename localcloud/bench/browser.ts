import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable']

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** A browser to launch: its file, flags and environment. */
export interface BrowserChoice {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/**
 * A headless Chromium: the one that `CHROMIUM` names, the system's, else the one that `@sparticuz/chromium` brings
 * inside its package (`CHROMIUM=packaged` asks for that one), unpacked to the temporary folder on first use.
 */
export async function findBrowser(): Promise<BrowserChoice> {
  const named = process.env['CHROMIUM'] ?? ''
  const executablePath = named === '' ? systemBrowsers.find((file) => fs.existsSync(file)) : named
  if (executablePath !== undefined && executablePath !== 'packaged') {
    return { executablePath, args: flags, env: environment() }
  }
  return packagedBrowser()
}

async function packagedBrowser(): Promise<BrowserChoice> {
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = await packaged.executablePath()
  const env = environment()
  // The package unpacks its shared libraries on AWS only; a bare machine has none of its own either.
  env['LD_LIBRARY_PATH'] = [env['LD_LIBRARY_PATH'], libraries()].filter(Boolean).join(':')
  if (!fs.existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = path.join(os.tmpdir(), 'fonts')
  return { executablePath, args: flags, env }
}

function libraries(): string {
  const target = path.join(os.tmpdir(), 'chromium-libraries')
  const lib = path.join(target, 'lib')
  if (fs.existsSync(lib)) return lib
  const archive = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '../../bin/al2023.tar.br')
  const unpacking = fs.mkdtempSync(`${target}-`)
  execFileSync('tar', ['-x', '-C', unpacking], { input: zlib.brotliDecompressSync(fs.readFileSync(archive)) })
  // Renamed in one step, so that tests running side by side never see half of it.
  try {
    fs.renameSync(unpacking, target)
  } catch {
    fs.rmSync(unpacking, { recursive: true })
  }
  return lib
}

/** Launches the browser; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const choice = await findBrowser()
  return chromium.launch({ ...choice, headless: true })
}
