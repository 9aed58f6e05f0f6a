import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, RequestKey } from '../../shared/payload'
import { countUnread, markRead as mark } from '../store'

/** Marks messages of the caller as read; ids of others' messages change nothing. */
export const markRead = write({
  input: z.strictObject({ ids: z.array(Id).min(1).max(50), requestKey: RequestKey }),
  allow: anyone(),
  async run({ me, tx, db }, { ids }) {
    const read = [...new Set(ids)]
    for (const id of read) await mark(tx, me.id, id)
    return { unread: await countUnread(db, me.id, read) }
  },
})
