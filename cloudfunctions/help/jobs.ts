import { transact } from '../shared/db'
import { log, stackOf } from '../shared/log'
import { messageRecords, MESSAGES } from '../shared/messages'
import type { JobContext } from '../shared/timer'
import type { Tell } from '../shared/township'
import { audience } from './audience'
import { nextStep, type Help, type Step } from './rules'
import { changeHelp, findDue, findHelp, repairDue } from './store'
import { helpPage, helpTitle } from './view'

/**
 * Runs every ladder step that is due (S-45), each exactly once however often and late this is called. A request that
 * cannot be dealt with is logged and does not keep the others waiting.
 */
export async function escalateHelp(context: JobContext): Promise<number> {
  let steps = 0
  for (const help of await findDue(context.db, context.now)) {
    try {
      while (await escalateOnce(help, context)) steps++
    } catch (error) {
      log({ level: 'error', event: 'escalate', action: help._id, stack: stackOf(error) })
    }
  }
  return steps
}

/** Runs the next due step of one request; false when none is due. */
async function escalateOnce({ _id }: Help, { db, township, now }: JobContext): Promise<boolean> {
  const current = await findHelp(db, _id)
  const expected = current && nextStep(current, township.help)
  if (!current) return false
  if (!expected || expected.at > now) {
    // The ladder was changed since: the mark follows it, or the request would stand first in the line for ever.
    await repairDue(db, _id, current.dueAt, expected?.at ?? null)
    return false
  }
  const found = await audience(expected.tell, current, { db, township, now })
  return transact(async (tx) => {
    const help = await findHelp(tx, _id)
    const step = help && nextStep(help, township.help)
    // Somebody moved first: accepted it, or ran this very step. The next look decides anew.
    if (!help || !step || step.ladder !== expected.ladder || step.index !== expected.index) return false
    const offer = isOffer(step.tell)
    const to = offer ? found.filter((id) => !help.told.includes(id)) : found
    const raised: Help = {
      ...help,
      ...(step.ladder === 'respond' ? { respondLevel: step.index + 1 } : { arriveLevel: step.index + 1 }),
    }
    await changeHelp(tx, _id, {
      respondLevel: raised.respondLevel,
      arriveLevel: raised.arriveLevel,
      dueAt: nextStep(raised, township.help)?.at ?? null,
      told: to,
      timeline: [
        { at: now, event: offer ? 'offered' : 'escalated', by: null, told: step.tell, count: to.length },
      ],
    })
    await tx.of(MESSAGES).add(
      messageRecords(
        [
          {
            cause: ['help', _id, step.ladder, String(help.round), String(step.index)],
            to,
            kind: 'help',
            title: helpTitle(help),
            text: wordsOf(step),
            page: helpPage(_id),
          },
        ],
        now,
      ),
    )
    return true
  })
}

function isOffer(tell: Tell): boolean {
  return tell === 'onDuty' || tell === 'standby' || tell === 'wider'
}

function wordsOf(step: Step): string {
  if (isOffer(step.tell)) return '附近有人求助，能去请点“我去”。'
  return step.ladder === 'respond' ? '还没有人接，请马上安排。' : '还没有人到场，请马上过问。'
}
