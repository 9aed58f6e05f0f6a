import * as glassEasel from 'glass-easel'
import { connectBridge } from './bridge'
import { startBar } from './bar'
import { startClock } from './clock'
import { entryPage, loadConfig } from './config'
import { capsule } from './navbar'
import { callApp, installGlobals } from './globals'
import { enterModule, installHooks } from './hooks'
import { pageStack, installRouter, reLaunch, switchTab } from './router'
import { fetchPeople, session } from './session'
import { buildShell, redrawTabBar } from './shell'
import { shellBridge } from './shellbridge'
import { prepareSpace } from './space'
import { installTouch } from './touch'
import type { PreviewData, Templates } from './types'
import { entryFromHash, launchOptions, wx } from './wx/index'

installHooks()

/** Starts the mini-program: called by the bundle with the build's data and the script of each module. */
export async function start(
  data: PreviewData,
  templates: Templates,
  scripts: Record<string, () => unknown>,
): Promise<void> {
  await startClock()
  loadConfig(data)
  connectBridge(shellBridge)
  const shell = buildShell((path, index, text) => {
    switchTab(`/${path}`)
    pageStack().at(-1)?.call('onTabItemTap', { index, pagePath: path, text })
  })
  shell.phone.append(capsule(() => reLaunch(`/${entryPage()}`)))
  installRouter(shell.pages)
  installTouch(shell.phone)
  const drawTheme = (): void => {
    document.documentElement.dataset['theme'] = session.theme
    redrawTabBar()
    pageStack().forEach((page) => page.applyTheme())
  }
  drawTheme()
  session.onTheme(drawTheme)

  const people = await fetchPeople()
  if (session.openid === '') {
    session.begin(
      people.find((person) => /村民|villager/i.test(person.role))?.openid ?? people[0]?.openid ?? visitor(),
    )
  }
  startBar(people)

  installGlobals(() => pageStack().map((page) => page.caller))
  Object.assign(globalThis, { wx })
  glassEasel.addGlobalWarningListener(worthTelling)
  prepareSpace(data, templates)
  for (const [path, run] of Object.entries(scripts)) {
    enterModule(path)
    // As in WeChat, a script that fails takes its own page or component down, not the others.
    try {
      run()
    } catch (error) {
      reportError(error)
    }
  }
  callApp('onLaunch', launchOptions())
  callApp('onShow', launchOptions())
  const [path, query] = entryFromHash()
  launch(path, query)
  window.addEventListener('hashchange', () => launch(...entryFromHash()))
}

function launch(path: string, query: string): void {
  reLaunch(`/${path}${query === '' ? '' : `?${query}`}`)
}

/**
 * Which warnings of the framework reach the console: those about the mini-program's own pages and components. Hints
 * to WeChat's renderer that a built-in has no use for, and the ways of npm components, are no mistake of theirs.
 */
function worthTelling(message: string, related: unknown, element?: unknown): boolean {
  const about = [related, element].map((node) => (node instanceof glassEasel.Component ? node.is : ''))
  if (message.includes('miniprogram_npm/') || about.some((is) => is.startsWith('miniprogram_npm/')))
    return false
  return !(message.endsWith('is not a valid property') && about[1]?.startsWith('wx:'))
}

/** An openid for someone whom the township does not know. */
function visitor(): string {
  return `visitor-${crypto.randomUUID().slice(0, 8)}`
}
