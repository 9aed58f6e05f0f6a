import type { HelpDto } from '../../../cloudfunctions/help/dto'
import type { Help } from '../../../cloudfunctions/help/rules'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { crewed, NOW, patroller, person, rostersOf, shift, staff } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'

// Two crews are on duty: one on the market street, one at the scenic entrance 3.9 km away.
const near = patroller('near', { teamId: 'team-shishi', villageId: 'shishi' })
const far = patroller('far', { teamId: 'team-lingjiushan', villageId: 'lingjiushan' })
const standby = patroller('standby', { standby: true, teamId: 'team-shishi', villageId: 'shishi' })
const uninsured = patroller('uninsured', { insuredUntil: NOW - MINUTE })
const captain = patroller('captain', { teamId: 'team-shishi', villageId: 'shishi' }, [
  { role: 'captain', teamId: 'team-shishi', villageId: 'shishi' },
])
const otherCaptain = patroller('other-captain', {}, [
  { role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' },
])
const office = staff('office', { role: 'office' })
const villager = person('villager', {
  name: '周小军',
  villageId: 'shishi',
  home: { text: '集镇主街 12 号', point: { lng: 118.8311, lat: 28.9308 } },
})
const people = [near, far, standby, uninsured, captain, otherCaptain, office, villager, person('stranger')]
const running = [
  crewed(shift('market', { startAt: NOW - 30 * MINUTE, areaId: 'market-street' }), [near]),
  crewed(
    shift('scenic', { startAt: NOW - 30 * MINUTE, areaId: 'scenic-entrance', villageId: 'lingjiushan' }),
    [far],
  ),
]
const AT_MARKET = { lng: 118.8305, lat: 28.931 }

let cloud: TestCloud
let keys = 0
const key = (): string => `life-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})

beforeEach(() => cloud.reset(NOW, { people, shifts: running, rosters: rostersOf(people, running) }))

afterAll(() => cloud.close())

const help = (openid: string, action: string, payload: object): Promise<Reply> =>
  cloud.call(openid, 'help', action, payload)

async function create(payload: object = {}, openid = 'villager'): Promise<HelpDto> {
  const reply = await help(openid, 'create', { kind: 'missing', requestKey: key(), ...payload })
  if (!reply.ok) throw new Error(`${reply.code} ${reply.message}`)
  return reply.data as HelpDto
}

async function listed(openid: string, action: 'nearby' | 'mine' | 'watch'): Promise<string[]> {
  const reply = await help(openid, action, {})
  return reply.ok ? (reply.data as { helps: HelpDto[] }).helps.map((each) => each.id) : [reply.code]
}

async function stored(id: string): Promise<Help> {
  const { data } = await cloud.db.collection('helps').where({ _id: id }).get()
  return data[0] as Help
}

describe('asking', () => {
  it('needs only the kind, and uses the saved home address when no place is given', async () => {
    const asked = await create()
    expect(asked).toMatchObject({
      status: 'open',
      mine: true,
      placeSource: 'home',
      place: { text: '集镇主街 12 号' },
    })
    expect(asked.respondBy - asked.createdAt).toBe(5 * MINUTE)
    expect(asked.handleBy - asked.createdAt).toBe(15 * MINUTE)
    expect(asked.can.sort()).toEqual(['add', 'cancel'])
  })

  it('tells the crew on duty nearby and not the one far away', async () => {
    const asked = await create({ place: { text: '农贸市场', point: AT_MARKET } })
    expect((await stored(asked.id)).told).toEqual([near._id])
  })

  it('a crew member who reported a position elsewhere is reckoned there for ten minutes, then at the area again', async () => {
    await help('near', 'position', { point: { lng: 118.8569, lat: 28.9031 } })
    await help('far', 'position', { point: AT_MARKET })
    const first = await create({ place: { text: '', point: AT_MARKET } })
    expect((await stored(first.id)).told).toEqual([far._id])
    await cloud.clockTo(NOW + 11 * MINUTE)
    const second = await create({ place: { text: '', point: AT_MARKET } })
    expect((await stored(second.id)).told).toEqual([near._id])
  })

  it('asks everyone on duty when the place is unknown, and the standby list when nobody is on duty', async () => {
    const unknown = await create({ useHome: false })
    expect(unknown).toMatchObject({ place: null, placeSource: 'unknown' })
    const record = await stored(unknown.id)
    expect(record.told.sort()).toEqual([near._id, far._id].sort())
    expect(record.flags).toContain('NO_LOCATION')
    cloud.moveClockOnly(NOW + 180 * MINUTE)
    expect((await stored((await create()).id)).told).toEqual([standby._id])
  })

  it.each([
    ['an impossible point', { place: { text: '家里', point: { lng: 999, lat: 0 } } }],
    ['a phone of letters', { phone: 'call me' }],
    ['photos that are not files', { photos: ['http://evil.example/x.jpg', 7] }],
    ['an endless note', { note: '救命'.repeat(5000) }],
    ['an unknown kind', { kind: 'fire-and-flood' }],
    ['fields of a newer version', { voiceId: 'x', mood: { scared: true } }],
    ['numbers for words', { forWhom: 42, note: ['a'] }],
  ])('is never refused for %s: it is stored and flagged', async (_, odd) => {
    const asked = await create(odd)
    const record = await stored(asked.id)
    expect(record.live).toBe(true)
    expect(record.note.length).toBeLessThanOrEqual(500)
    expect(record.photos).toEqual([])
  })

  it('is not refused for asking often, or for risky words; both are flagged for whoever answers', async () => {
    for (let i = 0; i < 3; i++) await create()
    const fourth = await create({ note: 'risky-word-for-test 赌博' })
    expect((await stored(fourth.id)).flags).toContain('FREQUENT')
  })

  it('stores the phone sealed, and nobody reads it in an answer', async () => {
    const asked = await create({ phone: '139 0000 1234' })
    expect(JSON.stringify(asked)).not.toContain('1234')
    expect(JSON.stringify(await stored(asked.id))).not.toContain('13900001234')
  })

  it('staff enters a request for a caller; from anyone else the caller means nothing', async () => {
    const byOffice = await create({ caller: { name: '吴奶奶', phone: '0570-3012345' } }, 'office')
    expect(byOffice.requester).toBe('吴奶奶')
    const byVillager = await create({ caller: { name: '吴奶奶' } })
    expect(byVillager.requester).toBe('周小军')
  })

  it('whoever enters a request for a caller may go themselves, and their own home is not the caller’s', async () => {
    const entered = await create({ caller: { name: '吴奶奶' } }, 'captain')
    expect(entered).toMatchObject({ place: null, requester: '吴奶奶' })
    expect(await help('captain', 'accept', { helpId: entered.id, requestKey: key() })).toMatchObject({
      ok: true,
    })
  })

  it('someone far away who asks for 奶奶 is answered around the home, and seen by those on duty', async () => {
    const asked = await create({ place: { text: '杭州', point: { lng: 120.15, lat: 30.27 } } })
    expect(await stored(asked.id)).toMatchObject({ flags: ['FAR_LOCATION'], villageId: 'shishi' })
    expect(await listed('near', 'nearby')).toEqual([asked.id])
  })

  it('a repeated request makes one', async () => {
    const payload = { kind: 'illness', requestKey: key() }
    const [a, b] = await Promise.all([
      help('villager', 'create', payload),
      help('villager', 'create', payload),
    ])
    const again = await help('villager', 'create', payload)
    expect(a.ok && b.ok && again.ok).toBe(true)
    if (!a.ok || !b.ok || !again.ok) return
    expect(new Set([a, b, again].map((reply) => (reply.data as HelpDto).id)).size).toBe(1)
    expect(await listed('villager', 'mine')).toHaveLength(1)
    const other = await help('villager', 'create', { ...payload, kind: 'hazard' })
    expect(other).toMatchObject({ ok: false, code: 'REQUEST_KEY_REUSED' })
  })
})

describe('answering', () => {
  it('the first of many to accept owns it; the others are told who went', async () => {
    const { id } = await create()
    const racers = ['near', 'far', 'standby', 'captain', 'other-captain']
    const replies = await Promise.all(
      racers.map((who) => help(who, 'accept', { helpId: id, requestKey: key() })),
    )
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    for (const reply of replies) if (!reply.ok) expect(reply.code).toBe('ALREADY_ACCEPTED')
    const winner = racers[replies.findIndex((reply) => reply.ok)] ?? ''
    const record = await stored(id)
    expect(record.owner?.personId).toBe(people.find((each) => each.openid === winner)?._id)
    expect(record.timeline.filter((line) => line.event === 'accepted')).toHaveLength(1)
  })

  it('goes accept, arrive, resolve, and the requester sees each step with the name', async () => {
    const { id } = await create()
    await help('near', 'accept', { helpId: id, requestKey: key(), point: AT_MARKET })
    const accepted = await help('villager', 'get', { helpId: id })
    expect(accepted.ok && (accepted.data as { help: HelpDto }).help).toMatchObject({
      status: 'accepted',
      responder: { name: 'near', team: '石室集镇队', me: false },
      contacts: ['responder'],
    })
    expect((await help('near', 'arrive', { helpId: id, requestKey: key() })).ok).toBe(true)
    expect(await help('near', 'arrive', { helpId: id, requestKey: key() })).toMatchObject({
      code: 'ALREADY_ARRIVED',
    })
    expect(
      (await help('near', 'resolve', { helpId: id, outcome: '人找到了，已送回家', requestKey: key() })).ok,
    ).toBe(true)
    const done = await help('villager', 'get', { helpId: id })
    expect(done.ok && (done.data as { help: HelpDto }).help.timeline.map((line) => line.event)).toEqual([
      'created',
      'offered',
      'accepted',
      'arrived',
      'resolved',
    ])
    expect(
      await help('near', 'resolve', { helpId: id, outcome: '再来一次', requestKey: key() }),
    ).toMatchObject({
      code: 'ALREADY_CLOSED',
    })
    expect(await listed('near', 'nearby')).toEqual([])
  })

  it('an uninsured volunteer, the requester and a stranger cannot accept', async () => {
    const { id } = await create()
    expect(await help('uninsured', 'accept', { helpId: id, requestKey: key() })).toMatchObject({
      code: 'UNINSURED',
    })
    expect(await help('villager', 'accept', { helpId: id, requestKey: key() })).toMatchObject({
      code: 'FORBIDDEN',
    })
    const own = await create({}, 'near')
    expect(await help('near', 'accept', { helpId: own.id, requestKey: key() })).toMatchObject({
      code: 'NOT_YOURS',
    })
  })

  it('lists by distance for those on duty and on standby, and not at all for others', async () => {
    const here = await create({ place: { text: '主街', point: AT_MARKET } })
    const there = await create({ place: { text: '景区', point: { lng: 118.8569, lat: 28.9031 } } })
    expect(await listed('near', 'nearby')).toEqual([here.id, there.id])
    expect(await listed('far', 'nearby')).toEqual([there.id, here.id])
    expect(await listed('standby', 'nearby')).toEqual([here.id, there.id])
    expect(await listed('other-captain', 'nearby')).toEqual([])
    expect(await listed('villager', 'nearby')).toEqual(['FORBIDDEN'])
  })

  it('captains watch their own village, the office all of them, villagers nothing', async () => {
    const { id } = await create({ place: { text: '主街', point: AT_MARKET } })
    expect(await listed('captain', 'watch')).toEqual([id])
    expect(await listed('other-captain', 'watch')).toEqual([])
    expect(await listed('office', 'watch')).toEqual([id])
    expect(await listed('villager', 'watch')).toEqual(['FORBIDDEN'])
  })

  it('once closed, only those it was offered to, and those who watch, can still read it', async () => {
    const { id } = await create({ place: { text: '主街', point: AT_MARKET } })
    const reads = async (who: string): Promise<boolean> => (await help(who, 'get', { helpId: id })).ok
    expect(await reads('far')).toBe(true)
    await help('villager', 'cancel', { helpId: id, reason: 'mistake', requestKey: key() })
    expect([await reads('near'), await reads('captain'), await reads('office')]).toEqual([true, true, true])
    expect([await reads('far'), await reads('other-captain')]).toEqual([false, false])
  })

  it('a stranger cannot tell a request that exists from one that does not', async () => {
    const { id } = await create()
    const real = await help('stranger', 'get', { helpId: id })
    const none = await help('stranger', 'get', { helpId: 'help_000000000000000000000000' })
    expect({ ...real, requestId: '' }).toEqual({ ...none, requestId: '' })
    expect(real).toMatchObject({ ok: false, code: 'NOT_FOUND' })
  })
})

describe('afterwards', () => {
  it('adds place, photo and phone later, tells the owner, and only the requester may', async () => {
    const { id } = await create({ useHome: false })
    await help('near', 'accept', { helpId: id, requestKey: key() })
    const added = await help('villager', 'add', {
      helpId: id,
      requestKey: key(),
      place: { text: '后山', point: AT_MARKET },
      photos: [`cloud://demo.626f/uploads/${villager._id}/a.jpg`],
      phone: '13900001234',
    })
    expect(added).toMatchObject({ ok: true, data: { place: { text: '后山' }, placeSource: 'given' } })
    expect((await stored(id)).flags).not.toContain('NO_LOCATION')
    expect(await help('stranger', 'add', { helpId: id, requestKey: key(), note: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
    })
    const phone = await help('near', 'contact', { helpId: id, who: 'requester', requestKey: key() })
    expect(phone).toMatchObject({ ok: true, data: { name: '周小军', phone: '13900001234' } })
  })

  it('gives links to its photos to those who may see it, though clients cannot read the storage themselves', async () => {
    const upload = `${cloud.url}/upload?cloudPath=uploads/${villager._id}/help-photo-test.jpg`
    const sent = await fetch(upload, {
      method: 'POST',
      headers: { 'x-openid': 'villager' },
      body: 'a picture',
    })
    const { fileID } = (await sent.json()) as { fileID: string }
    const { id } = await create({ photos: [fileID] })
    const links = await help('near', 'photos', { helpId: id })
    const [url] = links.ok ? (links.data as { urls: string[] }).urls : []
    expect(await (await fetch(url ?? '')).text()).toBe('a picture')
    expect(await help('stranger', 'photos', { helpId: id })).toMatchObject({ ok: false, code: 'NOT_FOUND' })
  })

  it('every number given away leaves an audit line, and nobody else gets it', async () => {
    const { id } = await create({ phone: '13900001234' })
    await help('near', 'accept', { helpId: id, requestKey: key() })
    expect(await help('far', 'contact', { helpId: id, who: 'requester', requestKey: key() })).toMatchObject({
      code: 'NO_CONTACT',
    })
    await help('near', 'contact', { helpId: id, who: 'requester', requestKey: key() })
    const { data } = await cloud.db.collection('audit').where({ action: 'contact' }).get()
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({ person: near._id, subjects: [id, villager._id] })
    expect(JSON.stringify(data)).not.toContain('1390000')
  })

  it('offers the captain’s number when nobody has looked for a minute, and not once somebody has', async () => {
    const { id } = await create()
    const contacts = async (): Promise<unknown> => {
      const reply = await help('villager', 'get', { helpId: id })
      return reply.ok && (reply.data as { help: HelpDto }).help.contacts
    }
    expect(await contacts()).toEqual([])
    cloud.moveClockOnly(NOW + 61_000)
    expect(await contacts()).toEqual(['captain'])
    await help('near', 'seen', { helpId: id })
    expect(await contacts()).toEqual([])
    cloud.moveClockOnly(NOW + 5 * MINUTE + 1000)
    expect(await contacts()).toEqual(['captain'])
  })

  it('the requester says “我安全了”, the one on the way is told, and nothing moves any more', async () => {
    const { id } = await create()
    await help('near', 'accept', { helpId: id, requestKey: key() })
    expect(await help('villager', 'cancel', { helpId: id, reason: 'safe', requestKey: key() })).toMatchObject(
      { ok: true },
    )
    const inbox = await cloud.call('near', 'account', 'inbox', {})
    expect(inbox).toMatchObject({ ok: true, data: { messages: [{ title: '求助已取消' }, { kind: 'help' }] } })
    expect(await help('near', 'arrive', { helpId: id, requestKey: key() })).toMatchObject({
      code: 'ALREADY_CLOSED',
    })
  })
})
