import { currentPage, navigateBack, navigateTo, pageStack, reLaunch, redirectTo, switchTab } from '../router'
import { hideTabBar, setBadge, setTabBarStyle, type TabBarStyle } from '../shell'
import { openerChannel } from '../channels'
import { ApiError, apis, text, type Options } from './call'

function open(options: Options): Record<string, unknown> {
  const page = navigateTo(text(options, 'url'))
  const channel = openerChannel(page.caller)
  const events = (options['events'] ?? {}) as Record<string, unknown>
  for (const [name, listener] of Object.entries(events)) channel.on(name, listener)
  return { eventChannel: channel }
}

function page(): NonNullable<ReturnType<typeof currentPage>> {
  const current = currentPage()
  if (!current) throw new ApiError('no page is open')
  return current
}

function index(options: Options): number {
  return Number(options['index'])
}

function tabBarStyle(options: Options): TabBarStyle {
  const names = ['color', 'selectedColor', 'backgroundColor', 'borderStyle'] as const
  return Object.fromEntries(
    names.filter((name) => name in options).map((name) => [name, text(options, name)]),
  )
}

function scrollTo(options: Options): void {
  const { scroller } = page()
  const selector = text(options, 'selector')
  const shadow = page().caller._$.getShadowRoot()
  const target: unknown = selector === '' ? null : shadow?.querySelector(selector)?.getBackendElement()
  const offset =
    target instanceof HTMLElement ? distance(target, scroller) : Number(options['scrollTop'] ?? 0)
  scroller.scrollTo({ top: offset, behavior: options['duration'] === 0 ? 'instant' : 'smooth' })
}

function distance(target: HTMLElement, scroller: HTMLElement): number {
  return target.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop
}

/** Page stack, navigation bar, tab bar, pull-down. */
export const navigation: Record<string, unknown> = {
  ...apis({
    navigateTo: open,
    redirectTo: (options) => redirectTo(text(options, 'url')),
    switchTab: (options) => switchTab(text(options, 'url')),
    reLaunch: (options) => reLaunch(text(options, 'url')),
    navigateBack: (options) => navigateBack(Number(options['delta'] ?? 1)),
    setNavigationBarTitle: (options) => page().nav.setTitle(text(options, 'title')),
    setNavigationBarColor: (options) =>
      page().nav.setColors(
        text(options, 'frontColor') || undefined,
        text(options, 'backgroundColor') || undefined,
      ),
    showNavigationBarLoading: () => page().nav.setLoading(true),
    hideNavigationBarLoading: () => page().nav.setLoading(false),
    hideHomeButton: () => page().nav.setWayOut(pageStack().length > 1 ? 'back' : 'none'),
    setBackgroundColor(options) {
      page().frame.style.background = text(options, 'backgroundColor')
    },
    setBackgroundTextStyle: () => undefined,
    startPullDownRefresh: () => page().pullDown(),
    stopPullDownRefresh: () => page().stopPullDown(),
    pageScrollTo: scrollTo,
    setTabBarBadge: (options) => setBadge(index(options), text(options, 'text')),
    removeTabBarBadge: (options) => setBadge(index(options), null),
    showTabBarRedDot: (options) => setBadge(index(options), ''),
    hideTabBarRedDot: (options) => setBadge(index(options), null),
    setTabBarStyle: (options) => setTabBarStyle(tabBarStyle(options)),
    showTabBar: () => hideTabBar(false),
    hideTabBar: () => hideTabBar(true),
    showShareMenu: () => undefined,
    hideShareMenu: () => undefined,
  }),
}
