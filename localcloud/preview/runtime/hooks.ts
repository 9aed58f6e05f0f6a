import * as glassEasel from 'glass-easel'
import { descriptorOf } from './descriptor'

type Listener = (event: unknown, instance?: unknown) => unknown
type ChangeListener = (newValue: unknown, oldValue: unknown, host: unknown, element: unknown) => void

interface TemplateEvent {
  target: unknown
  currentTarget: unknown
}

/** What compiled code calls: the build puts calls of these into scripts and templates. */
export interface PreviewHooks {
  /** Says which page or component the code that runs now belongs to. */
  enter(path: string): void
  changeFilter(listener: ChangeListener): ChangeListener
  eventWrapper(caller: unknown, event: TemplateEvent, listener: Listener, lvalue?: unknown): unknown
}

let currentPath = ''

/** Says whose script runs now, for a script that the build has not marked. */
export function enterModule(path: string): void {
  currentPath = path
}

/** Project path of the page or component whose script runs now. */
export function currentModule(): string {
  return currentPath
}

function componentOf(caller: unknown): glassEasel.GeneralComponent | null {
  if (typeof caller !== 'object' || caller === null) return null
  return ((caller as { _$?: glassEasel.GeneralComponent })._$ ?? caller) as glassEasel.GeneralComponent
}

/**
 * Whether a listener is a wxs function: its lvalue path starts with 1 (a file) or 2 (inline). An expression such as
 * `{{disabled || script.drag}}` has no path; its function is a script's when the component has no such method.
 */
function isScript(caller: unknown, listener: Listener, lvalue: unknown): boolean {
  if (Array.isArray(lvalue)) return lvalue[0] === 1 || lvalue[0] === 2
  const host = componentOf(caller)
  if (!host || typeof caller !== 'object' || caller === null) return false
  const methods = glassEasel.Component.getMethodsFromDef(host.getComponentDefinition())
  const own: unknown[] = Object.values(caller)
  return !own.includes(listener) && !Object.values(methods).includes(listener)
}

function elementOf(target: unknown): glassEasel.Element | null {
  return componentOf(target)
}

/** Installs the hooks before any compiled code runs. */
export function installHooks(): void {
  const hooks: PreviewHooks = {
    enter: enterModule,
    changeFilter(listener) {
      if (typeof listener !== 'function') return () => undefined
      // As in WeChat, after the update in which the value changed: the elements it selects exist by then.
      return (newValue, oldValue, host, element) => {
        queueMicrotask(() => {
          listener(
            newValue,
            oldValue,
            descriptorOf(host as glassEasel.Element),
            descriptorOf(element as glassEasel.Element),
          )
        })
      }
    },
    eventWrapper(caller, event, listener, lvalue) {
      if (!isScript(caller, listener, lvalue)) return listener.call(caller, event)
      const host = componentOf(caller)
      const current = elementOf(event.currentTarget)
      const scriptEvent = Object.create(event) as Record<string, unknown>
      scriptEvent['instance'] = current ? descriptorOf(current) : null
      return listener(scriptEvent, host ? descriptorOf(host) : null)
    },
  }
  Object.assign(globalThis, { __previewHooks: hooks })
}
