import type { WriteContext } from '../shared/action'
import { refusal } from '../shared/refusal'
import type { Point } from '../shared/values'
import type { HelpDto, HelpMove } from './dto'
import { relationsTo } from './relations'
import { move, nextStep, type Help, type HelpEvent, type MoveRefusalCode } from './rules'
import { changeHelp, findHelp } from './store'
import { helpView } from './view'

/** Codes that any move may be refused with. */
export const MOVE_REFUSALS = [
  'NOT_YOURS',
  'ALREADY_ACCEPTED',
  'ALREADY_CLOSED',
  'NOT_ACCEPTED',
  'ALREADY_ARRIVED',
] as const

/** A move's refusal in words. */
export function moveWords(code: Exclude<MoveRefusalCode, 'NOT_FOUND'>, help: Help): string {
  switch (code) {
    case 'NOT_YOURS':
      return '这件事由别人负责，你不用操作。'
    case 'ALREADY_ACCEPTED':
      return `${help.owner?.name ?? '别的义警'}已经去了，谢谢你。`
    case 'ALREADY_CLOSED':
      return help.status === 'cancelled' ? '求助人已经取消，不用去了。' : '这件事已经办结了。'
    case 'NOT_ACCEPTED':
      return '还没有人接这件事，请先点“我去”。'
    case 'ALREADY_ARRIVED':
      return '已经记过到场了。'
  }
}

/** What a move changes besides the state, given the request before it. */
export interface Effect {
  fields?: Partial<Help>
  event: Omit<HelpEvent, 'at' | 'by'>
}

/**
 * Makes a move in a request's life: looks it up, asks the table, writes the new state with its timeline line and the
 * next due step, all in the transaction.
 * @throws Refusal naming why the move is not possible now
 */
export async function changeBy(
  context: WriteContext,
  helpId: string,
  event: Exclude<HelpMove, 'add'>,
  effect: (before: Help) => Effect,
  at?: Point | null,
): Promise<{ before: Help; dto: HelpDto }> {
  const { me, now, township, tx, subject } = context
  const before = await findHelp(tx, helpId)
  if (!before) throw refusal('NOT_FOUND')
  const decided = move(before, event, relationsTo(before, me, now))
  if ('code' in decided) {
    throw decided.code === 'NOT_FOUND'
      ? refusal('NOT_FOUND')
      : refusal(decided.code, moveWords(decided.code, before))
  }
  const { fields = {}, event: line } = effect(before)
  const live = decided.to !== 'resolved' && decided.to !== 'cancelled'
  const changed: Help = { ...before, ...fields, status: decided.to, live, closedAt: live ? null : now }
  const after = await changeHelp(tx, helpId, {
    ...fields,
    status: changed.status,
    live,
    closedAt: changed.closedAt,
    dueAt: nextStep(changed, township.help)?.at ?? null,
    timeline: [{ at: now, by: me.person?.name || null, ...line }],
  })
  if (!after) throw refusal('NOT_FOUND')
  subject(helpId)
  const own = at ?? me.person?.position?.point ?? null
  return {
    before,
    dto: helpView(
      after,
      { me, township, now },
      { caller: own, owner: after.owner?.personId === me.id ? own : null },
    ),
  }
}
