import { explain } from './client'
import { Live, type LiveStatus } from '../lib/live'
import { perInstance } from '../lib/perInstance'
import { clockText } from '../lib/time'

/** What a page's frame is told about its data. */
export interface FrameData {
  phase: LiveStatus['phase']
  offline: boolean
  problem: string
  updated: string
}

/** Before the first answer. */
export const FRAME_START: FrameData = { phase: 'loading', offline: false, problem: '', updated: '' }

interface Host {
  setData(data: Record<string, unknown>): void
}

interface LivePage<H, T> {
  read(host: H): Promise<T>
  show(host: H, value: T): void
  cache?(host: H): { load(): { value: T; at: number } | null; save(value: T, at: number): void }
  everyMs?: number
}

/** A page's live data: one `Live` per open page, whose state goes to the page's frame as `frame`. */
export function livePage<H extends Host & object, T>(page: LivePage<H, T>): (host: H) => Live<T> {
  return perInstance((host: H) => {
    let last = ''
    return new Live<T>({
      read: () => page.read(host),
      show: (value) => page.show(host, value),
      status({ phase, offline, problem, at }) {
        const frame: FrameData = { phase, offline, problem, updated: at === null ? '' : clockText(at) }
        const text = JSON.stringify(frame)
        if (text === last) return
        last = text
        host.setData({ frame })
      },
      explain,
      now: () => Date.now(),
      ...(page.cache ? { cache: page.cache(host) } : {}),
      ...(page.everyMs === undefined ? {} : { everyMs: page.everyMs }),
    })
  })
}
