import { collectionOf, command, type Db } from './db'
import { log, stackOf } from './log'
import { openapi } from './openapi'
import { MESSAGES, type MessageKind, type MessageRecord } from './messages'
import { PEOPLE } from './people'
import { MINUTE } from './time'
import type { Township } from './township'
import type { Instant } from './values'

/** How many subscribe messages a person still accepts for a purpose: one per consent, as WeChat counts. */
export interface ConsentRecord {
  _id: string
  left: number
}

/** The collection of consents; ids by `consentId`. */
export const CONSENTS = collectionOf<ConsentRecord>('consents')

/** The id of a person's consent for one purpose. */
export function consentId(person: string, kind: MessageKind): string {
  return `${person}.${kind}`
}

const LEASE = 2 * MINUTE
const MAX_ATTEMPTS = 5
const BATCH = 50
const USER_REFUSED = 43101

/**
 * Sends the pushes that are due: each message is taken under a lease, sent once to each recipient who consented, and
 * marked. A crash between sending and marking sends again after the lease: at least once.
 * @returns how many messages were taken
 */
export async function drainPushes(db: Db, township: Township, now: Instant): Promise<number> {
  let taken = 0
  while (taken < BATCH) {
    const message = await take(db, now)
    if (!message) break
    taken++
    await push(db, township, message, now)
  }
  return taken
}

async function take(db: Db, now: Instant): Promise<MessageRecord | null> {
  const _ = command()
  return db
    .of(MESSAGES)
    .updateAndReturn(
      { 'push.state': _.in(['due', 'sending']), 'push.dueAt': _.lte(now) },
      { 'push.state': 'sending', 'push.dueAt': now + LEASE, 'push.attempts': _.inc(1) },
    )
}

async function push(db: Db, township: Township, message: MessageRecord, now: Instant): Promise<void> {
  const people = await db.of(PEOPLE).find({ _id: command().in(message.to) }, { limit: 1000 })
  const outcomes = await Promise.all(
    people.map((person) => send(db, township, message, person._id, person.openid)),
  )
  const failed = outcomes.includes('failed') && message.push.attempts < MAX_ATTEMPTS
  await db.of(MESSAGES).update(message._id, {
    'push.state': failed ? 'due' : 'sent',
    'push.dueAt': failed ? now + MINUTE * message.push.attempts : now,
  })
}

type Outcome = 'sent' | 'noConsent' | 'failed'

async function send(
  db: Db,
  township: Township,
  message: MessageRecord,
  person: string,
  openid: string,
): Promise<Outcome> {
  const _ = command()
  const consent = consentId(person, message.kind)
  // The consent is spent first: sending without one is refused by WeChat and counts against the account.
  const spent = await db.of(CONSENTS).updateAndReturn({ _id: consent, left: _.gt(0) }, { left: _.inc(-1) })
  if (!spent) return 'noConsent'
  try {
    await openapi('subscribeMessage.send', {
      touser: openid,
      templateId: township.templates[message.kind],
      ...(message.page === null ? {} : { page: message.page }),
      data: { thing1: { value: fit(message.title) }, thing2: { value: fit(message.text) } },
    })
    return 'sent'
  } catch (error) {
    const code: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'errCode') : undefined
    if (code === USER_REFUSED) return 'noConsent'
    log({ level: 'warn', event: 'push', person, stack: stackOf(error) })
    await db.of(CONSENTS).update(consent, { left: _.inc(1) })
    return 'failed'
  }
}

/** WeChat's `thing` values hold at most 20 characters. */
function fit(text: string): string {
  const characters = [...text]
  return characters.length <= 20 ? text : `${characters.slice(0, 19).join('')}…`
}
