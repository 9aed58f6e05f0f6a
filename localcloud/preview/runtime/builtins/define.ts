import { Component, Event, type ComponentSpace, type Element, type GeneralComponent } from 'glass-easel'
import { applyCommon, commonProperties } from './common'
import { textOf } from './text'

/** A built-in as its own code sees it. */
export interface BuiltinSelf {
  readonly component: GeneralComponent
  readonly host: HTMLElement
  /** A property's value as it was passed. */
  value(name: string): unknown
  text(name: string): string
  /** A property as a number; its default when it is none. */
  number(name: string): number
  flag(name: string): boolean
  /** Triggers a component event, which does not bubble; answers what its last listener returned. */
  emit(name: string, detail: unknown): unknown
  /** Sets properties as the user's doing: two-way bindings follow. */
  set(values: Record<string, unknown>): void
  /** Inline style of the built-in's own, kept beside the template's. */
  style(css: string): void
  listen(name: string, listener: BuiltinListener, capture?: boolean): void
}

/** A listener on the built-in itself; `original` is the DOM event behind it. */
export type BuiltinListener = (event: {
  detail: unknown
  original: unknown
  stop: () => void
}) => boolean | void

/** What a built-in does over its life. Everything is optional. */
export interface BuiltinHandlers {
  /** Brings the DOM in line with the properties: after creation and after each change. */
  render?(): void
  attached?(): void
  detached?(): void
  /** What a tap on its label does. */
  activate?(): void
  /** Its value in a form. */
  read?(): unknown
  reset?(): void
  /** What `SelectorQuery.node()` answers. */
  node?(): unknown
  /** Where `role` and `aria-*` go; the host when it is absent. */
  ariaTarget?: HTMLElement
}

/** A built-in component. A property's default says its type; `null` is any. */
export interface Builtin {
  tag: string
  properties?: Record<string, unknown>
  role?: string
  setup(self: BuiltinSelf): BuiltinHandlers
}

const lives = new WeakMap<Element, { tag: string; handlers: BuiltinHandlers; self: BuiltinSelf }>()

/** The built-in that an element is, or undefined. */
export function builtinOf(
  element: Element,
): { tag: string; handlers: BuiltinHandlers; self: BuiltinSelf } | undefined {
  return lives.get(element)
}

/** The DOM node of an element; throws for a virtual host, which has none. */
export function hostElement(element: Element): HTMLElement {
  const node: unknown = element.getBackendElement()
  if (node instanceof HTMLElement) return node
  throw new Error('a built-in has no DOM node')
}

/** The glass-easel element whose host a DOM node is, or null. */
export function elementOfNode(node: Node): Element | null {
  if (!('__wxElement' in node)) return null
  const element: unknown = node.__wxElement
  return isElement(element) ? element : null
}

function isElement(value: unknown): value is Element {
  return Component.isElement(value)
}

/** Class names of the template that uses a built-in, with the prefix of that template's style scope. */
export function scopedClasses(component: GeneralComponent, names: string): string {
  const owner = component.ownerShadowRoot?.getHostNode()
  if (!owner) return names
  const { styleScope, extraStyleScope } = owner.getComponentOptions()
  const manager = owner.getRootBehavior().ownerSpace.styleScopeManager
  const prefixes = [styleScope, extraStyleScope]
    .filter((scope): scope is number => scope !== null)
    .map((scope) => manager.queryName(scope))
    .map((prefix) => (prefix === undefined || prefix === '' ? '' : `${prefix}--`))
  return names
    .split(/\s+/)
    .filter((name) => name !== '')
    .flatMap((name) => (prefixes.length === 0 ? [name] : prefixes.map((prefix) => prefix + name)))
    .join(' ')
}

function createSelf(component: GeneralComponent, defaults: Record<string, unknown>): BuiltinSelf {
  const value = (name: string): unknown => (component.data as Record<string, unknown>)[name]
  return {
    component,
    host: hostElement(component),
    value,
    text: (name) => textOf(value(name) ?? defaults[name]),
    number(name) {
      const number = parseFloat(textOf(value(name)))
      return Number.isFinite(number) ? number : Number(defaults[name] ?? 0)
    },
    flag: (name) => Boolean(value(name) ?? defaults[name]),
    emit(name, detail) {
      let answer: unknown
      const event = new Event(name, detail, {
        handleListenerReturn(result) {
          answer = result
          return result === false ? false : undefined
        },
      })
      Event.dispatchEvent(component, event)
      return answer
    },
    set: (values) => component.setData(values),
    // Segment 1 is kept by the framework beside the template's own style.
    style: (css) => component.setNodeStyle(css, 1),
    listen(name, listener, capture = false) {
      component.addListener(
        name,
        (event) =>
          listener({
            detail: event.detail,
            original: event.getOriginalEvent(),
            stop: () => event.stopPropagation(),
          }),
        { capture },
      )
    },
  }
}

/** Registers a built-in for use in every template. */
export function defineBuiltin(space: ComponentSpace, builtin: Builtin): void {
  const defaults: Record<string, unknown> = { ...commonProperties, ...builtin.properties }
  const rendered = new WeakSet<Element>()
  const draw = (component: GeneralComponent): void => {
    const life = lives.get(component)
    if (!life) return
    rendered.add(component)
    applyCommon(life.self, life.handlers.ariaTarget ?? life.self.host, builtin.role ?? '')
    life.handlers.render?.()
  }
  const definition = space.defineComponent({
    is: `wx:${builtin.tag}`,
    options: { writeFieldsToNode: false },
    properties: Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [name, { type: null, value }]),
    ),
    observers: {
      '**'() {
        draw(this.general())
      },
    },
    lifetimes: {
      created() {
        const component = this.general()
        const self = createSelf(component, defaults)
        lives.set(component, { tag: builtin.tag, handlers: builtin.setup(self), self })
      },
      attached() {
        const component = this.general()
        if (!rendered.has(component)) draw(component)
        lives.get(component)?.handlers.attached?.()
      },
      detached() {
        lives.get(this.general())?.handlers.detached?.()
      },
    },
  })
  space.setGlobalUsingComponent(builtin.tag, definition.general())
}
