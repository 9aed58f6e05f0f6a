import type { Member } from '../../../cloudfunctions/membership/record'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { DAY } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, staff } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { memberOf, newKey } from './records'

const END = NOW + 100 * DAY
const member = patroller('member', { insuredUntil: END })
const older = patroller('older', { insuredUntil: END })
const late = patroller('late', { insuredUntil: END + 10 * DAY })
const novice = patroller('novice', { certifiedAt: null, insuredUntil: END })
const people = [
  member,
  older,
  late,
  novice,
  staff('clerk', { role: 'office' }),
  staff('clerk2', { role: 'office' }),
]

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
})

afterAll(() => cloud.close())

beforeEach(async () => {
  await cloud.reset(NOW, { people, members: [memberOf(member)] })
})

/** Messages so far, as `kind of message → to`, sorted. */
async function sent(): Promise<string[]> {
  const { data } = await cloud.db.collection('messages').limit(1000).get()
  const names = new Map(people.map((each) => [each._id, each.openid]))
  return (data as MessageRecord[])
    .map(({ title, to }) => `${title} → ${to.map((id) => names.get(id)).join('、')}`)
    .sort()
}
const daysBefore = (days: number): number => END - days * DAY
const fireAt = async (at: number, times = 1): Promise<void> => {
  cloud.moveClockOnly(at)
  for (let time = 0; time < times; time++) await cloud.fireTimer('clock')
}

const FIRST = [
  '2 名队员的保险快到期 → clerk、clerk2',
  '意外保险 30 天后到期 → member',
  '意外保险 30 天后到期 → older',
]

it('reminds members, older ones too, once per threshold, and the office with one message (S-27)', async () => {
  await fireAt(daysBefore(30.01))
  expect(await sent()).toEqual([])
  await fireAt(daysBefore(30), 3)
  expect(await sent()).toEqual(FIRST)
  await fireAt(daysBefore(20.5), 2)
  expect(await sent()).toHaveLength(3)
  await fireAt(daysBefore(20))
  // The third member's insurance ends ten days later.
  expect(await sent()).toHaveLength(5)
  await fireAt(daysBefore(7), 2)
  expect(await sent()).toHaveLength(8)
  await fireAt(END + 1)
  await fireAt(END + 60 * DAY)
  expect((await sent()).filter((line) => line.endsWith('→ member'))).toEqual([
    '意外保险 30 天后到期 → member',
    '意外保险 7 天后到期 → member',
  ])
})

it('after days without a clock says the nearest threshold only', async () => {
  await fireAt(daysBefore(3), 3)
  expect((await sent()).filter((line) => line.includes('member'))).toEqual(['意外保险 3 天后到期 → member'])
  await fireAt(daysBefore(1))
  expect((await sent()).filter((line) => line.includes('member'))).toHaveLength(1)
})

it('says it once though the clock fires several times at once', async () => {
  cloud.moveClockOnly(daysBefore(30))
  await Promise.all(Array.from({ length: 6 }, () => cloud.fireTimer('clock')))
  expect(await sent()).toEqual(FIRST)
})

it('says nothing once the insurance is renewed, and begins anew for the new end', async () => {
  await fireAt(daysBefore(30))
  await cloud.must('clerk', 'membership', 'insure', {
    personIds: [member._id, older._id],
    policy: 'new',
    from: '2026-11-25',
    until: '2028-11-24',
    requestKey: newKey(),
  })
  const before = (await sent()).length
  await fireAt(daysBefore(7))
  expect((await sent()).filter((line) => /^意外保险.*(member|older)$/.test(line))).toHaveLength(3)
  expect(before).toBe(4)
  const renewed = (await cloud.db.collection('members').where({ _id: member._id }).get()).data[0] as Member
  await fireAt((renewed.insuredUntil ?? 0) - 6.5 * DAY)
  expect((await sent()).filter((line) => line === '意外保险 6 天后到期 → member')).toHaveLength(1)
})

it('leaves those who left or were never certified alone', async () => {
  await cloud.must('member', 'membership', 'leave', { reason: '', requestKey: newKey() })
  await fireAt(daysBefore(7))
  const lines = await sent()
  expect(lines.some((line) => line.startsWith('意外保险') && /(→ member|novice)$/.test(line))).toBe(false)
  expect(lines).toContain('意外保险 7 天后到期 → older')
})
