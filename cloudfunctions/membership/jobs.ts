import { transact } from '../shared/db'
import { digest } from '../shared/ids'
import { messageRecords, MESSAGES, type MessageDraft } from '../shared/messages'
import { findByRole } from '../shared/recipients'
import { DAY } from '../shared/time'
import type { JobContext } from '../shared/timer'
import type { Instant } from '../shared/values'
import type { Member } from './record'
import { dueReminder, insuredDays, isServing } from './rules'
import { findInsuredUntil, findMembersOf, membersFor, saveMember } from './store'
import { dayWords, OWN_FILE } from './words'

/** How many people one firing looks at, and how many one transaction reminds. */
const LOOK = 1000
const BATCH = 50

/**
 * Reminds members, and the office with one message for all of them, that an insurance ends soon (S-27): once for each
 * threshold and end of an insurance, however late or often it runs. The marks and the messages commit together.
 * @returns how many members were reminded
 */
export async function remindInsurance(context: JobContext): Promise<number> {
  const { db, now, township } = context
  const thresholds = township.membership.insuranceReminders
  const people = await findInsuredUntil(db, now, now + Math.max(...thresholds) * DAY, LOOK)
  if (people.length === 0) return 0
  const members = await findMembersOf(
    db,
    people.map(({ _id }) => _id),
  )
  const reminded = new Map(members.map((member) => [member._id, member.reminded]))
  const due = people.filter(
    ({ _id, volunteer }) =>
      volunteer?.certifiedAt != null &&
      dueReminder(volunteer.insuredUntil, thresholds, reminded.get(_id) ?? [], now),
  )
  const office = (await findByRole(db, 'office')).map(({ _id }) => _id)
  let done = 0
  for (let at = 0; at < due.length; at += BATCH) {
    const ids = due.slice(at, at + BATCH).map(({ _id }) => _id)
    done += await remind(context, ids, office)
  }
  return done
}

/** Reminds those of the people for whom a reminder is due still, in one transaction. */
function remind(
  { now, township }: JobContext,
  personIds: readonly string[],
  office: readonly string[],
): Promise<number> {
  const thresholds = township.membership.insuranceReminders
  return transact(async (tx) => {
    const told: Member[] = []
    const drafts: MessageDraft[] = []
    for (const { member } of await membersFor(tx, personIds, { now, township })) {
      if (!member || !isServing(member.state)) continue
      const due = dueReminder(member.insuredUntil, thresholds, member.reminded, now)
      if (!due) continue
      told.push(await saveMember(tx, { ...member, reminded: [...member.reminded, ...due.keys] }))
      drafts.push(reminder(member, due.days, now))
    }
    if (told.length > 0) drafts.push(officeDigest(told, office, now))
    await tx.of(MESSAGES).add(messageRecords(drafts, now))
    return told.length
  })
}

function reminder({ _id, insuredUntil }: Member, days: number, now: Instant): MessageDraft {
  return {
    cause: ['insurance', _id, String(insuredUntil), String(days)],
    to: [_id],
    kind: 'notice',
    title: `意外保险${leftWords(insuredUntil, now)}到期`,
    text: `保到${dayWords(insuredUntil ?? now)}，到期后不能巡逻。请联系综治办续保。`,
    page: OWN_FILE,
  }
}

function officeDigest(members: readonly Member[], office: readonly string[], now: Instant): MessageDraft {
  const names = [...members]
    .sort((a, b) => (a.insuredUntil ?? 0) - (b.insuredUntil ?? 0))
    .map(({ name, insuredUntil }) => `${name}（${dayWords(insuredUntil ?? now)}）`)
  return {
    cause: [
      'insuranceDigest',
      digest(members.map(({ _id, insuredUntil, reminded }) => [_id, insuredUntil, reminded])),
    ],
    to: office,
    kind: 'notice',
    title: `${members.length} 名队员的保险快到期`,
    text: `请安排续保：${names.join('、')}。`,
    page: '/packages/team/members/index?filter=insurance',
  }
}

function leftWords(insuredUntil: Instant | null, now: Instant): string {
  const days = insuredDays(insuredUntil, now) ?? 0
  return days <= 0 ? '今天' : ` ${days} 天后`
}
