import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { matches, revokeRefusal, STAFF_ROLES, TEAM_OFFICES } from '../rules'
import { findOffice, findPerson, lockRole, saveRoles } from '../store'
import { REVOKE_WORDS, roleWords } from '../view'

/** Takes a role back; the person's next call without it is refused. Who is a volunteer is not decided here (S-26). */
export const revoke = write({
  input: z.strictObject({
    personId: Id,
    role: z.enum([...STAFF_ROLES, ...TEAM_OFFICES]),
    villageId: Id.optional(),
    teamId: Id.optional(),
    reason: words(100),
    requestKey: RequestKey,
  }),
  allow: roles('office'),
  refusals: ['NOT_HELD', 'LAST_OFFICE', 'OWN_CASE'],
  async run({ me, now, tx, township, tell, subject }, { personId, reason, role, villageId, teamId }) {
    const person = await findPerson(tx, personId)
    if (!person) throw refusal('NOT_FOUND')
    // Two who take the office from each other must not both succeed.
    if (role === 'office') await lockRole(tx, 'office')
    const inOffice = role === 'office' ? (await findOffice(tx)).length : 0
    const scope = { role, villageId, teamId }
    const refused = revokeRefusal(person.roles, scope, personId === me.id, inOffice)
    if (refused) throw refusal(refused, REVOKE_WORDS[refused])
    const gone = person.roles.filter((grant) => matches(grant, scope))
    await saveRoles(
      tx,
      personId,
      person.roles.filter((grant) => !matches(grant, scope)),
    )
    subject(personId)
    tell({
      cause: ['revoke', personId, role, villageId ?? '', teamId ?? '', String(now)],
      to: [personId].filter((id) => id !== me.id),
      kind: 'notice',
      title: `你不再担任${gone.map((grant) => roleWords(grant, township)).join('、')}`,
      text: `原因：${reason}。有疑问请打综治办电话 ${township.officePhone}。`,
      page: '/packages/account/about/index',
    })
    return { revoked: true }
  },
})
