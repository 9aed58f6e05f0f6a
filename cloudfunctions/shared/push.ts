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
/** How long an answer to a client waits for its pushes; `clock` sends what is left. */
const SOON_MS = 1500
/** WeChat's codes that no second try changes: bad openid, bad template, user refused, bad data. */
const FINAL = new Set([40003, 40037, 43101, 47003])

/** What pushing needs. */
export interface PushContext {
  db: Db
  township: Township
  now: Instant
}

/**
 * Sends the pushes that are due: each message is taken under a lease and sent once to each recipient who consented.
 * A crash between sending and noting it sends again after the lease: at least once.
 * @returns how many messages were taken
 */
export async function drainPushes(context: PushContext): Promise<number> {
  let taken = 0
  while (taken < BATCH) {
    const message = await take(context, {})
    if (!message) break
    taken++
    await push(context, message)
  }
  return taken
}

/** Sends the pushes of these messages now, but keeps nobody waiting for them: an alarm cannot wait for the clock. */
export async function pushSoon(context: PushContext, messageIds: readonly string[]): Promise<void> {
  const sending = Promise.all(
    messageIds.map(async (_id) => {
      const message = await take(context, { _id })
      if (message) await push(context, message)
    }),
  )
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SOON_MS)
  })
  await Promise.race([sending, enough]).finally(() => {
    clearTimeout(timer)
  })
}

async function take({ db, now }: PushContext, which: { _id?: string }): Promise<MessageRecord | null> {
  const _ = command()
  return db.of(MESSAGES).updateAndReturn(
    {
      ...which,
      'push.state': _.in(['due', 'sending']),
      'push.dueAt': _.lte(now),
      'push.attempts': _.lt(MAX_ATTEMPTS),
    },
    { 'push.state': 'sending', 'push.dueAt': now + LEASE, 'push.attempts': _.inc(1) },
  )
}

async function push({ db, township, now }: PushContext, message: MessageRecord): Promise<void> {
  const waiting = message.to.filter((id) => !message.push.done.includes(id))
  const consenting = await consentsOf(db, waiting, message.kind)
  const people =
    consenting.length === 0
      ? []
      : await db.of(PEOPLE).find({ _id: command().in(consenting) }, { limit: 1000 })
  const outcomes = await Promise.all(
    people.map(async ({ _id, openid }) => ({ _id, outcome: await send(db, township, message, _id, openid) })),
  )
  const done = outcomes.filter(({ outcome }) => outcome !== 'failed').map(({ _id }) => _id)
  const again = done.length < outcomes.length && message.push.attempts < MAX_ATTEMPTS
  await db.of(MESSAGES).update(message._id, {
    'push.done': command().addToSet({ $each: done }),
    'push.state': again ? 'due' : 'sent',
    'push.dueAt': again ? now + MINUTE * message.push.attempts : now,
  })
}

/** Those among the people who still accept a message of the kind. */
async function consentsOf(db: Db, people: readonly string[], kind: MessageKind): Promise<string[]> {
  const _ = command()
  const ids = people.map((person) => consentId(person, kind))
  const found = await db.of(CONSENTS).find({ _id: _.in(ids), left: _.gt(0) }, { limit: 1000 })
  const open = new Set(found.map((each) => each._id))
  return people.filter((person) => open.has(consentId(person, kind)))
}

type Outcome = 'sent' | 'noConsent' | 'refused' | 'failed'

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
    if (FINAL.has(Number(code))) return 'refused'
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
