import type { PageCaller } from './types'
import { listeners } from './wx/call'

type Channel = ReturnType<typeof eventChannel>

/** The pair of ends through which a page and the page it opened talk. */
function eventChannel(): {
  emit(name: string, ...args: unknown[]): void
  on(name: string, listener: unknown): void
  once(name: string, listener: unknown): void
  off(name: string, listener?: unknown): void
} {
  const events = new Map<string, ReturnType<typeof listeners>>()
  const of = (name: string): ReturnType<typeof listeners> => {
    const known = events.get(name) ?? listeners()
    events.set(name, known)
    return known
  }
  return {
    emit: (name, ...args) => of(name).emit(args[0]),
    on: (name, listener) => of(name).on(listener),
    off: (name, listener) => of(name).off(listener),
    once(name, listener) {
      const once = (argument: unknown): void => {
        of(name).off(once)
        if (typeof listener === 'function') Reflect.apply(listener, undefined, [argument])
      }
      of(name).on(once)
    },
  }
}

const channels = new WeakMap<PageCaller, Channel>()

/** The channel to the page that opened this one. */
export function openerChannel(caller: PageCaller): Channel {
  const known = channels.get(caller) ?? eventChannel()
  channels.set(caller, known)
  return known
}
