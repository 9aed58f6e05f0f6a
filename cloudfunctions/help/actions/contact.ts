import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import type { Db } from '../../shared/db'
import { Id, RequestKey } from '../../shared/payload'
import { PEOPLE, type Person } from '../../shared/people'
import { findByRole } from '../../shared/recipients'
import { refusal } from '../../shared/refusal'
import { unseal, type Sealed } from '../../shared/sealed'
import { maySee, teamOfVillage } from '../relations'
import { findHelp } from '../store'
import { helpView } from '../view'

/** Gives one phone number to someone who needs it for this request now; each time leaves an audit line. */
export const contact = write({
  input: z.strictObject({
    helpId: Id,
    who: z.enum(['requester', 'responder', 'captain']),
    requestKey: RequestKey,
  }),
  allow: anyone(),
  refusals: ['NO_CONTACT', 'NO_PHONE'],
  async run({ me, now, db, tx, township, subject }, { helpId, who }) {
    const help = await findHelp(tx, helpId)
    if (!help || !maySee(help, me, now)) throw refusal('NOT_FOUND')
    if (!helpView(help, { me, township, now }).contacts.includes(who)) {
      throw refusal('NO_CONTACT', '现在不能看这个电话。')
    }
    const team = teamOfVillage(township, help.villageId)
    const found: { name: string; phone: Sealed | null; id: string } | null =
      who === 'requester'
        ? { name: help.requesterName, phone: help.phone, id: help.requesterId }
        : who === 'responder'
          ? named(help.owner ? await db.of(PEOPLE).get(help.owner.personId) : null)
          : named(await reachable(db, team?.id, me.id))
    if (!found?.phone) throw refusal('NO_PHONE', '对方没有留电话。')
    subject(helpId)
    subject(found.id)
    return { name: found.name, phone: unseal(found.phone) }
  },
})

/** Who leads the village's team and has a phone: captain, else deputy, else the office; never the caller. */
async function reachable(db: Db, teamId: string | undefined, callerId: string): Promise<Person | null> {
  const scope = teamId === undefined ? {} : { teamId }
  for (const [role, within] of [
    ['captain', scope],
    ['deputy', scope],
    ['office', {}],
  ] as const) {
    const found = (await findByRole(db, role, within)).find((each) => each.phone && each._id !== callerId)
    if (found) return found
  }
  return null
}

function named(person: Person | null): { name: string; phone: Sealed | null; id: string } | null {
  return person && { name: person.name, phone: person.phone, id: person._id }
}
