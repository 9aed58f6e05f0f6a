import type { ShiftDetailDto, ShiftDto } from '../../../cloudfunctions/shifts/dto'
import { DAY, MINUTE } from '../../../cloudfunctions/shared/time'
import { crewed, NOW, patroller, person, rostersOf, shift, staff } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'

const chen = patroller('chen')
const li = patroller('li')
const veteran = patroller('veteran', { qualifications: ['veteran'] })
const captain = patroller('captain', {}, [{ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' }])
const other = patroller('other-captain', { teamId: 'team-shishi', villageId: 'shishi' }, [
  { role: 'captain', teamId: 'team-shishi', villageId: 'shishi' },
])
const uncertified = patroller('uncertified', { certifiedAt: null })
const suspended = patroller('suspended', { suspended: true })
const uninsured = patroller('uninsured', { insuredUntil: NOW + DAY })
const people = [
  chen,
  li,
  veteran,
  captain,
  other,
  uncertified,
  suspended,
  uninsured,
  person('villager'),
  staff('office', { role: 'office' }),
]

const tomorrow = NOW + DAY + 60 * MINUTE
const shifts = [
  shift('open', { startAt: tomorrow }),
  shift('overlapping', { startAt: tomorrow + 60 * MINUTE, areaId: 'scenic-carpark' }),
  shift('touching', { startAt: tomorrow + 120 * MINUTE }),
  crewed(shift('full', { startAt: tomorrow, max: 1, min: 1 }), [li]),
  shift('started', { startAt: NOW - 10 * MINUTE }),
  shift('cancelled', { startAt: tomorrow, status: 'cancelled' }),
  shift('village', { startAt: tomorrow + DAY, openTo: 'village', villageId: 'lingjiushan' }),
  shift('veterans', {
    startAt: tomorrow + DAY,
    min: 1,
    max: 1,
    needs: [{ qualification: 'veteran', count: 1 }],
  }),
  crewed(shift('soon', { startAt: NOW + 90 * MINUTE }), [chen]),
]

let cloud: TestCloud
let keys = 0
const key = (): string => `shift-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})

beforeEach(() => cloud.reset(NOW, { people, shifts, rosters: rostersOf(people, shifts) }))

afterAll(() => cloud.close())

const claim = (openid: string, shiftId: string, requestKey = key()): Promise<Reply> =>
  cloud.call(openid, 'shifts', 'claim', { shiftId, requestKey })
const release = (openid: string, shiftId: string): Promise<Reply> =>
  cloud.call(openid, 'shifts', 'release', { shiftId, reason: '家里有事', requestKey: key() })

async function stored(collection: string): Promise<unknown> {
  const { data } = (await cloud.db.collection(collection).limit(1000).get()) as { data: unknown }
  return data
}

describe('claim', () => {
  it('takes a seat, shows it under mine, and a repeat of the request gives the first answer', async () => {
    const requestKey = key()
    const first = await claim('chen', 'open', requestKey)
    expect(first).toMatchObject({
      ok: true,
      data: { mine: true, taken: 1, free: 3, crew: [{ name: 'chen', me: true }] },
    })
    const again = await claim('chen', 'open', requestKey)
    expect(again.ok && first.ok && again.data).toEqual(first.ok && first.data)
    const list = await cloud.call('chen', 'shifts', 'list', { mine: true })
    expect(list.ok && (list.data as { shifts: ShiftDto[] }).shifts.map((each) => each.id)).toEqual([
      'soon',
      'open',
    ])
  })

  it.each([
    ['chen', 'cancelled', 'SHIFT_CANCELLED'],
    ['chen', 'started', 'SHIFT_STARTED'],
    ['villager', 'open', 'NOT_CERTIFIED'],
    ['uncertified', 'open', 'NOT_CERTIFIED'],
    ['suspended', 'open', 'SUSPENDED'],
    ['uninsured', 'open', 'UNINSURED'],
    ['chen', 'village', 'NOT_OPEN_TO_YOU'],
    ['li', 'full', 'ALREADY_CLAIMED'],
    ['li', 'overlapping', 'OVERLAPS'],
    ['chen', 'full', 'SHIFT_FULL'],
    ['chen', 'veterans', 'QUALIFICATION_NEEDED'],
    ['chen', 'no-such-shift', 'NOT_FOUND'],
  ])('%s on %s is refused as %s, and nothing is written', async (who, which, code) => {
    expect(await claim(who, which)).toMatchObject({ ok: false, code })
    expect(await stored('shifts')).toEqual(shifts)
    expect(await stored('requests')).toEqual([])
  })

  it('names the other shift of an overlap, lets shifts touch, and gives a veteran the reserved seat', async () => {
    await claim('chen', 'open')
    const refused = await claim('chen', 'overlapping')
    expect(refused.ok ? '' : refused.message).toContain('19:00–21:00 集镇主街')
    expect(await claim('chen', 'touching')).toMatchObject({ ok: true })
    expect(await claim('veteran', 'veterans')).toMatchObject({ ok: true })
  })

  it('the list says beforehand what claiming would answer', async () => {
    const { data } = (await cloud.call('li', 'shifts', 'list', { from: '2026-11-25', days: 3 })) as {
      data: { shifts: ShiftDto[] }
    }
    for (const each of data.shifts.filter((one) => !one.mine)) {
      const reply = await cloud.call('li', 'shifts', 'claim', { shiftId: each.id, requestKey: key() })
      if (reply.ok) await release('li', each.id)
      expect(reply.ok ? null : reply.code).toBe(each.refusal?.code ?? null)
    }
    expect(data.shifts.length).toBeGreaterThan(5)
  })
})

describe('release', () => {
  it('frees the seat for the next, tells the captain, and is possible until the deadline', async () => {
    await claim('chen', 'open')
    const freed = await release('chen', 'open')
    expect(freed).toMatchObject({ ok: true, data: { mine: false, taken: 0 } })
    const inbox = await cloud.call('captain', 'account', 'inbox', {})
    expect(inbox).toMatchObject({ ok: true, data: { messages: [{ title: 'chen退了一个班', read: false }] } })
    expect(await claim('chen', 'overlapping')).toMatchObject({ ok: true })
  })

  it('after the deadline only the captain of the member’s team, or the office, can', async () => {
    expect(await release('chen', 'soon')).toMatchObject({ ok: false, code: 'TOO_LATE' })
    const by = (openid: string): Promise<Reply> =>
      cloud.call(openid, 'shifts', 'releaseMember', {
        shiftId: 'soon',
        personId: chen._id,
        reason: '生病了',
        requestKey: key(),
      })
    expect(await by('li')).toMatchObject({ code: 'FORBIDDEN' })
    expect(await by('other-captain')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await by('captain')).toMatchObject({ ok: true })
    expect(await by('office')).toMatchObject({ code: 'NOT_YOURS' })
    const inbox = await cloud.call('chen', 'account', 'inbox', {})
    expect(inbox).toMatchObject({ ok: true, data: { messages: [{ title: '队长帮你退了一个班' }] } })
  })

  it('cannot be done for a shift that has started, or is not one’s own', async () => {
    expect(await release('chen', 'open')).toMatchObject({ code: 'NOT_YOURS' })
    cloud.moveClockOnly(NOW + 91 * MINUTE)
    expect(await release('chen', 'soon')).toMatchObject({ code: 'SHIFT_STARTED' })
  })
})

describe('get', () => {
  it('shows the crew’s names to those in the scheme only', async () => {
    const names = async (openid: string): Promise<unknown> => {
      const reply = await cloud.call(openid, 'shifts', 'get', { shiftId: 'full' })
      return reply.ok && (reply.data as ShiftDetailDto).crew.map((each) => each.name)
    }
    expect(await names('chen')).toEqual(['li'])
    expect(await names('villager')).toEqual([])
  })
})
