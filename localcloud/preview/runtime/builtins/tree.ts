import { Component, ShadowRoot, type Element, type Node } from 'glass-easel'
import { builtinOf } from './define'

const marks = new WeakMap<Element, Set<string>>()

/** Notes that a component has one of the behaviours that are named by a string (`wx://form-field`). */
export function markBehavior(component: Element, name: string): void {
  marks.set(component, (marks.get(component) ?? new Set<string>()).add(name))
}

function has(element: Element, name: string): boolean {
  return marks.get(element)?.has(name) ?? false
}

function asElement(node: Node): Element | null {
  return node.asElement()
}

/** The elements below one in the tree as it is shown: shadow trees entered, slots filled. */
export function* composedDescendants(
  element: Element,
  enter: (component: Element) => boolean = () => true,
): Generator<Element> {
  const shadow = Component.isComponent(element) ? element.getShadowRoot() : null
  if (shadow && enter(element)) {
    yield* lightDescendants(shadow, enter)
  } else {
    yield* lightDescendants(element, enter)
  }
}

function* lightDescendants(parent: Element, enter: (component: Element) => boolean): Generator<Element> {
  const slotted = parent.slotNodes
  for (const node of slotted ?? parent.childNodes) {
    const child = asElement(node)
    // A slot lists the insides of a loop as well as the loop: they come with it.
    if (!child || (slotted && child.parentNode && slotted.includes(child.parentNode))) continue
    yield child
    yield* composedDescendants(child, enter)
  }
}

/** The fields of a form by its rules: own controls, custom fields, and groups that open themselves to the form. */
export function* formFields(form: Element): Generator<{ name: string; element: Element }> {
  const enter = (component: Element): boolean =>
    builtinOf(component) !== undefined || component === form || has(component, 'wx://form-field-group')
  for (const element of composedDescendants(form, enter)) {
    const isField = builtinOf(element)?.handlers.read !== undefined || has(element, 'wx://form-field')
    if (!isField || !Component.isComponent(element)) continue
    const name: unknown = (element.data as Record<string, unknown>)['name']
    if (typeof name === 'string' && name !== '') yield { name, element }
  }
}

/** The elements around one in the tree as it is shown, nearest first; `leave` may keep it inside a component. */
export function* composedAncestors(
  element: Element,
  leave: (host: Element) => boolean = () => true,
): Generator<Element> {
  let depth = 0
  let current: Element = element
  for (;;) {
    const slot: Element | null | undefined = current.containingSlot
    let next: Element | null
    if (ShadowRoot.isShadowRoot(current)) {
      const host: Element = current.getHostNode()
      if (depth === 0 && !leave(host)) return
      if (depth > 0) depth -= 1
      next = host
    } else if (slot) {
      depth += 1
      next = slot
    } else {
      next = current.parentNode
    }
    if (!next) return
    if (!ShadowRoot.isShadowRoot(next)) yield next
    current = next
  }
}

/** The nearest built-in of a tag around an element. */
export function closestBuiltin(element: Element, tag: string): Element | null {
  for (const ancestor of composedAncestors(element)) if (builtinOf(ancestor)?.tag === tag) return ancestor
  return null
}

/** The form that a button inside belongs to; it leaves a component only through `wx://form-field-button`. */
export function formOfButton(button: Element): Element | null {
  const leave = (host: Element): boolean =>
    builtinOf(host) !== undefined || has(host, 'wx://form-field-button')
  for (const ancestor of composedAncestors(button, leave)) {
    if (builtinOf(ancestor)?.tag === 'form') return ancestor
  }
  return null
}
