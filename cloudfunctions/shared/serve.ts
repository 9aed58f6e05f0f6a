import * as cloud from 'wx-server-sdk'
import type { Actions, AnyAction } from './action'
import { openDb } from './db'
import { newRequestId, personId } from './ids'
import { log, stackOf } from './log'
import { guardPayload } from './payload'
import { loadMe } from './people'
import { Refusal, refusal } from './refusal'
import { townshipSettings } from './township'
import { runWrite } from './write'

/** What a function answers to a client. */
export type Reply =
  | { ok: true; data: unknown; requestId: string }
  | { ok: false; code: string; message: string; requestId: string }

/**
 * Makes a function's `main` of its actions. Identity comes from WeChat alone; whatever the event says about it is
 * ignored. Unknown failures answer `INTERNAL` with the request id and nothing else.
 */
export function serve(name: string, actions: Actions): (event: unknown) => Promise<Reply> {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  return async (event) => {
    const started = Date.now()
    const requestId = newRequestId()
    const verb = ownText(event, 'action')
    const line = { event: 'call', requestId, function: name, action: verb.slice(0, 40) }
    try {
      const openid = callerOpenid()
      const data = await perform(name, verb, actions, {
        openid,
        payload: payloadOf(event),
        requestId,
        now: started,
      })
      log({ level: 'info', ...line, person: personId(openid), ms: Date.now() - started })
      return { ok: true, data, requestId }
    } catch (error) {
      const known = error instanceof Refusal ? error : refusal('INTERNAL')
      log({
        level: error instanceof Refusal ? 'info' : 'error',
        ...line,
        code: known.code,
        ms: Date.now() - started,
        ...(error instanceof Refusal ? {} : { stack: stackOf(error) }),
      })
      return { ok: false, code: known.code, message: known.message, requestId }
    }
  }
}

interface Call {
  openid: string
  payload: unknown
  requestId: string
  now: number
}

async function perform(name: string, verb: string, actions: Actions, call: Call): Promise<unknown> {
  const action = actionOf(actions, verb)
  guardPayload(call.payload)
  const parsed = action.input.safeParse(call.payload)
  if (!parsed.success) throw refusal('BAD_INPUT')
  const db = openDb()
  const township = await townshipSettings(db, call.now)
  const { now, requestId, openid } = call
  // The schema that made the data belongs to the same action, which no type outside it can say.
  const input = parsed.data as never
  if (action.kind === 'write') {
    const caller = { openid, now, township, db, requestId }
    return runWrite(`${name}.${verb}`, action, caller, input, call.payload)
  }
  const me = await loadMe(db, openid)
  if (!action.allow.permits(me)) throw refusal('FORBIDDEN')
  return action.run({ me, now, township, db, requestId }, input)
}

function actionOf(actions: Actions, verb: string): AnyAction {
  const action = Object.hasOwn(actions, verb) ? actions[verb] : undefined
  if (!action) throw refusal('UNKNOWN_ACTION')
  return action
}

function callerOpenid(): string {
  const { OPENID } = cloud.getWXContext()
  // The SDK turns identities of digits alone into numbers.
  const openid = OPENID === undefined ? '' : String(OPENID)
  if (openid === '') throw refusal('NO_IDENTITY')
  return openid
}

function payloadOf(event: unknown): unknown {
  if (typeof event !== 'object' || event === null) return {}
  const payload: unknown = Object.hasOwn(event, 'payload') ? Reflect.get(event, 'payload') : {}
  return payload ?? {}
}

function ownText(event: unknown, key: string): string {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, key)) return ''
  const value: unknown = Reflect.get(event, key)
  return typeof value === 'string' ? value : ''
}
