import { messageRecords, type MessageDraft } from '../../../cloudfunctions/shared/messages'
import { NOW } from '../../support/builders'

const draft = (over: Partial<MessageDraft> = {}): MessageDraft => ({
  cause: ['help', 'help_1', 'created'],
  to: ['p_1', 'p_2'],
  kind: 'help',
  title: '有人走失 · 荆溪村口',
  text: '附近有人求助，能去请点“我去”。',
  page: '/packages/help/detail/index?id=help_1',
  ...over,
})

it('a message is unread, due to be pushed at once, and says what the draft said', () => {
  const { to, kind, title, text, page } = draft()
  expect(messageRecords([draft()], NOW)).toEqual([
    {
      ...{ to, kind, title, text, page },
      _id: expect.stringMatching(/^msg_/) as string,
      at: NOW,
      readBy: [],
      push: { state: 'due', dueAt: NOW, attempts: 0, done: [] },
    },
  ])
})

it('telling twice for the same cause is the same message, whoever is told and whatever is said', () => {
  const [first, again, other] = messageRecords(
    [draft(), draft({ to: ['p_9'], text: 'anything' }), draft({ cause: ['help', 'help_2', 'created'] })],
    NOW,
  )
  expect(again?._id).toBe(first?._id)
  expect(other?._id).not.toBe(first?._id)
})

it('nobody is told twice, and nobody to tell makes no message', () => {
  expect(messageRecords([draft({ to: ['p_1', 'p_2', 'p_1'] })], NOW)[0]?.to).toEqual(['p_1', 'p_2'])
  expect(messageRecords([draft({ to: [] }), draft()], NOW)).toHaveLength(1)
  expect(messageRecords([], NOW)).toEqual([])
})
