import { entryPage, isTab, previewData } from './config'
import { OpenPage } from './page'
import { showTabBar } from './shell'

/** A failed navigation, with WeChat's errMsg. */
export class NavigationError extends Error {}

let host: HTMLElement
let stack: OpenPage[] = []
const tabs = new Map<string, OpenPage>()
const limit = 10

/** Connects the router to the element that holds the pages. */
export function installRouter(pages: HTMLElement): void {
  host = pages
}

/** The open pages, the visible one last. */
export function pageStack(): readonly OpenPage[] {
  return stack
}

/** The visible page. */
export function currentPage(): OpenPage | null {
  return stack.at(-1) ?? null
}

/** Splits a URL and resolves it against the visible page; throws when there is no such page. */
export function resolveUrl(url: string): { path: string; query: string } {
  const [address = '', query = ''] = url.split('#')[0]?.split(/\?(.*)/s) ?? []
  const base = `https://page/${currentPage()?.path ?? ''}`
  const path = new URL(address, base).pathname.slice(1)
  if (!previewData().pages.includes(path)) throw new NavigationError(`page "${path}" is not found`)
  return { path, query }
}

function open(path: string, query: string): OpenPage {
  return new OpenPage(path, query, host, {
    back: () => navigateBack(1),
    home: () => reLaunch(`/${entryPage()}`),
  })
}

function present(page: OpenPage): void {
  showTabBar(page.isTab ? page.path : null)
  const first = stack[0] === page
  page.nav.setWayOut(!first ? 'back' : page.isTab || page.path === entryPage() ? 'none' : 'home')
  page.nav.setTitle(page.nav.node.querySelector('.pv-nav-title')?.textContent ?? '')
  page.show()
  const hash = `#/${page.path}${page.query === '' ? '' : `?${page.query}`}`
  history.replaceState(null, '', hash)
}

function close(page: OpenPage): void {
  for (const [path, tab] of tabs) if (tab === page) tabs.delete(path)
  page.unload()
}

/** Opens a page above the visible one. */
export function navigateTo(url: string): OpenPage {
  const { path, query } = resolveUrl(url)
  if (isTab(path)) throw new NavigationError('can not navigateTo a tabbar page')
  if (stack.length >= limit) throw new NavigationError(`webview count limit exceed`)
  currentPage()?.hide()
  const page = open(path, query)
  stack.push(page)
  present(page)
  return page
}

/** Replaces the visible page. */
export function redirectTo(url: string): void {
  const { path, query } = resolveUrl(url)
  if (isTab(path)) throw new NavigationError('can not redirectTo a tabbar page')
  const old = stack.pop()
  if (old) close(old)
  const page = open(path, query)
  stack.push(page)
  present(page)
}

/** Goes to a tab; pages above the tabs are closed, tabs stay alive. */
export function switchTab(url: string): void {
  const { path } = resolveUrl(url)
  if (!isTab(path)) throw new NavigationError('can not switch to no-tabBar page')
  const before = currentPage()
  const [bottom] = stack
  const known = tabs.get(path)
  if (before && before === known) return
  if (before?.isTab) before.hide()
  for (const page of stack.slice(bottom?.isTab ? 1 : 0).reverse()) close(page)
  const page = known ?? open(path, '')
  tabs.set(path, page)
  stack = [page]
  present(page)
}

/** Closes everything and opens one page. */
export function reLaunch(url: string): void {
  const { path, query } = resolveUrl(url)
  for (const page of new Set([...stack, ...tabs.values()])) close(page)
  tabs.clear()
  const page = open(path, query)
  if (page.isTab) tabs.set(path, page)
  stack = [page]
  present(page)
}

/** Goes back by a number of pages, at most to the first. */
export function navigateBack(delta: number): void {
  if (stack.length <= 1) throw new NavigationError('cannot navigate back at first page.')
  const count = Math.min(Math.max(delta, 1), stack.length - 1)
  for (const page of stack.splice(stack.length - count).reverse()) close(page)
  const page = currentPage()
  if (page) present(page)
}
