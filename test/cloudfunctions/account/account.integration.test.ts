import { personId } from '../../../cloudfunctions/shared/ids'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import type { Person } from '../../../cloudfunctions/shared/people'
import { unseal } from '../../../cloudfunctions/shared/sealed'
import { NOW, person } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
})

afterAll(() => cloud.close())

const me = person('villager')
const message = (id: string, at: number): MessageRecord => ({
  _id: id,
  to: [me._id],
  kind: 'notice',
  title: id,
  text: '',
  page: null,
  at,
  readBy: [],
  push: { state: 'sent', dueAt: at, attempts: 0, done: [] },
})

interface Page {
  messages: { id: string; at: number }[]
  more: boolean
}

describe('the inbox, page after page', () => {
  async function pages(): Promise<Page[]> {
    const seen: Page[] = []
    for (let last = seen.at(-1)?.messages.at(-1); ; last = seen.at(-1)?.messages.at(-1)) {
      const input = last ? { before: last.at, beforeId: last.id } : {}
      const page = await cloud.must<Page>('villager', 'account', 'inbox', input)
      seen.push(page)
      if (!page.more) return seen
    }
  }

  it.each<[string, number[]]>([
    ['all of one instant', Array.from({ length: 45 }, () => NOW)],
    [
      'a group across the edge of a page',
      Array.from({ length: 45 }, (_, at) => NOW - (at < 18 ? at : at < 25 ? 18 : at)),
    ],
    ['each at its own instant', Array.from({ length: 41 }, (_, at) => NOW - at)],
    ['exactly a page', Array.from({ length: 20 }, () => NOW)],
    ['none', []],
  ])('shows each message once, newest first: %s', async (_, instants) => {
    const messages = instants.map((at, index) =>
      message(`msg_${String((index * 37) % 100).padStart(3, '0')}`, at),
    )
    await cloud.reset(NOW, { people: [me], messages })
    const found = (await pages()).flatMap((page) => page.messages)
    const expected = [...messages].sort((a, b) => b.at - a.at || (a._id < b._id ? 1 : -1))
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ _id }) => _id))
  })

  it('still answers phones that name the instant only', async () => {
    await cloud.reset(NOW, { people: [me], messages: [message('new', NOW), message('old', NOW - 1)] })
    const page = await cloud.must<Page>('villager', 'account', 'inbox', { before: NOW })
    expect(page.messages.map(({ id }) => id)).toEqual(['old'])
  })
})

describe('binding the phone that WeChat vouches for', () => {
  const stored = async (openid: string): Promise<Person | undefined> =>
    (
      await cloud.db
        .collection('people')
        .where({ _id: personId(openid) })
        .get()
    ).data[0] as Person | undefined

  it('stores it sealed and answers it masked, for a visitor too', async () => {
    await cloud.reset(NOW, { people: [me] })
    for (const [openid, number] of [
      ['villager', '13800001234'],
      ['visitor', '13900005678'],
    ] as const) {
      expect(await cloud.must(openid, 'account', 'bindPhone', { code: `${number}-${openid}` })).toEqual({
        phoneMasked: `${number.slice(0, 3)}****${number.slice(-4)}`,
      })
      const kept = await stored(openid)
      expect(JSON.stringify(kept)).not.toContain(number)
      expect(kept?.phone && unseal(kept.phone)).toBe(number)
    }
  })

  it('says so when the code is used up or none', async () => {
    await cloud.reset(NOW, { people: [me] })
    await cloud.must('villager', 'account', 'bindPhone', { code: '13800001234-once' })
    expect(await cloud.call('villager', 'account', 'bindPhone', { code: '13800001234-once' })).toMatchObject({
      ok: false,
      code: 'NO_PHONE_NUMBER',
    })
    expect(await cloud.call('villager', 'account', 'bindPhone', { code: '' })).toMatchObject({
      ok: false,
      code: 'BAD_INPUT',
    })
  })
})
