import { session } from './session'
import type { PreviewData, TabBarConfig, WindowConfig } from './types'

let data: PreviewData

/** Takes the build's data; called first. */
export function loadConfig(loaded: PreviewData): void {
  data = loaded
}

/** The build's data. */
export function previewData(): PreviewData {
  return data
}

/** A value of app.json with its `@name` read from theme.json for the theme in force. */
function themed(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('@')) return value
  return data.theme?.[session.theme]?.[value.slice(1)] ?? data.theme?.['light']?.[value.slice(1)] ?? value
}

function themedRecord<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, themed(value)])) as T
}

/** The window settings of a page: app.json's, overridden by the page's own json. */
export function windowConfig(path: string): WindowConfig {
  return themedRecord({ ...data.app.window, ...(data.configs[path] as WindowConfig | undefined) })
}

/** The tab bar with themed colours and icons, or null. */
export function tabBarConfig(): TabBarConfig | null {
  const tabBar = data.app.tabBar
  if (!tabBar) return null
  return { ...themedRecord(tabBar), list: tabBar.list.map(themedRecord) }
}

/** Whether a path is a tab of the tab bar. */
export function isTab(path: string): boolean {
  return data.app.tabBar?.list.some((item) => item.pagePath.replace(/^\//, '') === path) ?? false
}

/** The page that opens first. */
export function entryPage(): string {
  return data.app.entryPagePath ?? data.pages[0] ?? ''
}

/** Where a file of the mini-program is served. */
export function fileUrl(path: string): string {
  return `mini/${path.replace(/^\//, '')}`
}
