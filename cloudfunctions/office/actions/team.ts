import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { holds } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import type { TeamLeadsDto } from '../dto'
import { findMembers } from '../store'
import { teamView } from '../view'

/** A team's members and who leads it, for those who appoint; the caller's first team when none is named (S-02). */
export const team = read({
  input: z.strictObject({ teamId: Id.optional() }),
  allow: roles('office', 'reviewer'),
  async run({ me, now, db, township }, { teamId }): Promise<TeamLeadsDto> {
    const teams = township.teams
      .filter(({ villageId }) => holds(me, 'office') || holds(me, 'reviewer', { villageId }))
      .map(({ id, name }) => ({ id, name }))
    const found = teamId === undefined ? teams[0] : teams.find(({ id }) => id === teamId)
    if (!found) throw refusal('NOT_FOUND')
    return teamView(found, teams, await findMembers(db, found.id), { me, now })
  },
})
