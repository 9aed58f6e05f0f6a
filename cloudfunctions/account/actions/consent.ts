import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { MESSAGE_KINDS } from '../../shared/messages'
import { RequestKey } from '../../shared/payload'
import { addConsent } from '../store'

/** Records what the caller accepted in `wx.requestSubscribeMessage`: one send for each purpose. */
export const consent = write({
  input: z.strictObject({ accepted: z.array(z.enum(MESSAGE_KINDS)).max(3), requestKey: RequestKey }),
  allow: anyone(),
  async run({ me, tx, subject }, { accepted }) {
    for (const kind of new Set(accepted)) await addConsent(tx, me.id, kind)
    subject(me.id)
    return { saved: true }
  },
})
