import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { buildPreview } from '../preview'
import { launchBrowser } from './browser'
import type { Bench } from './context'
import { figuresOf, type Figure, type Goal } from './figure'
import { median } from './statistics'

const figure = figuresOf('start')
const READY: Goal = { of: 'value', bound: 'at most', limit: 5 }
const HOME = '我要求助'
/** What a start needs of the project; built folders are left out, so that the first start builds everything. */
const SOURCES = [
  ...['.ci', 'cloudfunctions', 'localcloud', 'miniprogram', 'typings'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'project.config.json'],
]
const BUILT = /[\\/](dist|miniprogram_npm|node_modules|\.build|\.data)$/

/** From `npm start` to `ready`, the preview's build, and from opening the page to home's button. */
export async function measureStart({ projectDir, tempDir, quick }: Bench): Promise<Figure[]> {
  const project = copyOf(projectDir, path.join(tempDir, 'project'))
  const starts = quick ? 1 : 3
  const clean = await startOnce(project, path.join(tempDir, 'data-clean'))
  await stop(clean.child)
  const warm: number[] = []
  for (let at = 0; at < starts; at++) {
    const { child, seconds } = await startOnce(project, path.join(tempDir, `data-${at}`))
    warm.push(seconds)
    await stop(child)
  }
  const again = await startOnce(project, path.join(tempDir, 'data-0'))
  try {
    const builds = await previewBuilds(projectDir, tempDir, starts)
    const renders = await firstRenders(again.url, quick ? 1 : 5)
    return [
      figure('npm start, everything to be built', clean.seconds, 's', { goal: READY }),
      figure('npm start, built before, new data', median(warm), 's', { goal: READY }),
      figure('npm start, built before, kept data', again.seconds, 's', { goal: READY }),
      figure('build of the preview, first in its process', builds[0] ?? 0, 'ms'),
      figure('build of the preview, again', median(builds.slice(1)), 'ms'),
      figure('first render of home', median(renders.home), 'ms', {
        against: 'page of one button',
        baseline: median(renders.plain),
      }),
    ]
  } finally {
    await stop(again.child)
  }
}

function copyOf(projectDir: string, target: string): string {
  mkdirSync(target)
  for (const name of SOURCES) {
    const options = { recursive: true, filter: (file: string) => !BUILT.test(file), preserveTimestamps: true }
    cpSync(path.join(projectDir, name), path.join(target, name), options)
  }
  symlinkSync(path.join(projectDir, 'node_modules'), path.join(target, 'node_modules'))
  return target
}

async function startOnce(
  cwd: string,
  data: string,
): Promise<{ child: ChildProcess; url: string; seconds: number }> {
  const started = performance.now()
  const child = spawn('npm', ['start', '--', '--port', '0', '--data', data], {
    cwd,
    // A group of its own, so that a signal reaches npm and the local cloud as Ctrl-C does.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const abandon = (): void => interrupt(child)
  process.once('exit', abandon)
  child.once('close', () => process.off('exit', abandon))
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /^ready (http:\S+)$/m.exec(output)?.[1]
      if (ready !== undefined) resolve(ready)
    })
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${output}`)))
  })
  return { child, url, seconds: (performance.now() - started) / 1000 }
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('close', resolve))
  interrupt(child)
  await gone
}

function interrupt({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGINT')
}

async function previewBuilds(projectDir: string, tempDir: string, more: number): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; at <= more; at++) {
    const started = performance.now()
    await buildPreview({
      miniprogramDir: path.join(projectDir, 'miniprogram'),
      outDir: path.join(tempDir, `preview-${at}`),
    })
    times.push(performance.now() - started)
  }
  return times
}

/** Each with an empty cache, home and a page that shows the same button and nothing else, in turns. */
async function firstRenders(url: string, rounds: number): Promise<{ home: number[]; plain: number[] }> {
  const server = http.createServer((_req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8')
    res.end(`<!doctype html><title>${HOME}</title><button>${HOME}</button>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const plainUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser = await launchBrowser()
  try {
    const times = { home: [] as number[], plain: [] as number[] }
    for (let round = 0; round <= rounds; round++) {
      const plain = await render(browser, plainUrl)
      const home = await render(browser, `${url}/?as=demo-villager-01#/pages/home/index`)
      // The first of each warms up the browser and the functions.
      if (round === 0) continue
      times.plain.push(plain)
      times.home.push(home)
    }
    return times
  } finally {
    await browser.close()
    server.close()
  }
}

async function render(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  try {
    const page = await context.newPage()
    const started = performance.now()
    await page.goto(url, { waitUntil: 'commit' })
    await page.getByText(HOME).filter({ visible: true }).first().waitFor()
    return performance.now() - started
  } finally {
    await context.close()
  }
}
