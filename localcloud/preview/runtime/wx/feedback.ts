import { el } from '../dom'
import { layer } from '../shell'
import { ApiError, apis, text, type Options } from './call'
import { actionSheet, dialog } from './sheets'

let shown: HTMLElement | null = null
let timer = 0

function hide(): void {
  window.clearTimeout(timer)
  shown?.remove()
  shown = null
}

function toast(options: Options, sticky: boolean): void {
  hide()
  const icon = sticky ? 'loading' : text(options, 'icon') || 'success'
  const image =
    icon === 'none' ? null : el('span', { class: `pv-toast-icon pv-toast-${icon}`, 'aria-hidden': 'true' })
  const node = el('div', { class: `pv-toast ${icon === 'none' ? 'pv-toast-plain' : ''}`, role: 'status' }, [
    image,
    el('div', { class: 'pv-toast-text' }, [text(options, 'title')]),
  ])
  const mask = options['mask'] === true ? ' pv-toast-masked' : ''
  shown = el('div', { class: `pv-toast-box${mask}` }, [node])
  layer().append(shown)
  if (!sticky)
    timer = window.setTimeout(hide, typeof options['duration'] === 'number' ? options['duration'] : 1500)
}

async function showModal(options: Options): Promise<Record<string, unknown>> {
  const field =
    options['editable'] === true
      ? el('textarea', {
          class: 'pv-dialog-input',
          placeholder: text(options, 'placeholderText'),
          'aria-label': text(options, 'placeholderText') || text(options, 'title'),
        })
      : null
  if (field) field.value = text(options, 'content')
  const cancel = {
    text: text(options, 'cancelText') || '取消',
    value: false,
    color: text(options, 'cancelColor') || 'var(--dialog-ink)',
  }
  const confirm = {
    text: text(options, 'confirmText') || '确定',
    value: true,
    color: text(options, 'confirmColor') || '#576b95',
  }
  const buttons = options['showCancel'] === false ? [confirm] : [cancel, confirm]
  const confirmed = await dialog(text(options, 'title'), field ?? text(options, 'content'), buttons)
  return { confirm: confirmed, cancel: !confirmed, ...(field && confirmed ? { content: field.value } : {}) }
}

/** Toast, loading, modal and action sheet. */
export const feedback: Record<string, unknown> = apis({
  showToast: (options) => toast(options, false),
  showLoading: (options) => toast(options, true),
  hideToast: () => hide(),
  hideLoading: () => hide(),
  showModal,
  async showActionSheet(options) {
    const items = (options['itemList'] ?? []) as string[]
    const index = await actionSheet(text(options, 'alertText'), items, text(options, 'itemColor'))
    if (index === null) throw new ApiError('cancel')
    return { tapIndex: index }
  },
})
