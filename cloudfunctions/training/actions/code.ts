import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { passcode, slotOf } from '../../shared/passcode'
import { Id } from '../../shared/payload'
import { qrDataUrl } from '../../shared/qr'
import { refusal } from '../../shared/refusal'
import type { AttendanceCodeDto } from '../dto'
import { checkInWindow, CODE_SLOT_MS } from '../rules'
import { findSession } from '../store'
import { ATTENDANCE, attendanceLink, mayRun, sessionRefused } from '../view'

/** How many codes are given at once: what is shown while the next ones are fetched over a bad line. */
const AHEAD = 4

/** The codes to show for attendance, this one and the next ones, for who runs the session. */
export const code = read({
  input: z.strictObject({ sessionId: Id }),
  allow: roles('trainer', 'office'),
  refusals: ['NOT_OPEN_YET', 'CLOSED'],
  async run({ me, now, db, township }, { sessionId }) {
    const session = await findSession(db, sessionId)
    if (!session || !mayRun(session, me)) throw refusal('NOT_FOUND')
    const closed = checkInWindow(session, session.endAt, now)
    if (closed) throw sessionRefused(closed)
    const first = slotOf(now, CODE_SLOT_MS)
    const codes = await Promise.all(
      Array.from({ length: AHEAD }, async (_, at): Promise<AttendanceCodeDto> => {
        const slot = first + at
        const link = attendanceLink(township, sessionId, passcode(ATTENDANCE, sessionId, slot))
        const from = slot * CODE_SLOT_MS
        return { link, code: await qrDataUrl(link), from, until: from + CODE_SLOT_MS }
      }),
    )
    return { codes }
  },
})
