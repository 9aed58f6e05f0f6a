import type { WriteContext } from '../shared/action'
import { findByRole } from '../shared/recipients'
import type { Member } from './record'
import { marksOut } from './rules'
import { filePage, OWN_FILE } from './words'

/** Asks someone who has left for what is still out, and tells the office what to expect (S-14, S-26). */
export async function tellMarksOut(
  { me, db, now, tell }: WriteContext,
  member: Pick<Member, '_id' | 'name' | 'marks'>,
): Promise<void> {
  const items = marksOut(member.marks).map(({ item }) => item)
  if (items.length === 0) return
  const list = items.join('、')
  tell({
    cause: ['marksOut', member._id, String(now)],
    to: [member._id],
    kind: 'notice',
    title: '请交回队里的东西',
    text: `${list}，请交到综治办。`,
    page: OWN_FILE,
  })
  const office = (await findByRole(db, 'office')).map(({ _id }) => _id)
  tell({
    cause: ['marksOut', 'office', member._id, String(now)],
    to: office.filter((id) => id !== member._id && id !== me.id),
    kind: 'notice',
    title: `${member.name}退队，要收回东西`,
    text: `待收回：${list}。收到后请登记。`,
    page: filePage(member._id),
  })
}
