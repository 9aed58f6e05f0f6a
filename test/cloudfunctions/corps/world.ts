import type * as fc from 'fast-check'
import { actions as membership } from '../../../cloudfunctions/membership/actions'
import { actions as recruitment } from '../../../cloudfunctions/recruitment/actions'
import type { AnyAction } from '../../../cloudfunctions/shared/action'
import { KIT_REFUSALS } from '../../../cloudfunctions/shared/refusal'
import { actions as shifts } from '../../../cloudfunctions/shifts/actions'
import { actions as training } from '../../../cloudfunctions/training/actions'
import type { TestCloud } from '../../support/cloud'
import { records, START, type Actor, type Applicant } from './cast'
import { Model } from './model'

const functions = { recruitment, training, membership, shifts }

/** An action by its full name. */
export type Verb = {
  [F in keyof typeof functions]: `${F}.${Extract<keyof (typeof functions)[F], string>}`
}[keyof typeof functions]

/** Every action with its kind and the codes it may refuse with; a failure of the product's own is none of them. */
const ACTIONS = new Map(
  Object.entries(functions).flatMap(([name, actions]) =>
    Object.entries<AnyAction>(actions).map(([verb, { kind, refusals = [] }]) => {
      const codes = new Set([...refusals, ...Object.keys(KIT_REFUSALS)])
      for (const code of ['INTERNAL', 'UNAVAILABLE', 'UNKNOWN_ACTION', 'BAD_INPUT']) codes.delete(code)
      return [`${name}.${verb}`, { kind, codes }]
    }),
  ),
)

/** What came of a call: `ok` or the code of a refusal, and the data. */
export interface Answer {
  code: string
  data: unknown
}

interface Sent {
  who: Actor
  verb: Verb
  payload: object
  answer: Answer
}

/** A command of the model test. */
export type Command = fc.AsyncCommand<Model, World>

/** The product under test, with what was seen of it over all sequences. */
export class World {
  /** The last state change that went through in this sequence. */
  last: Sent | null = null
  /** How often each outcome was seen, as `recruitment.review STALE`, and each state reached. */
  readonly seen = new Map<string, number>()
  calls = 0
  private keys = 0

  constructor(readonly cloud: TestCloud) {}

  /** Begins a sequence. */
  async begin(): Promise<Model> {
    await this.cloud.reset(START, records())
    this.last = null
    return new Model(() => this.cloud.clock.now())
  }

  note(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1)
  }

  /** A request key that was not used before. */
  key(): string {
    return `corps-request-${String(++this.keys).padStart(8, '0')}`
  }

  /** Calls an action, and holds its answer against the action's own declaration. */
  async send(who: Actor, verb: Verb, payload: object, requestKey = this.key()): Promise<Answer> {
    const action = ACTIONS.get(verb)
    if (!action) throw new Error(`there is no ${verb}`)
    const [fn = '', name = ''] = verb.split('.')
    const whole = action.kind === 'write' ? { ...payload, requestKey } : payload
    const reply = await this.cloud.call(who, fn, name, whole)
    this.calls++
    const answer = reply.ok ? { code: 'ok', data: reply.data } : { code: reply.code, data: null }
    this.note(`${verb} ${answer.code}`)
    if (!reply.ok && !action.codes.has(reply.code))
      throw new Error(`${who} ${verb} ${JSON.stringify(whole)}: ${reply.code} ${reply.message}`)
    if (reply.ok && action.kind === 'write') this.last = { who, verb, payload: whole, answer }
    return answer
  }

  /** As `send`, of a call whose outcome the model foretells. */
  async ask<T>(who: Actor, verb: Verb, payload: object, expected: string): Promise<T | null> {
    const answer = await this.send(who, verb, payload)
    expectCode(`${who} ${verb} ${JSON.stringify(payload)}`, answer, [expected])
    return answer.code === 'ok' ? (answer.data as T) : null
  }

  /** Sends the last state change once more, as a phone does that saw no answer. */
  async repeat({ who, verb, payload }: Sent): Promise<Answer> {
    const [fn = '', name = ''] = verb.split('.')
    const reply = await this.cloud.call(who, fn, name, payload)
    this.note(`repeat ${reply.ok ? 'ok' : reply.code}`)
    return reply.ok ? { code: 'ok', data: reply.data } : { code: reply.code, data: null }
  }

  /** All records of a collection. */
  async all<T>(collection: string): Promise<T[]> {
    const { data } = (await this.cloud.db.collection(collection).limit(1000).get()) as { data: T[] }
    return data
  }

  /** One record of a collection. */
  async one<T>(collection: string, id: string): Promise<T> {
    const { data } = (await this.cloud.db.collection(collection).where({ _id: id }).limit(1).get()) as {
      data: T[]
    }
    if (data[0] === undefined) throw new Error(`${collection} has no ${id}`)
    return data[0]
  }
}

/** @throws Error saying what came instead of what was expected */
export function expectCode(what: string, { code }: Answer, expected: readonly string[]): void {
  if (!expected.includes(code)) throw new Error(`${what}: ${code} instead of ${expected.join(' or ')}`)
}

/** A command of a name. Unless said otherwise it can run at any time, since the model foretells refusals too. */
export function command(
  name: string,
  run: (model: Model, world: World) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): Command {
  return { check, run, toString: () => name }
}

/**
 * A command on one of those whom it can mean anything to: which of them is known only when it runs, so that few commands
 * of a sequence are wasted.
 */
export function aimed(
  at: (model: Model) => readonly Applicant[],
  nth: number,
  name: string,
  make: (who: Applicant, model: Model) => Command,
): Command {
  let taken = ''
  return {
    check: (model) => at(model).length > 0,
    async run(model, world) {
      const list = at(model)
      const who = list[nth % list.length]
      if (!who) return
      const chosen = make(who, model)
      if (!chosen.check(model)) return
      taken = ` → ${chosen.toString()}`
      await chosen.run(model, world)
    },
    toString: () => `${name}[${nth}]${taken}`,
  }
}
