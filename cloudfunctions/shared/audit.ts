import { collectionOf } from './db'
import type { Instant } from './values'

/** One line of the audit trail: who did what to what, and when. Insert-only; holds no payload. */
export interface AuditRecord {
  _id: string
  at: Instant
  person: string
  function: string
  action: string
  /** Ids of what was changed or unmasked. */
  subjects: string[]
  requestId: string
}

/** The collection of audit lines. */
export const AUDIT = collectionOf<AuditRecord>('audit')
