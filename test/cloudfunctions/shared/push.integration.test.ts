import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { crewed, NOW, patroller, person, rostersOf, shift } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'

const near = patroller('near')
const silent = patroller('silent')
const villager = person('villager', { name: '周小军' })
const people = [near, silent, villager]
const running = [crewed(shift('running', { startAt: NOW - 30 * MINUTE }), [near, silent])]

let cloud: TestCloud
let keys = 0
const key = (): string => `push-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})

beforeEach(async () => {
  await cloud.reset(NOW, { people, shifts: running, rosters: rostersOf(people, running) })
  cloud.endpoint.outbox.length = 0
})

afterAll(() => cloud.close())

const pushed = (): (string | undefined)[] =>
  cloud.endpoint.outbox
    .filter((entry) => entry.api === 'subscribeMessage.send')
    .map((entry) => (entry.data as { touser?: string }).touser)

async function messages(): Promise<MessageRecord[]> {
  const { data } = (await cloud.db.collection('messages').limit(100).get()) as { data: MessageRecord[] }
  return data
}

it('an alarm is pushed at once, once for each consent, and only to those who consented', async () => {
  await cloud.must('near', 'account', 'consent', { accepted: ['help'], requestKey: key() })
  await cloud.must('villager', 'help', 'create', { kind: 'missing', requestKey: key() })
  expect(pushed()).toEqual(['near'])
  await cloud.clockTo(NOW + 2 * MINUTE)
  expect(pushed()).toEqual(['near'])
  await cloud.must('villager', 'help', 'create', { kind: 'missing', requestKey: key() })
  expect(pushed()).toEqual(['near'])
  const [first] = await messages()
  expect(first).toMatchObject({ push: { state: 'sent', done: [near._id] } })
  // Without any consent the message still is in the inbox.
  const inbox = await cloud.must<{ messages: unknown[] }>('silent', 'account', 'inbox')
  expect(inbox.messages).toHaveLength(2)
})

it('a message that reached some before is not sent to them again', async () => {
  await cloud.must('near', 'account', 'consent', { accepted: ['help'], requestKey: key() })
  const draft: MessageRecord = {
    _id: 'msg_half_done',
    to: [near._id, silent._id],
    kind: 'help',
    title: '有人求助',
    text: '见地图位置',
    page: null,
    at: NOW,
    readBy: [],
    push: { state: 'due', dueAt: NOW, attempts: 1, done: [near._id] },
  }
  cloud.store.load('messages', [draft])
  await cloud.clockTo(NOW + 2 * MINUTE)
  expect(pushed()).toEqual([])
  expect(await messages()).toMatchObject([{ push: { state: 'sent', attempts: 2 } }])
})

it('a message that was tried too often is left to the inbox', async () => {
  await cloud.must('near', 'account', 'consent', { accepted: ['help'], requestKey: key() })
  cloud.store.load('messages', [
    {
      _id: 'msg_hopeless',
      to: [near._id],
      kind: 'help',
      title: '有人求助',
      text: '见地图位置',
      page: null,
      at: NOW,
      readBy: [],
      push: { state: 'sending', dueAt: NOW, attempts: 5, done: [] },
    },
  ])
  await cloud.clockTo(NOW + 3 * MINUTE)
  expect(pushed()).toEqual([])
})
