import type { Builtin } from './define'
import { editingProperties, installEditing } from './editing'
import { nameByLabel } from './form'

const keyboards: Record<string, { mode: string; refused: RegExp | null }> = {
  text: { mode: 'text', refused: null },
  nickname: { mode: 'text', refused: null },
  number: { mode: 'numeric', refused: /[^\d-]/g },
  digit: { mode: 'decimal', refused: /[^\d.-]/g },
  idcard: { mode: 'text', refused: /[^\dXx]/g },
}

/** `<input>`: one line of text. */
export const input: Builtin = {
  tag: 'input',
  properties: {
    ...editingProperties,
    type: 'text',
    password: false,
    alwaysEmbed: false,
    ...Object.fromEntries(
      [
        'safePasswordCertPath',
        'safePasswordCustomHash',
        'safePasswordLength',
        'safePasswordNonce',
        'safePasswordSalt',
        'safePasswordTimeStamp',
      ].map((name) => [name, null]),
    ),
  },
  setup(self) {
    const field = document.createElement('input')
    field.className = 'wx-input-field'
    field.autocomplete = 'off'
    const keyboard = (): (typeof keyboards)[string] => {
      const type = self.text('type')
      const known = keyboards[type]
      if (!known) throw new Error(`input type="${type}" 在预览中不支持`)
      return known
    }
    const editing = installEditing(self, field, {
      filter: (typed) => {
        const refused = keyboard()?.refused
        return refused ? typed.replace(refused, '') : typed
      },
      confirms: () => true,
    })
    return {
      ariaTarget: field,
      ...editing,
      render() {
        field.type = self.flag('password') ? 'password' : 'text'
        field.inputMode = keyboard()?.mode ?? 'text'
        editing.render()
      },
      attached() {
        nameByLabel(self.component)
        editing.attached()
      },
      activate: () => field.focus({ preventScroll: true }),
      read: () => self.text('value'),
    }
  },
}
