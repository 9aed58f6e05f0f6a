/** A demo person as `GET /people` lists them. */
export interface Person {
  openid: string
  name: string
  role: string
  village: string
}

/** The theme in force, and whether it follows the browser. */
export type Theme = 'light' | 'dark'

const params = new URLSearchParams(window.location.search)
const prefix = 'preview:'

function stored(name: string): string | null {
  return params.get(name) ?? sessionStorage.getItem(prefix + name)
}

type Watcher = () => void
const watchers = { theme: new Set<Watcher>(), network: new Set<Watcher>() }

let openid = stored('as') ?? ''
let theme = stored('theme')
let offline = stored('offline') === '1'
const fontScale = Number(stored('font') ?? '1') || 1
const scheme = window.matchMedia('(prefers-color-scheme: dark)')

/** The choices of the bar, kept per tab so that two people can be open side by side. */
export const session = {
  get openid(): string {
    return openid
  },
  get theme(): Theme {
    if (theme === 'dark' || theme === 'light') return theme
    return scheme.matches ? 'dark' : 'light'
  },
  get offline(): boolean {
    return offline || !navigator.onLine
  },
  get fontScale(): number {
    return fontScale
  },
  /** Sets the person without a reload: at start only, when nobody was chosen. */
  begin(as: string): void {
    openid = as
    sessionStorage.setItem(`${prefix}as`, as)
  },
  /** Changes person or font size; the mini-program starts anew, as on a real phone. */
  restart(changes: { as?: string; font?: string }): void {
    const url = new URL(window.location.href)
    for (const [name, value] of Object.entries(changes)) {
      sessionStorage.setItem(prefix + name, value)
      if (name === 'as' || url.searchParams.has(name)) url.searchParams.set(name, value)
    }
    if (url.href === window.location.href) window.location.reload()
    else window.location.assign(url)
  },
  setTheme(chosen: Theme): void {
    theme = chosen
    sessionStorage.setItem(`${prefix}theme`, chosen)
    watchers.theme.forEach((watcher) => watcher())
  },
  setOffline(chosen: boolean): void {
    offline = chosen
    sessionStorage.setItem(`${prefix}offline`, chosen ? '1' : '0')
    watchers.network.forEach((watcher) => watcher())
  },
  onTheme(watcher: Watcher): void {
    watchers.theme.add(watcher)
  },
  onNetwork(watcher: Watcher): void {
    watchers.network.add(watcher)
  },
}

scheme.addEventListener('change', () => watchers.theme.forEach((watcher) => watcher()))
for (const name of ['online', 'offline']) {
  window.addEventListener(name, () => watchers.network.forEach((watcher) => watcher()))
}

/** A query parameter of the preview's own address. */
export function previewParam(name: string): string | null {
  return params.get(name)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The demo people; an empty list when the cloud has none or is away. */
export async function fetchPeople(): Promise<Person[]> {
  try {
    const response = await fetch('/people')
    if (!response.ok) return []
    const body: unknown = await response.json()
    const list: unknown = Array.isArray(body) ? body : (body as { people?: unknown }).people
    if (!Array.isArray(list)) return []
    return (list as Record<string, unknown>[]).map((entry) => ({
      openid: textOf(entry['openid']),
      name: textOf(entry['name']),
      role: textOf(entry['roleName']) || textOf(entry['role']) || '其他',
      village: textOf(entry['villageName']) || textOf(entry['village']),
    }))
  } catch {
    return []
  }
}
