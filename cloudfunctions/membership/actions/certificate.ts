import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { temporaryUrls } from '../../shared/files'
import { qrDataUrl } from '../../shared/qr'
import { teamOf } from '../../shared/township'
import type { CertificateDto } from '../dto'
import { certificateState } from '../rules'
import { findMember } from '../store'
import { certificateLink } from '../view'

/** The caller's certificate with the code that anyone can scan (S-22); null without one. */
export const certificate = read({
  input: z.strictObject({}),
  allow: anyone(),
  async run({ me, now, db, township }): Promise<{ certificate: CertificateDto | null }> {
    const member = await findMember(db, me.id)
    if (!member) return { certificate: null }
    const link = certificateLink(township, member.certificate.code)
    const [code, photos] = await Promise.all([
      qrDataUrl(link),
      temporaryUrls(member.photo === null ? [] : [member.photo]),
    ])
    return {
      certificate: {
        title: `${township.name}义警巡逻队员证`,
        number: member.certificate.number,
        name: member.name,
        team: teamOf(township, member.teamId) ?? { id: member.teamId, name: '' },
        issuedAt: member.certificate.issuedAt,
        validUntil: member.certificate.validUntil,
        photoUrl: photos[0] ?? null,
        state: certificateState(member, now),
        link,
        code,
      },
    }
  },
})
