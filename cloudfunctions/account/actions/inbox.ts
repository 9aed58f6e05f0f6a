import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id } from '../../shared/payload'
import type { MessageDto } from '../dto'
import { findMessages, INBOX_PAGE } from '../store'

/** The caller's messages, newest first, a page at a time: `before` and `beforeId` name the last one seen. */
export const inbox = read({
  input: z.strictObject({ before: z.number().int().min(0).optional(), beforeId: Id.optional() }),
  allow: anyone(),
  async run({ me, db }, { before, beforeId }) {
    const last = before === undefined ? null : { at: before, id: beforeId }
    const found = await findMessages(db, me.id, last)
    const messages = found.slice(0, INBOX_PAGE).map((message): MessageDto => ({
      id: message._id,
      at: message.at,
      kind: message.kind,
      title: message.title,
      text: message.text,
      read: message.readBy.includes(me.id),
      page: message.page,
    }))
    return { messages, more: found.length > INBOX_PAGE }
  },
})
