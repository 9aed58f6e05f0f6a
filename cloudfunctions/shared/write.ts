import type { AnyAction, ReadContext } from './action'
import { AUDIT } from './audit'
import { DuplicateKeyError, transact } from './db'
import { idFrom, personId } from './ids'
import { firstAnswer, REQUESTS, requestIdentity, requestRecord, type RequestIdentity } from './idempotency'
import { log, stackOf } from './log'
import { messageRecords, MESSAGES, type MessageDraft } from './messages'
import { loadMe, type Me } from './people'
import { KIT_REFUSALS, Refusal, refusal } from './refusal'
import { seal } from './sealed'

const COLLISION_ATTEMPTS = 3

type Writing = Extract<AnyAction, { kind: 'write' }>

/** Who asks for a state change, and with what; the caller's record is loaded inside the transaction. */
export type Caller = Omit<ReadContext, 'me'> & { openid: string }

/**
 * Runs a state change: the change, its answer for repeats, its messages and its audit line commit together or not at
 * all. The caller's record is read in the same transaction, so that a role or a suspension of a moment ago counts. Whether the request is a repeat is only looked up when the change did not go through, since a repeat always
 * collides with its first run; so a new request pays nothing for it.
 */
export async function runWrite(
  name: string,
  action: Writing,
  caller: Caller,
  input: never,
  payload: unknown,
): Promise<unknown> {
  const identity = requestIdentity(personId(caller.openid), name, keyOf(payload), payload as object)
  let done: Committed
  for (let attempt = 1; ; attempt++) {
    try {
      done = await commit(name, action, caller, input, identity)
      break
    } catch (error) {
      const collided = error instanceof DuplicateKeyError
      if (!(error instanceof Refusal) && !collided) throw error
      // A role that is gone is gone for repeats too.
      if (error instanceof NotAllowed) throw error
      const first = await firstAnswer(caller.db, identity)
      if (first) return first.data
      // Someone else made the same record first, e.g. a visitor's two phones: the next run finds it.
      if (!collided) throw error
      // The audit trail still knows the key, though the answer to it is no longer kept.
      if (attempt >= COLLISION_ATTEMPTS) throw refusal('REQUEST_KEY_REUSED')
    }
  }
  if (action.after) {
    await action
      .after({ ...caller, me: done.me }, done.result as never, done.messageIds)
      .catch((error: unknown) => {
        log({
          level: 'warn',
          event: 'after',
          requestId: caller.requestId,
          action: name,
          stack: stackOf(error),
        })
      })
  }
  return done.result
}

/** The refusal of someone whom the action does not allow. */
class NotAllowed extends Refusal {}

/** What a committed change came to. */
interface Committed {
  me: Me
  result: unknown
  messageIds: string[]
}

async function commit(
  name: string,
  action: Writing,
  { openid, ...caller }: Caller,
  input: never,
  identity: RequestIdentity,
): Promise<Committed> {
  return transact(async (tx) => {
    const me = await loadMe(tx, openid)
    if (!action.allow.permits(me)) throw new NotAllowed('FORBIDDEN', KIT_REFUSALS.FORBIDDEN)
    const context: ReadContext = { ...caller, me }
    const drafts: MessageDraft[] = []
    const subjects: string[] = []
    const reasons: string[] = []
    const result = await action.run(
      {
        ...context,
        tx,
        tell: (draft) => drafts.push(draft),
        subject: (id) => subjects.push(id),
        because: (reason) => reasons.push(reason),
      },
      input,
    )
    await tx.of(REQUESTS).add(requestRecord(identity, result, context.now))
    const messages = messageRecords(drafts, context.now)
    await tx.of(MESSAGES).add(messages)
    await tx.of(AUDIT).add({
      _id: idFrom('audit', identity.id),
      at: context.now,
      person: context.me.id,
      function: name.slice(0, name.indexOf('.')),
      action: name.slice(name.indexOf('.') + 1),
      subjects,
      ...(reasons.length === 0 ? {} : { reason: seal(reasons.join('；')) }),
      requestId: context.requestId,
    })
    return { me, result, messageIds: messages.map((each) => each._id) }
  })
}

function keyOf(payload: unknown): string {
  const key: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'requestKey') : undefined
  if (typeof key !== 'string') throw refusal('BAD_INPUT')
  return key
}
