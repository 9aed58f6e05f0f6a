import type { WriteContext } from '../shared/action'
import { findByRole } from '../shared/recipients'
import type { Duty } from '../shifts/rules'
import { vacate } from '../shifts/store'
import type { Member } from './record'
import { dutyWords } from './words'

/**
 * Takes someone who is no longer on duty off all shifts to come, and tells those who lead their team, so that the seats
 * are filled (S-35). The seats are free in the same transaction: a claim of the same moment is judged anew.
 * @param happened what is said of them, e.g. `郑大山暂停巡逻`
 */
export async function vacateAndTell(
  { db, now, tx, township, tell }: WriteContext,
  member: Pick<Member, '_id' | 'teamId'>,
  happened: string,
): Promise<Duty[]> {
  const { _id, teamId } = member
  const duties = await vacate(tx, _id, now)
  const leaders = [
    ...(await findByRole(db, 'captain', { teamId })),
    ...(await findByRole(db, 'deputy', { teamId })),
  ]
  tell({
    cause: ['vacancy', _id, String(now)],
    to: leaders.map((each) => each._id).filter((id) => id !== _id),
    kind: 'shift',
    title: happened,
    text:
      duties.length === 0
        ? '后面没有排到的班，不用补人。'
        : `空出 ${duties.length} 个班，请安排补人：${dutyWords(duties, township)}。`,
    page: duties.length === 0 ? null : '/pages/shifts/index',
  })
  return duties
}
