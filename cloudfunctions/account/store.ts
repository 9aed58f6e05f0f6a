import { command, type Db, type Tx } from '../shared/db'
import { MESSAGES, type MessageKind, type MessageRecord } from '../shared/messages'
import { newPerson, PEOPLE, type Me, type Person } from '../shared/people'
import { consentId, CONSENTS } from '../shared/push'
import type { Instant } from '../shared/values'

/** How many messages one page of the inbox holds. */
export const INBOX_PAGE = 20

/** Saves fields of the caller's own record, making one for a visitor. */
export async function savePerson(tx: Tx, me: Me, fields: Partial<Person>, now: Instant): Promise<void> {
  if (Object.keys(fields).length === 0) return
  const known = await tx.of(PEOPLE).updateAndReturn({ _id: me.id }, fields)
  if (!known) await tx.of(PEOPLE).add({ ...newPerson(me, now), ...fields })
}

/**
 * One page of the caller's messages, newest first, and one more if there is one. Those of one instant stand in the order
 * of their ids, so that none is lost between two pages.
 * @param before the last message of the page before; phones of the first release know its instant only
 */
export async function findMessages(
  db: Db,
  personId: string,
  before: { at: Instant; id: string | undefined } | null,
): Promise<MessageRecord[]> {
  const _ = command()
  const limit = INBOX_PAGE + 1
  const [sameInstant, older] = await Promise.all([
    before?.id === undefined
      ? []
      : db
          .of(MESSAGES)
          .find({ to: personId, at: before.at, _id: _.lt(before.id) }, { orderBy: ['_id', 'desc'], limit }),
    db
      .of(MESSAGES)
      .find(
        { to: personId, ...(before === null ? {} : { at: _.lt(before.at) }) },
        { orderBy: ['at', 'desc'], thenBy: ['_id', 'desc'], limit },
      ),
  ])
  return [...sameInstant, ...older].slice(0, limit)
}

/** How many of the caller's messages are unread, not counting those named. */
export function countUnread(db: Db, personId: string, except: readonly string[] = []): Promise<number> {
  const _ = command()
  return db.of(MESSAGES).count({
    to: personId,
    readBy: _.nin([personId]),
    ...(except.length === 0 ? {} : { _id: _.nin([...except]) }),
  })
}

/** Marks one of the caller's messages as read; others' are left alone. */
export async function markRead(tx: Tx, personId: string, messageId: string): Promise<void> {
  await tx
    .of(MESSAGES)
    .updateAndReturn({ _id: messageId, to: personId }, { readBy: command().addToSet(personId) })
}

/** Records one more consent for a purpose (subscribe messages are one send per consent). */
export async function addConsent(tx: Tx, personId: string, kind: MessageKind): Promise<void> {
  const id = consentId(personId, kind)
  const counted = await tx.of(CONSENTS).updateAndReturn({ _id: id }, { left: command().inc(1) })
  if (!counted) await tx.of(CONSENTS).add({ _id: id, left: 1 })
}
