import type { Builtin } from './define'
import { editingProperties, installEditing } from './editing'
import { nameByLabel } from './form'
import { rpxToPx } from '../units'

/** `<textarea>`: text of several lines. */
export const textarea: Builtin = {
  tag: 'textarea',
  properties: {
    ...editingProperties,
    placeholderClass: 'textarea-placeholder',
    confirmType: 'return',
    autoHeight: false,
    fixed: false,
    showConfirmBar: true,
    disableDefaultPadding: false,
  },
  setup(self) {
    const field = document.createElement('textarea')
    field.className = 'wx-textarea-field'
    field.rows = 1
    let lines = 0
    const measure = (): void => {
      const auto = self.flag('autoHeight')
      if (!field.isConnected) return
      if (auto) {
        field.style.height = '0'
        const height = Math.max(field.scrollHeight, lineHeight(field))
        field.style.height = `${height}px`
        self.style('height: auto')
      } else {
        field.style.height = ''
        self.style('')
      }
      const count = Math.max(1, Math.round(field.scrollHeight / lineHeight(field)))
      if (count === lines) return
      if (lines !== 0) {
        const height = field.scrollHeight
        self.emit('linechange', { height, heightRpx: height / rpxToPx(1), lineCount: count })
      }
      lines = count
    }
    const editing = installEditing(self, field, {
      confirms: () => self.text('confirmType') !== 'return',
      drawn: measure,
    })
    return {
      ariaTarget: field,
      ...editing,
      attached() {
        nameByLabel(self.component)
        editing.attached()
        window.requestAnimationFrame(measure)
      },
      activate: () => field.focus({ preventScroll: true }),
      read: () => self.text('value'),
    }
  },
}

function lineHeight(field: HTMLTextAreaElement): number {
  const style = getComputedStyle(field)
  return parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2
}
