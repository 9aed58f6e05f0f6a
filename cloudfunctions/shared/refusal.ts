/** Refusals that the kit itself makes; every action may answer with them. Messages are shown to people as they are. */
export const KIT_REFUSALS = {
  UNKNOWN_ACTION: '这个功能不存在，请更新小程序后再试。',
  BAD_INPUT: '填写的内容有误，请检查后再试。',
  NO_IDENTITY: '没有取到你的微信身份，请重新打开小程序。',
  FORBIDDEN: '你没有权限做这件事。',
  NOT_FOUND: '没有找到，可能已被删除。',
  REQUEST_KEY_REUSED: '这次提交与之前的不一致，请返回后重新操作。',
  BUSY: '现在操作的人多，请再点一次。',
  UNAVAILABLE: '网络不稳，没有办成，请稍后再试。',
  INTERNAL: '系统出了点问题，请稍后再试或联系综治办。',
} as const

/** Code of a refusal that any action may answer. */
export type KitRefusalCode = keyof typeof KIT_REFUSALS

/**
 * An expected "no": it carries a stable code for programs and a Simplified Chinese message for people.
 * Throwing one inside an action leaves nothing written.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'Refusal'
  }
}

/** Makes a refusal: one of the kit's by code alone, or a domain's with its own message. */
export function refusal(code: KitRefusalCode, message?: string): Refusal
export function refusal(code: string, message: string): Refusal
export function refusal(code: string, message?: string): Refusal {
  return new Refusal(code, message ?? KIT_REFUSALS[code as KitRefusalCode])
}
