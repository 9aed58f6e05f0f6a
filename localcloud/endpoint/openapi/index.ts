import { isRecord } from '../admin'
import type { AdminCall } from '../admin'
import { EndpointError } from '../errors'
import type { OutboxEntry } from '../types'
import { createPhoneNumbers } from './phone-number'
import { decodeCall, encodeReply } from './protocol'
import { checkMedia, checkText } from './security'
import { WechatError } from './stand-in'
import type { StandIn, StandInReply } from './stand-in'
import { sendSubscribeMessage } from './subscribe-message'
import { makeCode } from './wxacode'

/** Answers `wx.openApi` with the SDK's protobuf message and `wx.api` with a JSON reply. */
export type OpenApi = (call: AdminCall) => Promise<Buffer | Record<string, unknown>>

/** Apis whose answer is no JSON and does not fit the reply of `wx.api`. */
const PICTURES = new Set(['wxacode.getUnlimited'])

/**
 * WeChat's openapi, stood in for on this machine: each supported call is checked as WeChat checks it, recorded in the
 * outbox and answered; every other is refused by name.
 */
export function createOpenApi(options: {
  outbox: OutboxEntry[]
  now: () => number
  linkPrefix: string
}): OpenApi {
  const standIns = new Map<string, StandIn>([
    ['subscribeMessage.send', sendSubscribeMessage],
    ['security.msgSecCheck', checkText],
    ['security.mediaCheckAsync', checkMedia],
    ['wxacode.getUnlimited', makeCode],
    ['phonenumber.getPhoneNumber', createPhoneNumbers()],
  ])

  async function run(api: string, data: Record<string, unknown>, openid?: string): Promise<StandInReply> {
    const standIn = standIns.get(api)
    if (!standIn)
      throw new EndpointError('INVALID_PARAM', `openapi ${api} is not supported by the local cloud`)
    const now = options.now()
    const reply = await answer(standIn, data, { now, linkPrefix: options.linkPrefix })
    options.outbox.push({
      at: now,
      api,
      ...(openid === undefined ? {} : { openid }),
      data,
      reply: reply.json,
      ...(reply.result ? { result: reply.result } : {}),
    })
    return reply
  }

  return async ({ action, params, caller }) => {
    const { apiName: api, requestData } = params
    if (typeof api !== 'string' || api === '') throw new EndpointError('INVALID_PARAM', 'apiName missing')
    if (action === 'wx.api') {
      if (PICTURES.has(api))
        throw new EndpointError('INVALID_PARAM', `${api} answers a picture: use cloud.openapi`)
      const reply = await run(api, parseJson(api, requestData), caller.openid)
      return { data: { responseData: JSON.stringify(reply.json) } }
    }
    if (!Buffer.isBuffer(requestData)) throw new EndpointError('INVALID_PARAM', `${api}: requestData missing`)
    const reply = await run(api, decodeCall(api, requestData), caller.openid)
    return reply.picture
      ? encodeReply('image/png', reply.picture)
      : encodeReply('application/json', Buffer.from(JSON.stringify(reply.json)))
  }
}

async function answer(
  standIn: StandIn,
  data: Record<string, unknown>,
  context: Parameters<StandIn>[1],
): Promise<StandInReply> {
  try {
    return await standIn(data, context)
  } catch (error) {
    if (error instanceof WechatError) return { json: { errcode: error.errcode, errmsg: error.message } }
    throw error
  }
}

function parseJson(api: string, data: unknown): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(typeof data === 'string' && data !== '' ? data : '{}')
    if (isRecord(parsed)) return parsed
  } catch {
    // Falls through to the same refusal as JSON of another kind.
  }
  throw new EndpointError('INVALID_PARAM', `${api}: requestData is not a JSON object`)
}
