import { drainPushes } from '../../shared/push'
import type { JobContext } from '../../shared/timer'

/** Drains the outbox: what is due and was not pushed at once. */
export function pushMessages(context: JobContext): Promise<number> {
  return drainPushes(context)
}
