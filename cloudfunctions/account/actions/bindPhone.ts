import * as z from 'zod'
import { report } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { transact } from '../../shared/db'
import { log, stackOf } from '../../shared/log'
import { openapi } from '../../shared/openapi'
import { Phone } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { maskPhone, seal } from '../../shared/sealed'
import { savePerson } from '../store'

/** Stores the phone number that WeChat vouches for, from the code of its button, which works once. */
export const bindPhone = report({
  input: z.strictObject({ code: z.string().min(1).max(200) }),
  allow: anyone(),
  refusals: ['NO_PHONE_NUMBER'],
  async run({ me, now }, { code }): Promise<{ phoneMasked: string }> {
    const phone = await numberOf(code)
    await transact((tx) => savePerson(tx, me, { phone: seal(phone) }, now))
    return { phoneMasked: maskPhone(phone) }
  },
})

async function numberOf(code: string): Promise<string> {
  try {
    const answer = await openapi('phonenumber.getPhoneNumber', { code })
    return Phone.parse(numberIn(answer))
  } catch (error) {
    log({ level: 'warn', event: 'phone', stack: stackOf(error) })
    throw refusal('NO_PHONE_NUMBER', '没有取到手机号，请再点一次，或直接填写。')
  }
}

/** The number without country code, under either spelling of the SDK. */
function numberIn(answer: unknown): unknown {
  const info = field(answer, 'phoneInfo') ?? field(answer, 'phone_info')
  return field(info, 'purePhoneNumber')
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined
}
