import type { InvitationDto, StaffDto } from '../../../cloudfunctions/office/dto'
import type { Person } from '../../../cloudfunctions/shared/people'
import { personId } from '../../../cloudfunctions/shared/ids'
import { DAY, MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, person, staff } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'

const people = [
  staff('office', { role: 'office' }),
  staff('office-2', { role: 'office' }),
  staff('reviewer', { role: 'reviewer', villageId: 'jingxi' }),
  staff('leader', { role: 'leader' }),
  person('chen', { name: '陈建国' }),
  person('li', { name: '李梅' }),
  patroller('captain', {}, [{ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' }]),
  patroller('member'),
]

let cloud: TestCloud
let keys = 0
const key = (): string => `office-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})

beforeEach(() => cloud.reset(NOW, { people }))

afterAll(() => cloud.close())

const office = (who: string, action: string, payload: object = {}): Promise<Reply> =>
  cloud.call(who, 'office', action, { ...payload, requestKey: key() })
const look = (who: string, id: string): Promise<Reply> => cloud.call(who, 'office', 'invitation', { id })
const staffOf = (who = 'office'): Promise<StaffDto> => cloud.must(who, 'office', 'staff', {})

async function invited(payload: object = {}, by = 'office'): Promise<string> {
  const reply = await office(by, 'invite', {
    role: 'reviewer',
    villageId: 'jingxi',
    note: '荆溪村支书',
    ...payload,
  })
  if (!reply.ok) throw new Error(reply.code)
  return (reply.data as { id: string }).id
}

async function recordOf(openid: string): Promise<Person | undefined> {
  const { data } = (await cloud.db
    .collection('people')
    .where({ _id: personId(openid) })
    .get()) as { data: Person[] }
  return data[0]
}

async function inboxOf(openid: string): Promise<{ title: string; text: string; page: string | null }[]> {
  const { messages } = await cloud.must<{
    messages: { title: string; text: string; page: string | null }[]
  }>(openid, 'account', 'inbox', {})
  return messages
}

describe('invite', () => {
  it('makes an invitation for seven days, which the office sees until it is accepted', async () => {
    const id = await invited()
    const { people: listed, invitations } = await staffOf()
    expect(invitations).toEqual([
      {
        id,
        role: 'reviewer',
        village: { id: 'jingxi', name: '荆溪村' },
        team: null,
        note: '荆溪村支书',
        expiresAt: expect.any(Number) as unknown,
      },
    ])
    // The test clock goes on while the call is made.
    expect(invitations[0]?.expiresAt).toBeGreaterThanOrEqual(NOW + 7 * DAY)
    expect(invitations[0]?.expiresAt).toBeLessThan(NOW + 7 * DAY + 10 * MINUTE)
    // Of the patrol only those who lead.
    expect(listed.map(({ name }) => name).sort()).toEqual([
      'captain',
      'leader',
      'office',
      'office-2',
      'reviewer',
    ])
    expect(listed.find(({ name }) => name === 'captain')?.roles.map(({ role }) => role)).toEqual(['captain'])
    expect(listed.find(({ me }) => me)?.name).toBe('office')
    await office('chen', 'accept', { id })
    expect((await staffOf()).invitations).toEqual([])
  })

  it.each([
    ['reviewer', { role: 'leader', note: '乡长' }, 'FORBIDDEN'],
    ['chen', { role: 'leader', note: '乡长' }, 'FORBIDDEN'],
    ['office', { role: 'reviewer', note: '谁' }, 'VILLAGE_NEEDED'],
    ['office', { role: 'reviewer', villageId: 'nowhere', note: '谁' }, 'UNKNOWN_VILLAGE'],
    ['office', { role: 'captain', note: '谁' }, 'BAD_INPUT'],
    ['office', { role: 'volunteer', note: '谁' }, 'BAD_INPUT'],
    ['office', { role: 'leader', note: '\u200b' }, 'BAD_INPUT'],
  ])('by %s of %j is refused as %s', async (who, payload, code) => {
    expect(await office(who, 'invite', payload)).toMatchObject({ ok: false, code })
    expect((await staffOf()).invitations).toEqual([])
  })
})

describe('accept', () => {
  it('gives the role at once, tells the office, and shows the link as used', async () => {
    const id = await invited()
    expect(await look('chen', id)).toMatchObject({
      ok: true,
      data: {
        role: 'reviewer',
        village: { name: '荆溪村' },
        township: '石室乡',
        byName: 'office',
        note: '荆溪村支书',
        state: 'open',
        mine: false,
        nameNeeded: false,
        manages: false,
      } satisfies Partial<InvitationDto> | { village: { name: string } },
    })
    expect(await cloud.call('chen', 'office', 'team', {})).toMatchObject({ code: 'FORBIDDEN' })
    expect(await office('chen', 'accept', { id })).toMatchObject({ ok: true, data: { role: 'reviewer' } })
    expect(await cloud.call('chen', 'office', 'team', {})).toMatchObject({ ok: true })
    expect((await recordOf('chen'))?.roles).toEqual([{ role: 'reviewer', villageId: 'jingxi' }])
    expect(await look('chen', id)).toMatchObject({ data: { state: 'taken', mine: true } })
    expect(await look('li', id)).toMatchObject({ data: { state: 'taken', mine: false } })
    expect(await inboxOf('office-2')).toMatchObject([
      { title: '陈建国接受了邀请', page: '/packages/team/staff/index' },
    ])
  })

  it('makes a record for a visitor, who says their name', async () => {
    const id = await invited({ role: 'trainer', note: '红十字会' })
    expect(await look('visitor', id)).toMatchObject({ data: { nameNeeded: true } })
    expect(await office('visitor', 'accept', { id })).toMatchObject({ code: 'NAME_NEEDED' })
    expect(await recordOf('visitor')).toBeUndefined()
    expect(await office('visitor', 'accept', { id, name: '王教官' })).toMatchObject({ ok: true })
    expect(await recordOf('visitor')).toMatchObject({ name: '王教官', roles: [{ role: 'trainer' }] })
  })

  it('keeps the name that is known', async () => {
    const id = await invited({ role: 'auditor', note: '审计' })
    await office('chen', 'accept', { id, name: '别的名字' })
    expect((await recordOf('chen'))?.name).toBe('陈建国')
  })

  it('is refused to its inviter, to whoever holds the role, and after it was used', async () => {
    const id = await invited()
    expect(await office('office', 'accept', { id })).toMatchObject({ code: 'OWN_CASE' })
    expect(await office('reviewer', 'accept', { id })).toMatchObject({ code: 'ALREADY_HELD' })
    await office('chen', 'accept', { id })
    expect(await office('li', 'accept', { id })).toMatchObject({ code: 'INVITATION_TAKEN' })
    expect(await office('li', 'decline', { id })).toMatchObject({ code: 'INVITATION_TAKEN' })
    expect(await office('office', 'withdrawInvitation', { id })).toMatchObject({ code: 'INVITATION_TAKEN' })
    expect((await recordOf('li'))?.roles).toEqual([])
  })

  it('is refused after seven days, and the link then says so for a month', async () => {
    const id = await invited()
    cloud.moveClockOnly(NOW + 7 * DAY + 10 * MINUTE)
    expect(await office('chen', 'accept', { id })).toMatchObject({ code: 'INVITATION_EXPIRED' })
    expect(await look('chen', id)).toMatchObject({ data: { state: 'expired' } })
    cloud.moveClockOnly(NOW + 38 * DAY)
    await cloud.fireTimer('clock')
    expect(await look('chen', id)).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is refused once the inviter has left the office', async () => {
    const id = await invited({}, 'office-2')
    await office('office', 'revoke', { personId: personId('office-2'), role: 'office', reason: '调走了' })
    expect(await look('chen', id)).toMatchObject({ data: { state: 'expired' } })
    expect(await office('chen', 'accept', { id })).toMatchObject({ code: 'INVITATION_EXPIRED' })
    expect((await staffOf()).invitations).toEqual([])
  })

  it('a repeat of the request gets the first answer', async () => {
    const id = await invited()
    const requestKey = key()
    const first = await cloud.call('chen', 'office', 'accept', { id, requestKey })
    const again = await cloud.call('chen', 'office', 'accept', { id, requestKey })
    expect(again.ok && first.ok && again.data).toEqual(first.ok && first.data)
    expect((await recordOf('chen'))?.roles).toHaveLength(1)
  })

  it('of several at once goes to one', async () => {
    const id = await invited({ role: 'leader', note: '书记' })
    const crowd = ['chen', 'li', 'member', 'visitor-1', 'visitor-2', 'visitor-3']
    const replies = await Promise.all(crowd.map((who) => office(who, 'accept', { id, name: '某人' })))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(replies.flatMap((each) => (each.ok ? [] : [each.code]))).toEqual(
      Array.from({ length: crowd.length - 1 }, () => 'INVITATION_TAKEN'),
    )
    const holders = (await staffOf()).people.filter(({ roles }) =>
      roles.some(({ role }) => role === 'leader'),
    )
    // The one of before, and the one who was first.
    expect(holders).toHaveLength(2)
  })
})

describe('decline and withdraw', () => {
  it('a declined invitation is gone, and its inviter is told', async () => {
    const id = await invited()
    expect(await office('office', 'decline', { id })).toMatchObject({ code: 'OWN_CASE' })
    expect(await office('chen', 'decline', { id })).toMatchObject({ ok: true })
    expect(await office('chen', 'accept', { id })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await inboxOf('office')).toMatchObject([{ title: '有人没有接受邀请' }])
    expect(await inboxOf('office-2')).toEqual([])
  })

  it('a withdrawn invitation cannot be accepted; only the office withdraws', async () => {
    const id = await invited()
    expect(await office('chen', 'withdrawInvitation', { id })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await office('office-2', 'withdrawInvitation', { id })).toMatchObject({ ok: true })
    expect(await office('chen', 'accept', { id })).toMatchObject({ code: 'NOT_FOUND' })
    expect((await recordOf('chen'))?.roles).toEqual([])
  })
})

describe('revoke', () => {
  const revoke = (who: string, target: string, role: string, more: object = {}): Promise<Reply> =>
    office(who, 'revoke', { personId: personId(target), role, reason: '换届了', ...more })

  it('takes the role at once, leaves the others, and tells the person why', async () => {
    await office('leader', 'accept', { id: await invited() })
    expect(await cloud.call('leader', 'office', 'team', {})).toMatchObject({ ok: true })
    expect(await revoke('office', 'leader', 'reviewer', { villageId: 'jingxi' })).toMatchObject({ ok: true })
    expect(await cloud.call('leader', 'office', 'team', {})).toMatchObject({ code: 'FORBIDDEN' })
    expect((await recordOf('leader'))?.roles).toEqual([{ role: 'leader' }])
    expect(await inboxOf('leader')).toMatchObject([{ title: '你不再担任荆溪村村委' }])
    expect((await inboxOf('leader'))[0]?.text).toContain('换届了')
  })

  it('takes the office too: the next call and a repeat of the last one are refused', async () => {
    const requestKey = key()
    const payload = { role: 'leader', note: '乡长', requestKey }
    expect(await cloud.call('office-2', 'office', 'invite', payload)).toMatchObject({ ok: true })
    expect(await revoke('office', 'office-2', 'office')).toMatchObject({ ok: true })
    expect(await cloud.call('office-2', 'office', 'staff', {})).toMatchObject({ code: 'FORBIDDEN' })
    expect(await cloud.call('office-2', 'office', 'invite', payload)).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('takes a place in a team and leaves the member a volunteer', async () => {
    expect(await revoke('office', 'captain', 'captain', { teamId: 'team-jingxi' })).toMatchObject({
      ok: true,
    })
    expect((await recordOf('captain'))?.roles.map(({ role }) => role)).toEqual(['volunteer'])
    expect((await inboxOf('captain'))[0]?.title).toBe('你不再担任荆溪村队队长')
  })

  it.each([
    ['reviewer', 'leader', 'leader', {}, 'FORBIDDEN'],
    ['office', 'nobody', 'leader', {}, 'NOT_FOUND'],
    ['office', 'chen', 'leader', {}, 'NOT_HELD'],
    ['office', 'reviewer', 'reviewer', { villageId: 'shishi' }, 'NOT_HELD'],
    ['office', 'office', 'office', {}, 'OWN_CASE'],
    ['office', 'member', 'volunteer', {}, 'BAD_INPUT'],
  ])('%s taking from %s the role %s %j is refused as %s', async (who, target, role, more, code) => {
    expect(await revoke(who, target, role, more)).toMatchObject({ ok: false, code })
  })

  it('never leaves a township without an office', async () => {
    await revoke('office', 'office-2', 'office')
    expect(await revoke('office', 'office', 'office')).toMatchObject({ code: 'LAST_OFFICE' })
  })

  it('two who take the office from each other at once: one stays', async () => {
    for (let round = 0; round < 5; round++) {
      await cloud.reset(NOW, { people })
      const replies = await Promise.all([
        revoke('office', 'office-2', 'office'),
        revoke('office-2', 'office', 'office'),
      ])
      expect(replies.map(({ ok }) => ok).sort()).toEqual([false, true])
      const winner = replies[0]?.ok === true ? 'office' : 'office-2'
      const { people: left } = await staffOf(winner)
      expect(left.filter(({ roles }) => roles.some(({ role }) => role === 'office'))).toHaveLength(1)
    }
  })
})
