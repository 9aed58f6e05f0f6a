import type { ActionInput, ActionOutput } from '../../cloudfunctions/shared/action'
import type { Functions } from './functions'

/** What can go wrong with a call, as far as the person has to act on it. */
export type CallProblem = 'offline' | 'network' | 'refused' | 'internal'

/** A call that was not answered with data; `message` is fit to show. */
export class CallError extends Error {
  constructor(
    readonly kind: CallProblem,
    /** Stable code of a refusal, else `OFFLINE`, `NETWORK`. */
    readonly code: string,
    message: string,
    readonly requestId: string | null = null,
  ) {
    super(message)
    this.name = 'CallError'
  }
}

const TIMEOUT = 15_000
const OFFLINE_WORDS = '现在没有网络，请检查手机网络后重试。'
const NETWORK_WORDS = '网络不稳，没有连上，请重试。'

/** Connects to the environment the mini-program belongs to; called once, before any page. */
export function startCloud(): void {
  wx.cloud.init({ traceUser: false })
}

/**
 * Calls one action of a cloud function. A write's payload carries the page's `requestKey`, so that trying again after
 * a lost answer is safe.
 * @throws CallError for a refusal (with its code and message), a failure, or when nothing came back in 15 s
 */
export async function call<F extends keyof Functions, V extends keyof Functions[F] & string>(
  name: F,
  action: V,
  payload: ActionInput<Functions[F][V]>,
): Promise<ActionOutput<Functions[F][V]>> {
  const reply = replyOf(await answered(name, { action, payload }))
  // The reply's shape is the action's own: both sides are compiled from the same type.
  if (reply.ok) return reply.data as ActionOutput<Functions[F][V]>
  const internal = reply.code === 'INTERNAL'
  const message = internal ? `${reply.message}（编号 ${reply.requestId.slice(0, 8)}）` : reply.message
  throw new CallError(internal ? 'internal' : 'refused', reply.code, message, reply.requestId)
}

type Reply = { ok: true; data: unknown } | { ok: false; code: string; message: string; requestId: string }

function replyOf(result: unknown): Reply {
  if (typeof result === 'object' && result !== null) {
    const { ok, data, code, message, requestId } = result as Partial<Record<string, unknown>>
    if (ok === true) return { ok, data }
    if (ok === false && typeof code === 'string' && typeof message === 'string') {
      return { ok, code, message, requestId: typeof requestId === 'string' ? requestId : '' }
    }
  }
  throw new CallError('internal', 'NO_REPLY', '系统没有回应，请稍后再试或联系综治办。')
}

async function answered(name: string, data: { action: string; payload: unknown }): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CallError('network', 'NETWORK', NETWORK_WORDS)), TIMEOUT)
  })
  try {
    const { result } = await Promise.race([wx.cloud.callFunction({ name, data }), late])
    return result
  } catch (error) {
    if (await isOffline()) throw new CallError('offline', 'OFFLINE', OFFLINE_WORDS)
    throw error instanceof CallError ? error : new CallError('network', 'NETWORK', NETWORK_WORDS)
  } finally {
    clearTimeout(timer)
  }
}

async function isOffline(): Promise<boolean> {
  try {
    return (await wx.getNetworkType()).networkType === 'none'
  } catch {
    return false
  }
}

/** Refusals that pass: trying again may well succeed. */
const PASSING = new Set(['BUSY', 'UNAVAILABLE', 'NO_IDENTITY'])

/** A failure in words, whether it is for want of a network, and whether the cloud refuses for good. */
export function explain(error: unknown): { offline: boolean; text: string; refused: boolean } {
  if (error instanceof CallError) {
    const refused = error.kind === 'refused' && !PASSING.has(error.code)
    return { offline: error.kind === 'offline', text: error.message, refused }
  }
  return { offline: false, text: '出了点问题，请重试。', refused: false }
}
