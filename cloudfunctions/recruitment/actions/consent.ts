import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { RequestKey } from '../../shared/payload'
import { giveConsent, PRIVACY_VERSION } from '../../shared/privacy'
import { refusal } from '../../shared/refusal'

/** Consents to the processing of the personal data that an application needs (S-21; PIPL articles 14, 29). */
export const consent = write({
  input: z.strictObject({ version: z.string().min(1).max(20), requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['OLD_WORDS'],
  async run({ me, now, tx, subject }, { version }) {
    if (version !== PRIVACY_VERSION) throw refusal('OLD_WORDS', '个人信息说明已更新，请重新看过再同意。')
    await giveConsent(tx, me.id, 'recruitment', version, now)
    subject(me.id)
    return { consented: true }
  },
})
