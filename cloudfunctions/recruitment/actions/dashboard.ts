import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { holds } from '../../shared/people'
import { boardsOf } from '../board'
import type { TeamBoardDto } from '../dto'

/**
 * Strength and composition of teams (S-10, S-11): all of them for the office and the leading group, a reviewer's villages'
 * and a captain's own otherwise.
 */
export const dashboard = read({
  input: z.strictObject({}),
  allow: roles('reviewer', 'captain', 'deputy', 'office', 'leader'),
  async run({ me, db, township, now }): Promise<{ teams: TeamBoardDto[] }> {
    const all = holds(me, 'office') || holds(me, 'leader')
    const teams = township.teams.filter(
      ({ id, villageId }) =>
        all ||
        holds(me, 'reviewer', { villageId }) ||
        holds(me, 'captain', { teamId: id }) ||
        holds(me, 'deputy', { teamId: id }),
    )
    return { teams: await boardsOf(db, township, teams, now) }
  },
})
