import type { Element } from 'glass-easel'
import { isClaimed } from './activation'
import { builtinOf, type Builtin } from './define'
import { composedAncestors, composedDescendants, formFields } from './tree'

function fieldValue(element: Element): unknown {
  const builtin = builtinOf(element)
  if (builtin) return builtin.handlers.read?.()
  return (element.asGeneralComponent()?.data as Record<string, unknown> | undefined)?.['value']
}

/** Submits a form: its `submit` event carries the value of each named field. */
export function submitForm(form: Element, by: Element): void {
  const value: Record<string, unknown> = {}
  for (const field of formFields(form)) value[field.name] = fieldValue(field.element)
  const target = { id: by.id, dataset: by.dataset, offsetLeft: 0, offsetTop: 0 }
  builtinOf(form)?.self.emit('submit', { value, target })
}

/** Resets a form: its built-in fields go back to empty, and it says `reset`. */
export function resetForm(form: Element): void {
  for (const { element } of formFields(form)) builtinOf(element)?.handlers.reset?.()
  builtinOf(form)?.self.emit('reset', {})
}

/** `<form>`. */
export const form: Builtin = {
  tag: 'form',
  properties: { reportSubmit: false, reportSubmitTimeout: 0 },
  setup: () => ({}),
}

const labelled = new Set(['button', 'checkbox', 'input', 'radio', 'switch', 'textarea'])

function controlOf(label: Element, id: string): Element | null {
  const shadow = label.ownerShadowRoot
  if (id !== '') return shadow?.asElement()?.asShadowRoot()?.getElementById(id) ?? null
  for (const element of composedDescendants(label)) {
    if (labelled.has(builtinOf(element)?.tag ?? '')) return element
  }
  return null
}

/** `<label>`: a tap on it is a tap on the control that it names or holds. */
export const label: Builtin = {
  tag: 'label',
  properties: { for: '' },
  setup(self) {
    self.listen('tap', ({ original }) => {
      if (isClaimed(original)) return
      const control = controlOf(self.component, self.text('for'))
      if (control) builtinOf(control)?.handlers.activate?.()
    })
    return {
      attached() {
        const control = self.text('for') === '' ? null : controlOf(self.component, self.text('for'))
        if (control) nameAfter(control, self.host)
      },
    }
  },
}

let labels = 0

function nameAfter(control: Element, label: HTMLElement): void {
  const builtin = builtinOf(control)
  if (!builtin) return
  if (label.id === '') label.id = `wx-label-${(labels += 1)}`
  const target = builtin.handlers.ariaTarget ?? builtin.self.host
  if (!target.hasAttribute('aria-label')) target.setAttribute('aria-labelledby', label.id)
}

/** Gives a control the text of the label around it as its accessible name. */
export function nameByLabel(control: Element): void {
  for (const ancestor of composedAncestors(control)) {
    const builtin = builtinOf(ancestor)
    if (builtin?.tag === 'form') return
    if (builtin?.tag === 'label') return nameAfter(control, builtin.self.host)
  }
}
