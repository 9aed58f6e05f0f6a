import { scopedClasses, type BuiltinSelf } from './define'

type Field = HTMLInputElement | HTMLTextAreaElement

/** Properties that `<input>` and `<textarea>` share. */
export const editingProperties: Record<string, unknown> = {
  name: '',
  value: '',
  placeholder: '',
  placeholderStyle: '',
  placeholderClass: 'input-placeholder',
  disabled: false,
  maxlength: 140,
  focus: false,
  autoFocus: false,
  confirmType: 'done',
  confirmHold: false,
  cursor: -1,
  selectionStart: -1,
  selectionEnd: -1,
  cursorSpacing: 0,
  cursorColor: '',
  adjustPosition: true,
  holdKeyboard: false,
}

/** The editing part of a text field: value, placeholder, focus and their events. */
export interface Editing {
  render(): void
  attached(): void
  detached(): void
  reset(): void
}

/** Joins a native field with the built-in around it. `filter` takes away what the phone's keyboard does not offer. */
export function installEditing(
  self: BuiltinSelf,
  field: Field,
  options: { filter?: (typed: string) => string; confirms: () => boolean; drawn?: () => void },
): Editing {
  const placeholder = document.createElement('div')
  placeholder.setAttribute('aria-hidden', 'true')
  self.host.append(placeholder, field)
  let wanted = false
  let composing = false

  const showPlaceholder = (): void => {
    placeholder.hidden = field.value !== ''
    options.drawn?.()
  }

  const typed = (): void => {
    const kept = options.filter?.(field.value) ?? field.value
    if (kept !== field.value) field.value = kept
    showPlaceholder()
    self.set({ value: field.value })
    const answer = self.emit('input', {
      value: field.value,
      cursor: field.selectionStart ?? field.value.length,
      keyCode: field.value.charCodeAt(field.value.length - 1) || 8,
    })
    // A handler may answer the text that shall stand instead.
    const text: unknown =
      typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
    if (typeof text === 'string' && text !== field.value) self.set({ value: text })
  }

  field.addEventListener('compositionstart', () => {
    composing = true
    placeholder.hidden = true
  })
  field.addEventListener('compositionend', () => {
    composing = false
    typed()
  })
  field.addEventListener('input', () => {
    if (!composing) typed()
  })
  field.addEventListener('focus', () => self.emit('focus', { value: field.value, height: 0 }))
  field.addEventListener('blur', () => {
    if (self.flag('focus')) self.set({ focus: false })
    wanted = false
    self.emit('blur', { value: field.value, cursor: field.selectionStart ?? field.value.length })
  })
  field.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || composing || event.isComposing) return
    if (!options.confirms()) return
    event.preventDefault()
    self.emit('confirm', { value: field.value })
    if (!self.flag('confirmHold')) field.blur()
  })

  const select = (): void => {
    const [start, end, cursor] = ['selectionStart', 'selectionEnd', 'cursor'].map((name) => self.number(name))
    if (start !== undefined && end !== undefined && start >= 0 && end >= 0)
      field.setSelectionRange(start, end)
    else if (cursor !== undefined && cursor >= 0) field.setSelectionRange(cursor, cursor)
  }

  const focus = (): void => {
    const now = self.flag('focus')
    if (now === wanted || !field.isConnected) return
    wanted = now
    if (now) {
      // After the update that asks for it: the field may be shown only by then.
      window.requestAnimationFrame(() => {
        field.focus({ preventScroll: true })
        select()
      })
    } else if (document.activeElement === field) field.blur()
  }

  return {
    render() {
      const limit = self.number('maxlength')
      if (limit >= 0) field.maxLength = limit
      else field.removeAttribute('maxlength')
      field.disabled = self.flag('disabled')
      field.placeholder = self.text('placeholder')
      field.enterKeyHint = enterKeys[self.text('confirmType')] ?? 'done'
      field.style.caretColor = self.text('cursorColor')
      placeholder.textContent = self.text('placeholder')
      placeholder.className = `wx-placeholder ${scopedClasses(self.component, self.text('placeholderClass'))}`
      placeholder.setAttribute('style', self.text('placeholderStyle'))
      const value = limit >= 0 ? self.text('value').slice(0, limit) : self.text('value')
      if (!composing && field.value !== value) field.value = value
      showPlaceholder()
      focus()
    },
    attached() {
      focus()
      if (self.flag('autoFocus')) window.requestAnimationFrame(() => field.focus({ preventScroll: true }))
    },
    detached() {
      if (document.activeElement === field) field.blur()
    },
    reset() {
      self.set({ value: '' })
    },
  }
}

const enterKeys: Record<string, string> = {
  send: 'send',
  search: 'search',
  next: 'next',
  go: 'go',
  done: 'done',
}
