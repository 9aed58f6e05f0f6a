import type { Element } from 'glass-easel'
import { activateOnTap } from './activation'
import { builtinOf, type Builtin, type BuiltinHandlers, type BuiltinSelf } from './define'
import { nameByLabel } from './form'
import { closestBuiltin, composedDescendants } from './tree'

const green = '#07c160'

function* members(group: Element, tag: string): Generator<BuiltinSelf> {
  for (const element of composedDescendants(group)) {
    const builtin = builtinOf(element)
    if (builtin?.tag === tag) yield builtin.self
  }
}

function mark(className: string): HTMLElement {
  const node = document.createElement('i')
  node.className = className
  return node
}

function drawChoice(self: BuiltinSelf, box: HTMLElement): void {
  const checked = self.flag('checked')
  box.classList.toggle('wx-checked', checked)
  box.style.color = self.text('color')
  self.host.setAttribute('aria-checked', String(checked))
  drawDisabled(self)
}

function drawDisabled(self: BuiltinSelf): void {
  self.host.toggleAttribute('disabled', self.flag('disabled'))
  if (self.flag('disabled')) self.host.setAttribute('aria-disabled', 'true')
  else if (self.value('ariaDisabled') === null) self.host.removeAttribute('aria-disabled')
}

function checkedValues(group: Element): string[] {
  return [...members(group, 'checkbox')].filter((box) => box.flag('checked')).map((box) => box.text('value'))
}

/** `<checkbox>`; its group, if it has one, says the change. */
export const checkbox: Builtin = {
  tag: 'checkbox',
  role: 'checkbox',
  properties: { value: '', checked: false, disabled: false, color: '#09bb07' },
  setup(self) {
    const box = mark('wx-checkbox-box')
    self.host.prepend(box)
    activateOnTap(self)
    return {
      render: () => drawChoice(self, box),
      attached: () => nameByLabel(self.component),
      activate() {
        if (self.flag('disabled')) return
        self.set({ checked: !self.flag('checked') })
        const group = closestBuiltin(self.component, 'checkbox-group')
        if (group) builtinOf(group)?.self.emit('change', { value: checkedValues(group) })
      },
    }
  },
}

/** `<checkbox-group>`; in a form its value is the list of checked values. */
export const checkboxGroup: Builtin = {
  tag: 'checkbox-group',
  role: 'group',
  properties: { name: '' },
  setup: (self) => ({
    read: () => checkedValues(self.component),
    reset() {
      for (const box of members(self.component, 'checkbox')) box.set({ checked: false })
    },
  }),
}

/** `<radio>`; checking one of a group unchecks the others. */
export const radio: Builtin = {
  tag: 'radio',
  role: 'radio',
  properties: { value: '', checked: false, disabled: false, color: '#09bb07' },
  setup(self) {
    const box = mark('wx-radio-box')
    self.host.prepend(box)
    activateOnTap(self)
    return {
      render() {
        drawChoice(self, box)
      },
      attached: () => nameByLabel(self.component),
      activate() {
        if (self.flag('disabled') || self.flag('checked')) return
        const group = closestBuiltin(self.component, 'radio-group')
        if (group) {
          for (const other of members(group, 'radio')) {
            if (other.component !== self.component && other.flag('checked')) other.set({ checked: false })
          }
        }
        self.set({ checked: true })
        if (group) builtinOf(group)?.self.emit('change', { value: self.text('value') })
      },
    }
  },
}

/** `<radio-group>`; in a form its value is the checked one's, or empty. */
export const radioGroup: Builtin = {
  tag: 'radio-group',
  role: 'radiogroup',
  properties: { name: '' },
  setup: (self) => ({
    read: () => [...members(self.component, 'radio')].find((one) => one.flag('checked'))?.text('value') ?? '',
    reset() {
      for (const one of members(self.component, 'radio')) one.set({ checked: false })
    },
  }),
}

/** `<switch>`, as a switch or as a checkbox. */
export const switchControl: Builtin = {
  tag: 'switch',
  role: 'switch',
  properties: { name: '', checked: false, disabled: false, type: 'switch', color: green },
  setup(self): BuiltinHandlers {
    const box = mark('wx-switch-box')
    self.host.prepend(box)
    activateOnTap(self)
    return {
      render() {
        const plain = self.text('type') === 'checkbox'
        box.className = plain ? 'wx-checkbox-box' : 'wx-switch-box'
        drawChoice(self, box)
      },
      attached: () => nameByLabel(self.component),
      activate() {
        if (self.flag('disabled')) return
        self.set({ checked: !self.flag('checked') })
        self.emit('change', { value: self.flag('checked') })
      },
      read: () => self.flag('checked'),
      reset: () => self.set({ checked: false }),
    }
  },
}
