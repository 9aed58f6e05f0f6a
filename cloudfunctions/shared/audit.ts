import { collectionOf } from './db'
import type { Sealed } from './sealed'
import type { Instant } from './values'

/** One line of the audit trail: who did what to what, and when. Insert-only; of the payload it holds a reason at most. */
export interface AuditRecord {
  _id: string
  at: Instant
  person: string
  function: string
  action: string
  /** Ids of what was changed or unmasked. */
  subjects: string[]
  /** Why, where somebody had to say so (unmasking), sealed since it may name people; absent elsewhere. */
  reason?: Sealed
  requestId: string
}

/** The collection of audit lines. */
export const AUDIT = collectionOf<AuditRecord>('audit')
