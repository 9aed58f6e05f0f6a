import { session } from '../session'
import { layer } from '../shell'
import { el } from '../dom'
import { ApiError, apis, text, type Options } from './call'
import { dialog, overlay } from './sheets'

async function makePhoneCall(options: Options): Promise<void> {
  const number = text(options, 'phoneNumber')
  const call = await dialog('拨打电话', `会拨打 ${number}`, [
    { text: '取消', value: false },
    { text: '呼叫', value: true, color: '#576b95' },
  ])
  if (!call) throw new ApiError('cancel')
}

const TEMPLATE_TITLES: Record<string, string> = { help: '求助进展通知', shift: '上岗提醒', notice: '公告' }

/** The title WeChat would show of a template: it knows templates by their ids, the preview by how they end. */
function templateTitle(id: string): string {
  return TEMPLATE_TITLES[id.slice(id.lastIndexOf('-') + 1)] ?? '消息提醒'
}

function requestSubscribeMessage(options: Options): Promise<Record<string, unknown>> {
  const ids = (options['tmplIds'] ?? []) as string[]
  if (ids.length === 0) throw new ApiError('Templates count out of max bounds', { errCode: 20003 })
  return new Promise((resolve) => {
    const boxes = ids.map((id) => ({
      id,
      title: templateTitle(id),
      box: el('input', { type: 'checkbox', checked: true, 'aria-label': templateTitle(id) }),
    }))
    const finish = (accepted: boolean): void => {
      close()
      const answers = boxes.map(({ id, box }) => [id, accepted && box.checked ? 'accept' : 'reject'] as const)
      resolve(Object.fromEntries(answers))
    }
    const list = boxes.map(({ title, box }) =>
      el('label', { class: 'pv-subscribe-row' }, [el('span', {}, [title]), box]),
    )
    const node = el(
      'div',
      { class: 'pv-sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': '订阅消息' },
      [
        el('div', { class: 'pv-sheet-title' }, ['申请给你发送一次以下消息']),
        el('div', { class: 'pv-sheet-list' }, list),
        el('div', { class: 'pv-sheet-pair' }, [
          el('button', { class: 'pv-sheet-refuse', click: () => finish(false) }, ['取消']),
          el('button', { class: 'pv-sheet-accept', click: () => finish(true) }, ['允许']),
        ]),
      ],
    )
    const close = overlay(node, () => finish(false))
  })
}

async function setClipboardData(options: Options): Promise<void> {
  const data = text(options, 'data')
  sessionStorage.setItem('preview:clipboard', data)
  // A page without focus or permission may not write the machine's clipboard; the preview keeps its own copy.
  await navigator.clipboard?.writeText(data).catch(() => undefined)
}

/** Calls, messages, clipboard, identity. */
export const contact: Record<string, unknown> = apis({
  makePhoneCall,
  requestSubscribeMessage,
  setClipboardData,
  getClipboardData: () => ({ data: sessionStorage.getItem('preview:clipboard') ?? '' }),
  vibrateShort() {
    layer().parentElement?.animate([{ translate: '2px' }, { translate: '-2px' }, { translate: '0' }], 60)
  },
  vibrateLong() {
    layer().parentElement?.animate([{ translate: '3px' }, { translate: '-3px' }, { translate: '0' }], 200)
  },
  hideKeyboard() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  },
  login: () => ({ code: `preview-${session.openid}` }),
  checkSession: () => undefined,
  setKeepScreenOn: () => undefined,
})
