import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id, RequestKey, words } from '../../shared/payload'
import { holds } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import { teamOf } from '../../shared/township'
import { appointRefusal, placeIn, rolesAs } from '../rules'
import { findPerson, findPlaceHolders, lockRole, saveRoles } from '../store'
import { APPOINT_WORDS, placeWords } from '../view'

/**
 * Makes a member captain or deputy of their team, or a volunteer like the others again (S-02): each team has one of
 * each, so whoever held the place before steps back in the same change, and both are told.
 */
export const appoint = write({
  input: z.strictObject({
    personId: Id,
    as: z.enum(['captain', 'deputy', 'volunteer']),
    reason: words(100).optional(),
    requestKey: RequestKey,
  }),
  allow: roles('office', 'reviewer'),
  refusals: ['OWN_CASE', 'ALREADY_HELD', 'NOT_A_MEMBER'],
  async run({ me, now, tx, township, tell, subject }, { personId, as, reason }) {
    const person = await findPerson(tx, personId)
    if (!person) throw refusal('NOT_FOUND')
    const volunteer = person.volunteer
    // A reviewer knows of their own village's people only (S-08).
    if (!holds(me, 'office') && !(volunteer && holds(me, 'reviewer', { villageId: volunteer.villageId })))
      throw refusal('NOT_FOUND')
    const refused = appointRefusal(person, as, personId === me.id, now)
    if (refused || !volunteer) {
      const code = refused ?? 'NOT_A_MEMBER'
      throw refusal(code, APPOINT_WORDS[code])
    }
    const { teamId, villageId } = volunteer
    const teamName = teamOf(township, teamId)?.name ?? ''
    const before = placeIn(teamId, person.roles)
    // Two appointments in one team collide here, so that the later one sees the earlier.
    await lockRole(tx, { team: teamId })
    const why = reason === undefined ? '' : `说明：${reason}。`
    const former = as === 'volunteer' ? [] : await findPlaceHolders(tx, teamId, as)
    for (const each of former) {
      await saveRoles(tx, each._id, rolesAs(each.roles, 'volunteer', { teamId, villageId }))
      subject(each._id)
    }
    await saveRoles(tx, personId, rolesAs(person.roles, as, { teamId, villageId }))
    subject(personId)
    const change = [personId, as, String(now)]
    tell({
      cause: ['appoint', ...change],
      to: [personId],
      kind: 'notice',
      title:
        as === 'volunteer'
          ? `你不再担任${teamName}${placeWords(before)}`
          : `你现在是${teamName}${placeWords(as)}`,
      text:
        as === 'volunteer'
          ? `你还是${teamName}队员，巡逻照常。${why}`
          : `队员退班、求助超时没人接，都会先告诉你。${why}`,
      page: '/packages/account/about/index',
    })
    tell({
      cause: ['stepBack', ...change],
      to: former.map(({ _id }) => _id),
      kind: 'notice',
      title: `${teamName}换了${placeWords(as)}`,
      text: `现在由${person.name}担任，你还是队员，巡逻照常。${why}`,
      page: '/packages/account/about/index',
    })
    return { personId, as }
  },
})
