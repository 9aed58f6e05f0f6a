import type { Root } from 'glass-easel-miniprogram-adapter'
import { backendNode } from './backend'
import { openerChannel } from './channels'
import { isTab, windowConfig } from './config'
import { el } from './dom'
import { navigationBar, type NavigationBar } from './navbar'
import { installPull } from './pull'
import { createPageRoot } from './space'
import type { PageCaller } from './types'

/** What a page needs of the router. */
export interface PageWays {
  back(): void
  home(): void
}

/** An open page: its DOM, its component and its life. */
export class OpenPage {
  readonly box: HTMLElement
  readonly frame: HTMLElement
  readonly scroller: HTMLElement
  readonly nav: NavigationBar
  readonly caller: PageCaller
  readonly isTab: boolean
  private readonly root: Root
  private readonly indicator: HTMLElement
  private readied = false
  private bottomReached = false

  constructor(
    readonly path: string,
    readonly query: string,
    host: HTMLElement,
    ways: PageWays,
  ) {
    const config = windowConfig(path)
    this.isTab = isTab(path)
    this.nav = navigationBar(config, ways.back, ways.home)
    this.indicator = el('div', { class: 'pv-pull-indicator', 'aria-hidden': 'true' }, [
      el('i'),
      el('i'),
      el('i'),
    ])
    this.scroller = el('div', { class: 'pv-page-scroll' }, [this.indicator])
    this.frame = el('div', { class: 'pv-page-frame', 'data-path': path }, [this.scroller])
    this.box = el('div', { class: 'pv-page-box', 'data-tab': String(this.isTab) }, [
      this.nav.node,
      this.frame,
    ])
    if (config.disableScroll === true) this.scroller.style.overflow = 'hidden'
    this.applyTheme()
    host.append(this.box)
    this.root = createPageRoot(path, query)
    this.caller = Object.assign(this.root.get(), {
      route: path,
      options: parseQuery(query),
      getOpenerEventChannel: () => openerChannel(this.caller),
    })
    const slot = el('div')
    this.scroller.append(slot)
    this.root.attach(backendNode(this.scroller), backendNode(slot))
    this.scroller.addEventListener('scroll', () => this.scrolled(config.onReachBottomDistance ?? 50))
    if (config.enablePullDownRefresh === true) {
      installPull(this.scroller, this.indicator, () => this.pullDown())
    }
    this.call('onLoad', this.caller.options)
  }

  /** Calls a page's handler, if it has it. */
  call(name: string, ...args: unknown[]): unknown {
    const handler: unknown = Reflect.get(this.caller, name)
    return typeof handler === 'function' ? guarded(handler, this.caller, args) : undefined
  }

  /** Colours from app.json and theme.json for the theme in force. */
  applyTheme(): void {
    const config = windowConfig(this.path)
    this.nav.setColors(
      config.navigationBarTextStyle ?? 'white',
      config.navigationBarBackgroundColor ?? '#000000',
    )
    this.frame.style.background = config.backgroundColor ?? ''
  }

  has(name: string): boolean {
    return typeof Reflect.get(this.caller, name) === 'function'
  }

  show(): void {
    this.box.hidden = false
    this.caller._$.triggerPageLifetime('show', [])
    this.call('onShow')
    if (this.readied) return
    this.readied = true
    window.requestAnimationFrame(() => this.call('onReady'))
  }

  hide(): void {
    this.box.hidden = true
    this.caller._$.triggerPageLifetime('hide', [])
    this.call('onHide')
  }

  unload(): void {
    this.call('onUnload')
    this.root.release()
    this.box.remove()
  }

  pullDown(): void {
    this.indicator.classList.add('pv-pulling')
    this.call('onPullDownRefresh')
  }

  stopPullDown(): void {
    this.indicator.classList.remove('pv-pulling')
  }

  private scrolled(distance: number): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller
    if (this.has('onPageScroll')) this.call('onPageScroll', { scrollTop })
    const atBottom = scrollTop + clientHeight >= scrollHeight - distance
    if (atBottom && !this.bottomReached) this.call('onReachBottom')
    this.bottomReached = atBottom
  }
}

/** An error in a page's handler must not stop the router: it is reported as an uncaught one. */
function guarded(handler: CallableFunction, caller: unknown, args: unknown[]): unknown {
  try {
    const result: unknown = Reflect.apply(handler, caller, args)
    return result
  } catch (error) {
    reportError(error)
    return undefined
  }
}

/** The query of a URL as WeChat hands it to `onLoad`. */
export function parseQuery(query: string): Record<string, string> {
  const result: Record<string, string> = {}
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    result[decode(name)] = decode(value)
  }
  return result
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
