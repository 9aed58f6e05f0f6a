import * as z from 'zod'
import { write } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { findLive } from '../../help/store'
import { cleanWords, RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { change } from '../change'
import { tellMarksOut } from '../marks'
import { withoutTeam } from '../rules'
import { changePerson, memberOf } from '../store'
import { vacateAndTell } from '../vacancy'

/** Leaves the team, at any time and without anybody's approval (S-26). Shifts to come are free at once. */
export const leave = write({
  input: z.strictObject({ reason: z.string().max(200).transform(cleanWords), requestKey: RequestKey }),
  allow: volunteers(),
  refusals: ['HELP_OPEN'],
  async run(context, { reason }): Promise<{ left: true }> {
    const { me, now, db, tx, township, subject } = context
    // Somebody waits for them there; nobody but a volunteer could finish it.
    if ((await findLive(db)).some((help) => help.owner?.personId === me.id))
      throw refusal('HELP_OPEN', '你手上还有求助没办完，请先办完或交还再退队。')
    const { person, member } = await memberOf(tx, me.id, { now, township })
    if (!person?.volunteer) throw refusal('NOT_FOUND')
    subject(me.id)
    if (member) {
      await change(context, { person, member }, 'left', { text: reason })
      await tellMarksOut(context, member)
    } else {
      await changePerson(tx, me.id, withoutTeam(person))
    }
    await vacateAndTell(context, { _id: me.id, teamId: person.volunteer.teamId }, `${person.name}退队了`)
    return { left: true }
  },
})
