import * as glassEasel from 'glass-easel'
import { rpxToCss } from './units'

/** What WXS handlers get in place of a component or element (`event.instance`, `ownerInstance`). */
export interface ComponentDescriptor {
  selectComponent(selector: string): ComponentDescriptor | null
  selectAllComponents(selector: string): ComponentDescriptor[]
  setStyle(style: string | Record<string, unknown>): ComponentDescriptor
  addClass(name: string): ComponentDescriptor
  removeClass(name: string): ComponentDescriptor
  hasClass(name: string): boolean
  getDataset(): Record<string, unknown>
  callMethod(name: string, args?: unknown): void
  getState(): Record<string, unknown>
  requestAnimationFrame(callback: () => void): void
  setTimeout(callback: () => void, ms?: number): number
  clearTimeout(id: number): void
  triggerEvent(name: string, detail?: unknown): void
  getBoundingClientRect(): DOMRect | null
  getComputedStyle(names: string[]): Record<string, string>
}

const states = new WeakMap<glassEasel.Element, Record<string, unknown>>()

function hostNode(element: glassEasel.Element): HTMLElement | null {
  const node: unknown = element.getBackendElement()
  return node instanceof HTMLElement ? node : null
}

function firstNode(element: glassEasel.Element): HTMLElement | null {
  const own = hostNode(element)
  if (own) return own
  // A virtual host has no node of its own: styles go to its first element.
  if (!glassEasel.Component.isComponent(element)) return null
  for (const child of element.getShadowRoot()?.childNodes ?? []) {
    if (!('textContent' in child)) {
      const node = firstNode(child)
      if (node) return node
    }
  }
  return null
}

/** The descriptor of an element for WXS. */
export function descriptorOf(element: glassEasel.Element): ComponentDescriptor {
  const select = (selector: string): glassEasel.Element[] =>
    glassEasel.Component.isComponent(element)
      ? (element.getShadowRoot()?.querySelectorAll(selector) ?? [])
      : []
  const descriptor: ComponentDescriptor = {
    selectComponent: (selector) => {
      const found = select(selector)[0]
      return found ? descriptorOf(found) : null
    },
    selectAllComponents: (selector) => select(selector).map(descriptorOf),
    setStyle(style) {
      const node = firstNode(element)
      if (node && typeof style === 'string') node.style.cssText += `;${rpxToCss(style)}`
      else if (node && typeof style === 'object') {
        for (const [name, value] of Object.entries(style)) {
          const cssName = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
          node.style.setProperty(cssName, rpxToCss(String(value)))
        }
      }
      return descriptor
    },
    addClass(name) {
      element.classList?.toggle(name, true)
      return descriptor
    },
    removeClass(name) {
      element.classList?.toggle(name, false)
      return descriptor
    },
    hasClass: (name) => element.classList?.contains(name) ?? false,
    getDataset: () => element.dataset ?? {},
    callMethod(name, args) {
      if (!glassEasel.Component.isComponent(element)) return
      const method: unknown = glassEasel.Component.getMethod(element, name)
      if (typeof method === 'function') Reflect.apply(method, element.getMethodCaller(), [args])
    },
    getState() {
      const known = states.get(element)
      if (known) return known
      const state: Record<string, unknown> = {}
      states.set(element, state)
      return state
    },
    requestAnimationFrame: (callback) => void window.requestAnimationFrame(callback),
    setTimeout: (callback, ms) => window.setTimeout(callback, ms),
    clearTimeout: (id) => window.clearTimeout(id),
    triggerEvent: (name, detail) => element.triggerEvent(name, detail ?? {}),
    getBoundingClientRect: () => firstNode(element)?.getBoundingClientRect() ?? null,
    getComputedStyle(names) {
      const node = firstNode(element)
      const style = node ? getComputedStyle(node) : null
      return Object.fromEntries(names.map((name) => [name, style?.getPropertyValue(name) ?? '']))
    },
  }
  return descriptor
}
