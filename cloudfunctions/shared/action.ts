import type * as z from 'zod'
import type { Allow } from './allow'
import type { Db, Tx } from './db'
import type { MessageDraft } from './messages'
import type { Me } from './people'
import type { Township } from './township'
import type { Instant } from './values'

/** What every use case is given. */
export interface ReadContext {
  me: Me
  now: Instant
  township: Township
  /** The database outside any transaction. */
  db: Db
  requestId: string
}

/** What a use case that changes something is given. It runs again from the start when its transaction loses a race. */
export interface WriteContext extends ReadContext {
  /** The transaction; everything written goes through it. */
  tx: Tx
  /** Tells people, in the same transaction. */
  tell(draft: MessageDraft): void
  /** Names a record in the audit line. */
  subject(id: string): void
  /** Says in the audit line why, where somebody had to give a reason for seeing something. */
  because(reason: string): void
}

interface Spec<S extends z.ZodType> {
  input: S
  allow: Allow
  /** Codes this action may refuse with, besides the kit's. */
  refusals?: readonly string[]
}

/** A use case that only reads. */
export interface ReadAction<S extends z.ZodType, R> extends Spec<S> {
  kind: 'read'
  run(context: ReadContext, input: z.output<S>): Promise<R>
}

/** A use case that changes something; its input carries a `requestKey`. */
export interface WriteAction<S extends z.ZodType<{ requestKey: string }>, R> extends Spec<S> {
  kind: 'write'
  run(context: WriteContext, input: z.output<S>): Promise<R>
  /** What is worth doing at once after the commit but may fail, e.g. pushing an alarm; `clock` catches up. */
  after?(context: ReadContext, result: R, messageIds: readonly string[]): Promise<void>
}

/**
 * A small report that overwrites its predecessor (a position, "seen"): idempotent by nature, so it carries no
 * `requestKey` and leaves no audit line.
 */
export interface ReportAction<S extends z.ZodType, R> extends Spec<S> {
  kind: 'report'
  run(context: ReadContext, input: z.output<S>): Promise<R>
}

/**
 * Any action, as `serve` and the contract see it. `run` takes `never` because only the action's own schema can make
 * its input.
 */
export type AnyAction =
  | (Spec<z.ZodType> & { kind: 'read' | 'report'; run(context: ReadContext, input: never): Promise<unknown> })
  | (Spec<z.ZodType> & {
      kind: 'write'
      run(context: WriteContext, input: never): Promise<unknown>
      after?(context: ReadContext, result: never, messageIds: readonly string[]): Promise<void>
    })

/** The actions of a function by verb. */
export type Actions = Record<string, AnyAction>

/** What a client sends to an action. */
export type ActionInput<A> = A extends { input: infer S extends z.ZodType } ? z.input<S> : never

/** What a client gets from an action. */
export type ActionOutput<A> = A extends { run(...args: never[]): Promise<infer R> } ? R : never

/** Declares a use case that only reads. */
export function read<S extends z.ZodType, R>(spec: Omit<ReadAction<S, R>, 'kind'>): ReadAction<S, R> {
  return { kind: 'read', ...spec }
}

/** Declares a use case that changes something. */
export function write<S extends z.ZodType<{ requestKey: string }>, R>(
  spec: Omit<WriteAction<S, R>, 'kind'>,
): WriteAction<S, R> {
  return { kind: 'write', ...spec }
}

/** Declares a small report. */
export function report<S extends z.ZodType, R>(spec: Omit<ReportAction<S, R>, 'kind'>): ReportAction<S, R> {
  return { kind: 'report', ...spec }
}
