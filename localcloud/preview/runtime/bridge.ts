/** Kinds of navigation of `<navigator>`. */
export type NavigateKind = 'navigate' | 'redirect' | 'switchTab' | 'reLaunch' | 'navigateBack' | 'exit'

/** What `<page-meta>` sets on its page. */
export interface PageMeta {
  pageStyle?: string
  backgroundColor?: string
  backgroundTextStyle?: string
  rootFontSize?: string
  scrollTop?: number
}

/** What built-in components ask of the shell around them. The shell fills it in at start. */
export interface Bridge {
  navigate(kind: NavigateKind, url: string, delta: number): void
  /** Runs a button's open-type and resolves with the `detail` of its event; rejects with an errMsg. */
  openType(kind: string, detail: Record<string, unknown>): Promise<Record<string, unknown>>
  /** Overlay inside the phone in which sheets are shown. */
  layer(): HTMLElement
  /** Maps a mini-program's image address (`/assets/a.png`, `cloud://…`, `wxfile://…`) to a URL. */
  resolveImage(src: string): string
  /** Resolves an address that needs a request first (`cloud://…`). */
  resolveImageLater(src: string): Promise<string>
  pageMeta(node: Element, meta: PageMeta): void
}

/** The shell's bridge; `connectBridge` is called before the first page is made. */
export let bridge: Bridge

/** Connects the shell. */
export function connectBridge(shell: Bridge): void {
  bridge = shell
}
