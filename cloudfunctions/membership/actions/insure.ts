import * as z from 'zod'
import { write } from '../../shared/action'
import { roles } from '../../shared/allow'
import { DayText, Id, RequestKey, words } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { addDays, instantOf } from '../../shared/time'
import { change, permitted } from '../change'
import { coveredUntil, policyRefusal, withPolicy } from '../rules'
import { membersFor } from '../store'
import { dayWords, OWN_FILE } from '../words'

const MAX_PEOPLE = 200

/**
 * Enters an accident insurance for members (S-27), both days included. The same policy again corrects its days. All of
 * them or, when one cannot be, none.
 */
export const insure = write({
  input: z.strictObject({
    personIds: z.array(Id).min(1).max(MAX_PEOPLE),
    policy: words(60),
    from: DayText,
    until: DayText,
    requestKey: RequestKey,
  }),
  allow: roles('office'),
  refusals: ['OWN_CASE', 'NOT_ALLOWED_NOW', 'DATES_WRONG', 'INSURANCE_GAP'],
  async run(context, { personIds, policy, from, until }): Promise<{ insured: number }> {
    const { me, now, tx, township, tell } = context
    const period = { from: instantOf(from), until: instantOf(addDays(until, 1)) - 1 }
    const ids = [...new Set(personIds)]
    const found = await membersFor(tx, ids, { now, township })
    for (const [at, personId] of ids.entries()) {
      const open = permitted(context, personId, found[at] ?? { person: null, member: null }, 'insure')
      const { name, insurance: before } = open.member
      const others = before.filter((each) => each.policy !== policy)
      const refused = policyRefusal(others, period, now)
      if (refused === 'DATES_WRONG')
        throw refusal('DATES_WRONG', '保险的起止日期不对：止日不能早于起日，也不能已经过去。')
      if (refused === 'INSURANCE_GAP')
        throw refusal('INSURANCE_GAP', `${name}的这份保险还没生效，中间会断保。请到起保那天再登记。`)
      const insurance = withPolicy(before, { policy, ...period, by: me.id })
      await change(context, open, 'insured', {
        text: `${policy}，保到${dayWords(period.until)}`,
        fields: { insurance, insuredUntil: coveredUntil(insurance, now) },
      })
    }
    tell({
      cause: ['insured', policy, until, String(now)],
      to: ids,
      kind: 'notice',
      title: '意外保险登记好了',
      text: `保到${dayWords(period.until)}，期内可以报班。`,
      page: OWN_FILE,
    })
    return { insured: ids.length }
  },
})
