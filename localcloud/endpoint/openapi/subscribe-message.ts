import { isRecord } from '../admin'
import { requireText, WechatError } from './stand-in'
import type { StandIn } from './stand-in'

/** Longest value of a template field, in characters, by the field's kind (`thing3` is of kind `thing`). */
const LONGEST: Record<string, number> = {
  thing: 20,
  phrase: 5,
  name: 20,
  character_string: 32,
  letter: 32,
  number: 32,
  symbol: 5,
  phone_number: 17,
  car_number: 8,
}

/**
 * `subscribeMessage.send`: checks what WeChat checks (receiver, template, each field's value and length) and accepts;
 * whether the receiver consented is known to WeChat only, so consent is taken as given.
 */
export const sendSubscribeMessage: StandIn = (data) => {
  requireText(data.touser, 40003, 'invalid openid')
  requireText(data.template_id, 40037, 'invalid template_id')
  if (!isRecord(data.data) || Object.keys(data.data).length === 0) {
    throw new WechatError(47003, 'argument invalid! data is empty')
  }
  for (const [field, entry] of Object.entries(data.data)) checkField(field, entry)
  return { json: { errcode: 0, errmsg: 'ok' } }
}

function checkField(field: string, entry: unknown): void {
  const value = isRecord(entry) ? entry.value : undefined
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') {
    throw new WechatError(47003, `argument invalid! data.${field}.value is empty`)
  }
  const kind = /^([a-z_]+?)\d+$/.exec(field)?.[1] ?? ''
  const longest = Object.hasOwn(LONGEST, kind) ? LONGEST[kind] : undefined
  if (longest !== undefined && [...String(value)].length > longest) {
    throw new WechatError(47003, `argument invalid! data.${field}.value invalid`)
  }
}
