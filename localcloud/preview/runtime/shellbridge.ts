import type { Bridge } from './bridge'
import { fileUrl } from './config'
import { pageFrameOf } from './units'
import { currentPage, navigateBack, navigateTo, pageStack, reLaunch, redirectTo, switchTab } from './router'
import { session } from './session'
import { layer } from './shell'
import { temporaryUrl } from './wx/cloud'
import { chooseFiles } from './wx/media'
import { agreePrivacy } from './wx/permission'
import { dialog } from './wx/sheets'

const addresses = /^(https?:|data:|blob:|\/\/)/

/** The bridge through which built-ins reach the shell. */
export const shellBridge: Bridge = {
  navigate(kind, url, delta) {
    if (kind === 'navigate') navigateTo(url)
    else if (kind === 'redirect') redirectTo(url)
    else if (kind === 'switchTab') switchTab(url)
    else if (kind === 'reLaunch') reLaunch(url)
    else if (kind === 'navigateBack') navigateBack(delta)
    else throw new Error(`navigator open-type="${kind}" 在预览中不支持`)
  },
  openType,
  layer,
  resolveImage(src) {
    if (src === '' || addresses.test(src) || src.startsWith('cloud://')) return src
    const base = `/${currentPage()?.path ?? ''}`
    return fileUrl(src.startsWith('/') ? src : new URL(src, `https://page${base}`).pathname)
  },
  async resolveImageLater(src) {
    return src.startsWith('cloud://') ? temporaryUrl(src) : shellBridge.resolveImage(src)
  },
  pageMeta(node, meta) {
    const frame = pageFrameOf(node)
    const page = frame?.querySelector<HTMLElement>('wx-page')
    if (!frame || !page) return
    if (meta.pageStyle !== undefined) page.setAttribute('style', meta.pageStyle)
    if (meta.backgroundColor) frame.style.background = meta.backgroundColor
    const size = meta.rootFontSize
    if (size)
      document.documentElement.style.fontSize = size === 'system' ? `${16 * session.fontScale}px` : size
    if (meta.scrollTop !== undefined)
      frame.querySelector('.pv-page-scroll')?.scrollTo({ top: meta.scrollTop })
  },
}

async function openType(kind: string, detail: Record<string, unknown>): Promise<Record<string, unknown>> {
  if (kind === 'agreePrivacyAuthorization') {
    agreePrivacy()
    return { errMsg: 'agreePrivacyAuthorization:ok' }
  }
  if (kind === 'share') {
    const shared = pageStack().at(-1)?.call('onShareAppMessage', { from: 'button', target: detail['target'] })
    const { title = '', path = '' } = (shared ?? {}) as { title?: string; path?: string }
    await dialog('转发给朋友', `${title}\n${path}`, [{ text: '知道了', value: true }])
    return {}
  }
  if (kind === 'getPhoneNumber' || kind === 'getRealtimePhoneNumber') {
    const buttons = [
      { text: '拒绝', value: false },
      { text: '允许', value: true, color: '#576b95' },
    ]
    const allowed = await dialog('申请获取手机号', '用于验证和联系', buttons)
    if (!allowed) return { errMsg: `${kind}:fail user deny` }
    return { errMsg: `${kind}:ok`, code: `preview-phone-${session.openid}` }
  }
  if (kind === 'chooseAvatar') {
    const [file] = await chooseFiles('image/*', false)
    return { avatarUrl: file ? URL.createObjectURL(file) : '' }
  }
  if (kind === 'openSetting' || kind === 'feedback' || kind === 'contact') {
    const names: Record<string, string> = { openSetting: '设置', feedback: '意见反馈', contact: '客服会话' }
    await dialog(names[kind] ?? kind, '真机上这里打开微信的页面。', [{ text: '知道了', value: true }])
    return { errMsg: `${kind}:ok` }
  }
  throw new Error(`button open-type="${kind}" 在预览中不支持`)
}
