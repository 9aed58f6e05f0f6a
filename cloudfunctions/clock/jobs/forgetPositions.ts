import { command } from '../../shared/db'
import { PEOPLE } from '../../shared/people'
import { MINUTE } from '../../shared/time'
import type { JobContext } from '../../shared/timer'

/** Forgets positions that no longer count as fresh: where a volunteer was is nobody's business after that (S-92). */
export function forgetPositions({ db, township, now }: JobContext): Promise<number> {
  const stale = now - township.help.positionFresh * MINUTE
  return db.of(PEOPLE).updateWhere({ 'position.at': command().lt(stale) }, { position: null })
}
