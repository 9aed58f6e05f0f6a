import { ApiError, apis, text } from './call'
import { dialog } from './sheets'

/** What the user has allowed or refused, by scope. */
export const grants = new Map<string, boolean>()

let privacyAgreed = sessionStorage.getItem('preview:privacy') === 'agree'
let waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
type PrivacyHandler = (answer: (choice: { event: string }) => void, info: { referrer: string }) => void
let privacyHandler: PrivacyHandler | null = null

function settle(event: string): void {
  const pending = waiting
  if (event === 'agree') {
    privacyAgreed = true
    sessionStorage.setItem('preview:privacy', 'agree')
    waiting = []
    pending.forEach(({ resolve }) => resolve())
  } else if (event === 'disagree') {
    waiting = []
    pending.forEach(({ reject }) =>
      reject(new ApiError('privacy permission is not authorized', { errno: 104 })),
    )
  }
}

/** A press of a button with open-type agreePrivacyAuthorization. */
export function agreePrivacy(): void {
  settle('agree')
}

/** Waits until the user has agreed to the privacy contract; asks through the mini-program's own handler first. */
export function needPrivacy(reason: string): Promise<void> {
  if (privacyAgreed) return Promise.resolve()
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject })
    if (privacyHandler) {
      privacyHandler(({ event }) => settle(event), { referrer: reason })
    } else {
      const buttons = [
        { text: '拒绝', value: 'disagree' },
        { text: '同意', value: 'agree', color: '#576b95' },
      ]
      void dialog('用户隐私保护提示', '使用前请阅读《小程序隐私保护指引》。', buttons).then(settle)
    }
  })
}

/** Waits for the privacy consent that a scope needs. */
export async function need(scope: string): Promise<void> {
  await needPrivacy(scope)
}

function authSetting(): Record<string, boolean> {
  return Object.fromEntries(grants)
}

/** Privacy, authorisation and settings. */
export const permission: Record<string, unknown> = {
  onNeedPrivacyAuthorization(handler: PrivacyHandler) {
    privacyHandler = handler
  },
  ...apis({
    getPrivacySetting: () => ({
      needAuthorization: !privacyAgreed,
      privacyContractName: '《石室义警隐私保护指引》',
    }),
    requirePrivacyAuthorize: () => needPrivacy('requirePrivacyAuthorize'),
    async openPrivacyContract() {
      await dialog('隐私保护指引', '真机上这里打开微信登记的隐私保护指引。', [
        { text: '知道了', value: true },
      ])
    },
    getSetting: () => ({ authSetting: authSetting() }),
    async openSetting() {
      const on = grants.get('scope.userLocation') !== false
      const buttons = [
        { text: '不允许位置', value: false },
        { text: '允许位置', value: true, color: '#576b95' },
      ]
      const allowed = await dialog('设置', `位置信息：${on ? '允许' : '不允许'}`, buttons)
      if (allowed) grants.delete('scope.userLocation')
      else grants.set('scope.userLocation', false)
      return { authSetting: { 'scope.userLocation': allowed } }
    },
    async authorize(options) {
      const scope = text(options, 'scope')
      if (grants.get(scope) === false) throw new ApiError('auth deny')
      if (grants.get(scope) === true) return
      const buttons = [
        { text: '拒绝', value: false },
        { text: '允许', value: true, color: '#576b95' },
      ]
      const allowed = await dialog('申请权限', scope, buttons)
      grants.set(scope, allowed)
      if (!allowed) throw new ApiError('auth deny')
    },
  }),
}
