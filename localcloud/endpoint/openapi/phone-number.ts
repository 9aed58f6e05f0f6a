import { createHash } from 'node:crypto'
import { LOCAL_APPID } from '../environment'
import { requireText, WechatError } from './stand-in'
import type { StandIn } from './stand-in'

/**
 * `phonenumber.getPhoneNumber`: a code that begins with a mobile number (`13800001234-…`) stands for that number, any
 * other code for an invented one; like WeChat's, a code works once.
 */
export function createPhoneNumbers(): StandIn {
  const used = new Set<string>()
  return (data, { now }) => {
    const code = requireText(data.code, 40029, 'invalid code')
    if (used.has(code)) throw new WechatError(40163, 'code been used')
    used.add(code)
    const number = /^1\d{10}(?!\d)/.exec(code)?.[0] ?? inventNumber(code)
    return {
      json: {
        errcode: 0,
        errmsg: 'ok',
        phone_info: {
          phoneNumber: number,
          purePhoneNumber: number,
          countryCode: '86',
          watermark: { timestamp: Math.floor(now / 1000), appid: LOCAL_APPID },
        },
      },
    }
  }
}

function inventNumber(code: string): string {
  const digits = createHash('sha256').update(code).digest().readUInt32BE() % 100_000_000
  return `199${String(digits).padStart(8, '0')}`
}
