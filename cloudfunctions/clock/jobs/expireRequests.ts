import { command } from '../../shared/db'
import { REQUESTS } from '../../shared/idempotency'
import type { JobContext } from '../../shared/timer'

/** Removes the answers kept for repeats once no phone retries them any more. */
export function expireRequests({ db, now }: JobContext): Promise<number> {
  return db.of(REQUESTS).removeWhere({ expiresAt: command().lte(now) })
}
