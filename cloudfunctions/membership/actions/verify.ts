import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { refusal } from '../../shared/refusal'
import { teamOf } from '../../shared/township'
import type { VerificationDto } from '../dto'
import { certificateState } from '../rules'
import { findByCode } from '../store'

/** Whatever else is scanned is no certificate of ours. */
const CODE = /^[A-Za-z0-9_-]{22}$/

/** Tells anyone what a certificate is worth: its state, name, team and township, and nothing else (S-22). */
export const verify = read({
  input: z.strictObject({ code: z.string().max(200) }),
  allow: anyone(),
  async run({ now, db, township }, { code }): Promise<VerificationDto> {
    const member = CODE.test(code) ? await findByCode(db, code) : null
    if (!member) throw refusal('NOT_FOUND', '这张证查不到。请核对证件，或打电话问综治办。')
    return {
      state: certificateState(member, now),
      name: member.name,
      team: teamOf(township, member.teamId)?.name ?? '',
      township: township.name,
    }
  },
})
