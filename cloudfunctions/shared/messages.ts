import { collectionOf } from './db'
import { idFrom } from './ids'
import type { Instant } from './values'

/** What a message is about; also the purpose a person consents to (subscribe messages). */
export const MESSAGE_KINDS = ['help', 'shift', 'notice'] as const
/** One kind of message. */
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/**
 * A message to people: written in the same transaction as the change it tells of, read as the in-app inbox by its
 * recipients, and drained as the outbox by `clock` (push is at least once and never the only way it reaches someone).
 */
export interface MessageRecord {
  _id: string
  to: string[]
  kind: MessageKind
  title: string
  text: string
  /** Mini-program page to open, or null. */
  page: string | null
  at: Instant
  readBy: string[]
  push: {
    state: 'due' | 'sending' | 'sent'
    /** When `clock` may take it; while sending, when the lease ends. */
    dueAt: Instant
    attempts: number
    /** Who was sent it, or cannot be: nobody gets it twice. */
    done: string[]
  }
}

/** The collection of messages. */
export const MESSAGES = collectionOf<MessageRecord>('messages')

/** What a use case says; the kit makes the record. */
export interface MessageDraft {
  /** Parts that make the message unique: telling twice for the same cause collides. */
  cause: readonly string[]
  to: readonly string[]
  kind: MessageKind
  title: string
  text: string
  page: string | null
}

/** The record of a draft. Nobody to tell makes no record. */
export function messageRecords(drafts: readonly MessageDraft[], now: Instant): MessageRecord[] {
  return drafts
    .filter((draft) => draft.to.length > 0)
    .map(({ cause, to, ...rest }) => ({
      _id: idFrom('msg', ...cause),
      ...rest,
      to: [...new Set(to)],
      at: now,
      readBy: [],
      push: { state: 'due', dueAt: now, attempts: 0, done: [] },
    }))
}
