import { applyAnimation } from '../animation'
import type { BuiltinSelf } from './define'
import { textOf } from './text'

const ariaNames = [
  'atomic',
  'busy',
  'checked',
  'controls',
  'current',
  'describedby',
  'disabled',
  'expanded',
  'haspopup',
  'hidden',
  'invalid',
  'label',
  'labelledby',
  'level',
  'live',
  'modal',
  'multiselectable',
  'orientation',
  'owns',
  'placeholder',
  'posinset',
  'pressed',
  'readonly',
  'relevant',
  'required',
  'roledescription',
  'selected',
  'setsize',
  'sort',
  'valuemax',
  'valuemin',
  'valuenow',
  'valuetext',
]

const ariaProperties = ariaNames.map((name) => ({
  property: `aria${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  attribute: `aria-${name}`,
}))

const interactiveRoles = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'menuitem',
  'option',
  'radio',
  'slider',
  'switch',
  'tab',
])

/** Properties that every built-in has. */
export const commonProperties: Record<string, unknown> = {
  hidden: false,
  animation: null,
  role: '',
  ariaRole: '',
  tabindex: null,
  ...Object.fromEntries(ariaProperties.map(({ property }) => [property, null])),
}

const played = new WeakMap<HTMLElement, unknown>()
const written = new WeakMap<HTMLElement, Set<string>>()

/** Writes the common properties to the DOM: `hidden`, `animation`, role, `aria-*` and focusability. */
export function applyCommon(self: BuiltinSelf, target: HTMLElement, defaultRole: string): void {
  self.host.toggleAttribute('hidden', self.flag('hidden'))
  const animation = self.value('animation')
  if (animation !== played.get(self.host)) {
    played.set(self.host, animation)
    applyAnimation(self.host, animation)
  }
  const role = self.text('ariaRole') || self.text('role') || defaultRole
  write(target, 'role', role)
  for (const { property, attribute } of ariaProperties) write(target, attribute, self.value(property))
  const tabindex = self.value('tabindex')
  const focusable = interactiveRoles.has(role) && target === self.host && !isTrue(self.value('ariaDisabled'))
  write(target, 'tabindex', tabindex === null || tabindex === '' ? (focusable ? '0' : '') : tabindex)
}

// Attributes are taken away only where they were written from a property: built-ins set some of their own.
function write(target: HTMLElement, name: string, value: unknown): void {
  const names = written.get(target) ?? new Set<string>()
  written.set(target, names)
  if (value === null || value === undefined || value === '' || typeof value === 'object') {
    if (names.delete(name)) target.removeAttribute(name)
  } else {
    names.add(name)
    target.setAttribute(name, textOf(value))
  }
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}
