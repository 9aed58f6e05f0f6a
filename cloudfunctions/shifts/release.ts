import type { WriteContext } from '../shared/action'
import { findByRole } from '../shared/recipients'
import { holds } from '../shared/people'
import { refusal } from '../shared/refusal'
import type { ShiftDetailDto } from './dto'
import { releaseRefusal } from './rules'
import { findDuties, findShift, unseat } from './store'
import { leads, releaseRefused, shiftDetail, shiftTitle } from './view'

/**
 * Releases a person from a shift: themself until the deadline, or a member by those who lead their team. Tells the
 * other side: the captain when a volunteer leaves, the volunteer when the captain takes them off.
 */
export async function releaseFor(
  { me, now, db, tx, township, subject, tell }: WriteContext,
  { shiftId, personId, reason }: { shiftId: string; personId: string; reason: string },
): Promise<ShiftDetailDto> {
  const before = await findShift(tx, shiftId)
  if (!before) throw refusal('NOT_FOUND')
  const seat = before.crew.find((each) => each.personId === personId)
  const own = personId === me.id
  if (!own && !holds(me, 'office') && !(seat && leads(me, seat.teamId))) throw refusal('NOT_FOUND')
  const refused = releaseRefusal(before, personId, township.shifts.releaseBefore, !own, now)
  if (refused) throw releaseRefused(refused, township)
  const after = await unseat(tx, shiftId, personId)
  if (!after) throw refusal('NOT_FOUND')
  subject(shiftId)
  subject(personId)
  const captains = own && seat ? await findByRole(db, 'captain', { teamId: seat.teamId }) : []
  tell({
    cause: ['release', shiftId, personId, String(now)],
    to: own ? captains.map((person) => person._id).filter((id) => id !== me.id) : [personId],
    kind: 'shift',
    title: own ? `${seat?.name ?? ''}退了一个班` : '队长帮你退了一个班',
    text: `${shiftTitle(after, township)}，${reason}`,
    page: `/packages/shifts/detail/index?id=${shiftId}`,
  })
  return shiftDetail(
    after,
    { me, township, now },
    own ? await findDuties(tx, me.id) : await findDuties(db, me.id),
  )
}
