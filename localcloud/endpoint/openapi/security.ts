import { createHash } from 'node:crypto'
import { requireText, WechatError } from './stand-in'
import type { StandIn, StandInReply } from './stand-in'

/**
 * Words that make the stand-in of `security.msgSecCheck` answer `risky`, with WeChat's label for each
 * (20006 crime, 20008 fraud, 20002 pornography, 20001 politics, 10001 advertising). Any other text passes.
 */
export const RISKY_WORDS: Record<string, number> = {
  违规测试词: 21000,
  赌博网站: 20006,
  代办假证: 20006,
  刷单返利: 20008,
  色情服务: 20002,
  加微信领红包: 10001,
}

/** A picture or sound whose link contains this text is found `risky` by `security.mediaCheckAsync`. */
export const RISKY_MEDIA = 'risky'

const PASS_LABEL = 100
const MAX_CONTENT = 2500

/** `security.msgSecCheck`, version 2: text of at most 2,500 characters, in a scene, by a user. */
export const checkText: StandIn = (data) => {
  checkRequest(data)
  const content = requireText(data.content, 44002, 'empty post data')
  if ([...content].length > MAX_CONTENT) throw new WechatError(40097, 'content too long')
  const label = Object.entries(RISKY_WORDS).find(([word]) => content.includes(word))?.[1] ?? PASS_LABEL
  const suggest = label === PASS_LABEL ? 'pass' : 'risky'
  return {
    json: {
      errcode: 0,
      errmsg: 'ok',
      result: { suggest, label },
      detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
      trace_id: traceOf(content),
    },
  }
}

/** `security.mediaCheckAsync`, version 2: answers at once with a trace id; the verdict is recorded beside it. */
export const checkMedia: StandIn = (data): StandInReply => {
  checkRequest(data)
  const url = requireText(data.media_url, 44002, 'empty media_url')
  if (data.media_type !== 1 && data.media_type !== 2) throw new WechatError(40097, 'invalid media_type')
  if (!/^https?:\/\//.test(url)) throw new WechatError(40097, 'invalid media_url')
  const risky = url.includes(RISKY_MEDIA)
  const traceId = traceOf(url)
  return {
    json: { errcode: 0, errmsg: 'ok', trace_id: traceId },
    result: { trace_id: traceId, suggest: risky ? 'risky' : 'pass', label: risky ? 21000 : PASS_LABEL },
  }
}

function checkRequest(data: Record<string, unknown>): void {
  if (data.version !== 2) throw new WechatError(40097, 'only version 2 is supported by the local cloud')
  requireText(data.openid, 40003, 'invalid openid')
  if (![1, 2, 3, 4].some((scene) => scene === data.scene)) throw new WechatError(40097, 'invalid scene')
}

function traceOf(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 16)}-${hash.slice(16, 24)}`
}
