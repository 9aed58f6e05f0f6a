import { el } from '../dom'
import { layer } from '../shell'

/** Shows a node above the pages until it is closed; answers the function that closes it. */
export function overlay(node: HTMLElement, onMask?: () => void): () => void {
  const mask = el('div', { class: 'pv-mask', click: () => onMask?.() })
  const box = el('div', { class: 'pv-overlay' }, [mask, node])
  layer().append(box)
  return () => box.remove()
}

/** A button of a dialog or sheet. */
export interface SheetButton<T> {
  text: string
  value: T
  color?: string
}

/** A dialog in the middle; resolves with the value of the pressed button. */
export function dialog<T>(
  title: string,
  content: HTMLElement | string,
  buttons: SheetButton<T>[],
): Promise<T> {
  return new Promise((resolve) => {
    const body = typeof content === 'string' ? el('div', { class: 'pv-dialog-text' }, [content]) : content
    const row = el(
      'div',
      { class: 'pv-dialog-buttons' },
      buttons.map((button) =>
        el('button', { style: `color:${button.color ?? ''}`, click: () => finish(button.value) }, [
          button.text,
        ]),
      ),
    )
    const heading = title === '' ? null : el('div', { class: 'pv-dialog-title' }, [title])
    const node = el(
      'div',
      { class: 'pv-dialog', role: 'dialog', 'aria-modal': 'true', 'aria-label': title || '提示' },
      [heading, body, row],
    )
    const close = overlay(node)
    const finish = (value: T): void => {
      close()
      resolve(value)
    }
  })
}

/** A list from below; resolves with the index of the pressed entry, or null. */
export function actionSheet(title: string, items: string[], color?: string): Promise<number | null> {
  return new Promise((resolve) => {
    const finish = (value: number | null): void => {
      close()
      resolve(value)
    }
    const entries = items.map((item, index) =>
      el('button', { class: 'pv-sheet-item', style: `color:${color ?? ''}`, click: () => finish(index) }, [
        item,
      ]),
    )
    const node = el(
      'div',
      { class: 'pv-sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': title || '选择' },
      [
        title === '' ? null : el('div', { class: 'pv-sheet-title' }, [title]),
        el('div', { class: 'pv-sheet-list' }, entries),
        el('button', { class: 'pv-sheet-item pv-sheet-cancel', click: () => finish(null) }, ['取消']),
      ],
    )
    const close = overlay(node, () => finish(null))
  })
}
