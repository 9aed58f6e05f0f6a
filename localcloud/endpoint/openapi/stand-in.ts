/** What a stand-in knows besides the call's own data. */
export interface StandInContext {
  /** milliseconds since the epoch */
  now: number
  /** the registered https link that QR codes start with */
  linkPrefix: string
}

/** A stand-in's answer: WeChat's JSON, or a picture with a description of it for the outbox. */
export interface StandInReply {
  json: Record<string, unknown>
  picture?: Buffer
  /** what WeChat would push later, e.g. the verdict on a picture */
  result?: Record<string, unknown>
}

/** Answers one openapi in WeChat's place, or throws a WechatError. */
export type StandIn = (
  data: Record<string, unknown>,
  context: StandInContext,
) => StandInReply | Promise<StandInReply>

/** A refusal by WeChat itself: its numeric `errcode` and English `errmsg`. */
export class WechatError extends Error {
  constructor(
    readonly errcode: number,
    errmsg: string,
  ) {
    super(errmsg)
  }
}

/** A non-empty text field, or WeChat's error for it. */
export function requireText(value: unknown, errcode: number, errmsg: string): string {
  if (typeof value !== 'string' || value === '') throw new WechatError(errcode, errmsg)
  return value
}
