import type { FileDto, MemberRowDto } from '../../../cloudfunctions/membership/dto'
import type { Member } from '../../../cloudfunctions/membership/record'
import type { Person } from '../../../cloudfunctions/shared/people'
import { DAY, instantOf } from '../../../cloudfunctions/shared/time'
import type { Shift } from '../../../cloudfunctions/shifts/rules'
import { crewed, NOW, patroller, person, rostersOf, shift, staff } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { memberOf, newKey } from './records'

const scope = { villageId: 'jingxi', teamId: 'team-jingxi' }
const wang = patroller('wang')
const older = patroller('older', { insuredUntil: instantOf('2026-12-31') })
const novice = patroller('novice', { certifiedAt: null, certifiedUntil: null, insuredUntil: null })
const captain = patroller('captain', {}, [{ role: 'captain', ...scope }])
const clerk = patroller('clerk', {}, [{ role: 'office' }])
const office = staff('office', { role: 'office' })
const leader = patroller('leader', {}, [{ role: 'leader' }])
const chair = staff('chair', { role: 'leader' })
const secretary = patroller('secretary', {}, [{ role: 'reviewer', villageId: 'jingxi' }, { role: 'leader' }])
const reviewer = staff('reviewer', { role: 'reviewer', villageId: 'jingxi' })
const elsewhere = staff('elsewhere', { role: 'reviewer', villageId: 'shishi' })
const people = [
  wang,
  older,
  novice,
  captain,
  clerk,
  office,
  leader,
  chair,
  secretary,
  reviewer,
  elsewhere,
  person('villager'),
]
const tomorrow = crewed(shift('tomorrow', { startAt: NOW + DAY }), [wang, captain])
const running = crewed(shift('running', { startAt: NOW - 1 }), [wang])

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
})

afterAll(() => cloud.close())

beforeEach(async () => {
  await cloud.reset(NOW, {
    people,
    members: [wang, captain, clerk, leader, secretary].map((each) => memberOf(each)),
    shifts: [tomorrow, running],
    rosters: rostersOf(people, [tomorrow, running]),
  })
})

const call = (who: string, verb: string, input: object = {}) =>
  cloud.call(who, 'membership', verb, { ...input, requestKey: newKey() })
const must = <T = FileDto>(who: string, verb: string, input: object = {}) =>
  cloud.must<T>(who, 'membership', verb, { ...input, requestKey: newKey() })
const record = async <T>(collection: string, id: string): Promise<T | undefined> =>
  (await cloud.db.collection(collection).where({ _id: id }).get()).data[0] as T | undefined
const personNow = (id: string) => record<Person>('people', id)
const inbox = async (who: string): Promise<string[]> => {
  const { messages } = await cloud.must<{ messages: { title: string; text: string }[] }>(
    who,
    'account',
    'inbox',
  )
  return messages.map(({ title, text }) => `${title}｜${text}`)
}
const of = (each: Person) => ({ personId: each._id })

describe('suspension (S-26)', () => {
  it('takes someone off duty, off standby and out of their shifts to come, and tells them and their captain', async () => {
    await cloud.must('wang', 'account', 'standby', { on: true, requestKey: newKey() })
    const file = await must('office', 'suspend', { ...of(wang), reason: '两次没到岗' })
    expect(file).toMatchObject({ state: 'suspended', certificate: { state: 'suspended' } })
    expect(file.events.at(-1)).toMatchObject({ event: 'suspended', text: '两次没到岗' })
    expect(await personNow(wang._id)).toMatchObject({
      volunteer: { suspended: true, standby: false, certifiedAt: wang.volunteer?.certifiedAt },
      roles: wang.roles,
      position: null,
    })
    expect((await record<Shift>('shifts', 'tomorrow'))?.crew.map((seat) => seat.name)).toEqual(['captain'])
    // Whoever is out there finishes the patrol.
    expect((await record<Shift>('shifts', 'running'))?.crew.map((seat) => seat.name)).toEqual(['wang'])
    expect(await inbox('wang')).toEqual([
      '你暂停巡逻了｜原因：两次没到岗。你报的 1 个班已退掉。有疑问请联系综治办。',
    ])
    expect((await inbox('captain'))[0]).toMatch(
      /^wang暂停巡逻｜空出 1 个班，请安排补人：11月26日 周四 18:00–20:00 集镇主街/,
    )
    expect(
      await cloud.call('wang', 'shifts', 'claim', { shiftId: 'tomorrow', requestKey: newKey() }),
    ).toMatchObject({ ok: false, code: 'SUSPENDED' })
  })

  it('ends, and the shifts given up stay free', async () => {
    await must('chair', 'suspend', { ...of(wang), reason: '两次没到岗' })
    expect(await call('office', 'suspend', { ...of(wang), reason: '再来' })).toMatchObject({
      ok: false,
      code: 'NOT_ALLOWED_NOW',
      message: '现在是「暂停巡逻」，不能办这件事。',
    })
    const file = await must('office', 'reinstate', { ...of(wang), reason: '谈过话了' })
    expect(file.state).toBe('active')
    expect((await personNow(wang._id))?.volunteer?.suspended).toBe(false)
    expect((await record<Shift>('shifts', 'tomorrow'))?.crew).toHaveLength(1)
    await cloud.must('wang', 'shifts', 'claim', { shiftId: 'tomorrow', requestKey: newKey() })
    expect(await call('office', 'reinstate', { ...of(wang), reason: '再来' })).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    })
  })

  it('answers a repeat as the first time, and does it once', async () => {
    const input = { ...of(wang), reason: '两次没到岗', requestKey: newKey() }
    const first = await cloud.call('office', 'membership', 'suspend', input)
    expect(await cloud.call('office', 'membership', 'suspend', input)).toMatchObject({
      ok: true,
      data: (first as { data: unknown }).data,
    })
    expect(await inbox('wang')).toHaveLength(1)
  })
})

describe('nobody decides about themself (S-08)', () => {
  it.each<[string, string, object]>([
    ['clerk', 'suspend', { ...of(clerk), reason: '自己' }],
    ['clerk', 'insure', { personIds: [clerk._id], policy: 'A', from: '2026-11-25', until: '2027-11-24' }],
    [
      'clerk',
      'insure',
      { personIds: [wang._id, clerk._id], policy: 'A', from: '2026-11-25', until: '2027-11-24' },
    ],
    ['clerk', 'renew', of(clerk)],
    ['clerk', 'issueMarks', { ...of(clerk), items: ['红袖标'] }],
    ['clerk', 'returnMarks', { ...of(clerk), items: ['红袖标'] }],
    ['leader', 'suspend', { ...of(leader), reason: '自己' }],
    ['leader', 'reinstate', { ...of(leader), reason: '自己' }],
    ['leader', 'decideExit', { ...of(leader), approve: false, reason: '自己' }],
    ['secretary', 'proposeExit', { ...of(secretary), kind: 'absence', reason: '自己' }],
  ])('%s, %s', async (who, verb, input) => {
    expect(await call(who, verb, input)).toMatchObject({ ok: false, code: 'OWN_CASE' })
    const { data } = await cloud.db
      .collection('members')
      .where({ revision: cloud.db.command.neq(1) })
      .get()
    expect(data).toEqual([])
  })

  it('nor does whoever proposed an exit decide it', async () => {
    const proposed = await must('secretary', 'proposeExit', {
      ...of(wang),
      kind: 'absence',
      reason: '半年没来',
    })
    expect(proposed.may).not.toContain('decideExit')
    expect(proposed.exit?.refusal?.code).toBe('OWN_PROPOSAL')
    expect(
      await call('secretary', 'decideExit', { ...of(wang), approve: true, reason: '同意' }),
    ).toMatchObject({
      code: 'OWN_PROPOSAL',
    })
    expect((await inbox('secretary')).length).toBe(0)
    const decided = await must('chair', 'decideExit', { ...of(wang), approve: true, reason: '同意' })
    expect(decided.state).toBe('revoked')
  })
})

describe('exit (S-26)', () => {
  const proposal = { ...of(wang), kind: 'discipline', reason: '酒后上岗' }

  it('is proposed by the village, approved by the leading group, and takes everything of the team along', async () => {
    await must('office', 'issueMarks', { ...of(wang), items: ['红袖标', '反光背心'] })
    const proposed = await must('reviewer', 'proposeExit', proposal)
    expect(proposed).toMatchObject({
      state: 'active',
      exit: {
        kind: 'discipline',
        reason: '酒后上岗',
        proposedBy: 'reviewer',
        refusal: { code: 'OWN_PROPOSAL' },
      },
    })
    expect(await call('reviewer', 'proposeExit', proposal)).toMatchObject({ code: 'NOT_ALLOWED_NOW' })
    expect(await inbox('chair')).toEqual(['村委提议wang退出｜违反纪律：酒后上岗。请审批。'])
    expect((await inbox('wang'))[0]).toMatch(/^村委提议你退出巡逻队/)

    const file = await must('chair', 'decideExit', { ...of(wang), approve: true, reason: '情况属实' })
    expect(file).toMatchObject({ state: 'revoked', exit: null, certificate: { state: 'revoked' } })
    expect(await personNow(wang._id)).toMatchObject({ volunteer: null, roles: [] })
    expect((await record<Shift>('shifts', 'tomorrow'))?.crew.map((seat) => seat.name)).toEqual(['captain'])
    expect((await inbox('wang')).join()).toContain('红袖标、反光背心，请交到综治办。')
    expect((await inbox('office')).join()).toContain('待收回：红袖标、反光背心')
    expect((await inbox('reviewer')).join()).toContain('wang已退出')
    expect(await call('chair', 'decideExit', { ...of(wang), approve: true, reason: '再来' })).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    })

    const rows = async (who: string) =>
      (await cloud.must<{ members: MemberRowDto[] }>(who, 'membership', 'members')).members.filter(
        (row) => row.personId === wang._id,
      )
    expect(await rows('office')).toMatchObject([{ state: 'revoked', marksOut: 2 }])
    await must('office', 'returnMarks', { ...of(wang), items: ['红袖标'] })
    expect(await call('office', 'returnMarks', { ...of(wang), items: ['红袖标'] })).toMatchObject({
      code: 'MARK_NOT_OUT',
    })
    await must('office', 'returnMarks', { ...of(wang), items: ['反光背心'] })
    expect(await rows('office')).toEqual([])
  })

  it('is refused, and the member stays', async () => {
    await must('reviewer', 'proposeExit', proposal)
    const file = await must('chair', 'decideExit', { ...of(wang), approve: false, reason: '先谈话' })
    expect(file).toMatchObject({ state: 'active', exit: null })
    expect(file.events.at(-1)).toMatchObject({ event: 'exitRefused', text: '先谈话' })
    expect((await record<Shift>('shifts', 'tomorrow'))?.crew).toHaveLength(2)
    expect((await inbox('wang'))[0]).toBe('你继续留队｜领导小组没有同意村委的提议：先谈话')
  })

  it('cannot be decided without a proposal, nor proposed from another village', async () => {
    expect(await call('chair', 'decideExit', { ...of(wang), approve: true, reason: '好' })).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    })
    expect(await call('elsewhere', 'proposeExit', proposal)).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('leaving (S-26)', () => {
  it('is everybody’s at any time: roles, shifts and standby go, the marks are to come back', async () => {
    await must('office', 'issueMarks', { ...of(captain), items: ['工作证'] })
    expect(await must('captain', 'leave', { reason: '' })).toEqual({ left: true })
    expect(await personNow(captain._id)).toMatchObject({ volunteer: null, roles: [] })
    expect((await record<Shift>('shifts', 'tomorrow'))?.crew.map((seat) => seat.name)).toEqual(['wang'])
    expect((await inbox('captain'))[0]).toContain('工作证，请交到综治办。')
    const file = await cloud.must<FileDto>('captain', 'membership', 'file')
    expect(file).toMatchObject({ state: 'left', may: [] })
    expect(await call('captain', 'leave', { reason: '' })).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('keeps the roles that have nothing to do with the team', async () => {
    await must('secretary', 'leave', { reason: '太忙' })
    expect((await personNow(secretary._id))?.roles).toEqual([
      { role: 'reviewer', villageId: 'jingxi' },
      { role: 'leader' },
    ])
  })

  it('lets a proposal lapse, and those not certified yet go too', async () => {
    await must('reviewer', 'proposeExit', { ...of(wang), kind: 'absence', reason: '半年没来' })
    await must('wang', 'leave', { reason: '不干了' })
    expect(await record<Member>('members', wang._id)).toMatchObject({
      state: 'left',
      exit: null,
      leftAt: expect.any(Number) as number,
    })
    await must('novice', 'leave', { reason: '' })
    expect(await personNow(novice._id)).toMatchObject({ volunteer: null, roles: [] })
  })

  it('waits until a request for help is handed back', async () => {
    const { id } = await cloud.must<{ id: string }>('villager', 'help', 'create', {
      kind: 'illness',
      requestKey: newKey(),
    })
    await cloud.must('wang', 'help', 'accept', { helpId: id, requestKey: newKey() })
    expect(await call('wang', 'leave', { reason: '' })).toMatchObject({ code: 'HELP_OPEN' })
    await cloud.must('wang', 'help', 'handBack', { helpId: id, reason: '有事', requestKey: newKey() })
    await must('wang', 'leave', { reason: '' })
  })
})

describe('insurance (S-27)', () => {
  const policy = { policy: 'PICC-27', from: '2026-11-25', until: '2027-11-24' }

  it('is entered for many at once, the older ones among them, and lets them claim', async () => {
    const gap = patroller('gap', { insuredUntil: instantOf('2026-10-01') })
    cloud.store.load('people', [gap])
    expect(await must('office', 'insure', { ...policy, personIds: [gap._id, older._id, gap._id] })).toEqual({
      insured: 2,
    })
    const end = instantOf('2027-11-25') - 1
    for (const each of [gap, older]) {
      expect((await personNow(each._id))?.volunteer?.insuredUntil).toBe(end)
      const member = await record<Member>('members', each._id)
      expect(member).toMatchObject({ insuredUntil: end, state: 'active', name: each.name })
      expect(member?.certificate.number).toMatch(/^石义巡2026-\d{4}$/)
    }
    await cloud.must('gap', 'shifts', 'claim', { shiftId: 'tomorrow', requestKey: newKey() })
    expect((await inbox('gap'))[0]).toBe('意外保险登记好了｜保到2027年11月24日，期内可以报班。')
  })

  it('corrects a policy entered wrongly', async () => {
    await must('office', 'insure', { ...policy, until: '2036-11-24', policy: 'B', personIds: [older._id] })
    await must('office', 'insure', { ...policy, policy: 'B', personIds: [older._id] })
    const file = await cloud.must<FileDto>('office', 'membership', 'file', of(older))
    expect(file.insuredUntil).toBe(instantOf('2027-11-25') - 1)
    expect(file.insurance.map((each) => each.policy)).toEqual(['', 'B'])
  })

  it.each<[string, object, string]>([
    ['that ends before it begins', { until: '2026-11-01', from: '2026-11-20' }, 'DATES_WRONG'],
    ['that is over', { from: '2025-11-25', until: '2026-11-24' }, 'DATES_WRONG'],
    ['that leaves a gap', { from: '2028-02-01', until: '2029-01-31' }, 'INSURANCE_GAP'],
    ['on a day that is none', { from: '2027-02-30' }, 'BAD_INPUT'],
    ['for nobody', { personIds: [] }, 'BAD_INPUT'],
    ['for someone unknown', { personIds: ['p_nobody'] }, 'NOT_FOUND'],
    ['for someone without a certificate', { personIds: [wang._id, novice._id] }, 'NOT_ALLOWED_NOW'],
  ])('refuses one %s, for all of them', async (_, over, code) => {
    const input = { ...policy, personIds: [wang._id, older._id], ...over }
    expect(await call('office', 'insure', input)).toMatchObject({ ok: false, code })
    expect((await record<Member>('members', wang._id))?.revision).toBe(1)
    expect(await record<Member>('members', older._id)).toBeUndefined()
  })
})

describe('marks and certificate (S-14, S-22)', () => {
  it('issues each mark once, known ones only, to active members only', async () => {
    await must('office', 'issueMarks', { ...of(wang), items: ['红袖标', '红袖标'] })
    expect((await record<Member>('members', wang._id))?.marks).toHaveLength(1)
    for (const [items, code] of [
      [['红袖标'], 'MARK_OUT'],
      [['警棍'], 'UNKNOWN_MARK'],
      [[], 'BAD_INPUT'],
    ] as const) {
      expect(await call('office', 'issueMarks', { ...of(wang), items })).toMatchObject({ ok: false, code })
    }
    await must('office', 'suspend', { ...of(wang), reason: '没到岗' })
    expect(await call('office', 'issueMarks', { ...of(wang), items: ['工作证'] })).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    })
    expect(await call('office', 'issueMarks', { ...of(novice), items: ['工作证'] })).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    })
  })

  it('renews a certificate for three years from today', async () => {
    const before = await record<Member>('members', wang._id)
    const file = await must('office', 'renew', of(wang))
    const end = instantOf('2029-11-25') - 1
    expect(file.certificate).toMatchObject({ number: before?.certificate.number, validUntil: end })
    expect((await personNow(wang._id))?.volunteer?.certifiedUntil).toBe(end)
  })
})

describe('who may (S-02 … S-08)', () => {
  const VERBS: [string, object, string[]][] = [
    ['suspend', { ...of(wang), reason: '没到岗' }, ['office', 'clerk', 'leader', 'chair', 'secretary']],
    ['reinstate', { ...of(wang), reason: '谈过' }, ['office', 'clerk', 'leader', 'chair', 'secretary']],
    [
      'insure',
      { personIds: [wang._id], policy: 'A', from: '2026-11-25', until: '2028-11-24' },
      ['office', 'clerk'],
    ],
    ['renew', of(wang), ['office', 'clerk']],
    ['issueMarks', { ...of(wang), items: ['红袖标'] }, ['office', 'clerk']],
    ['returnMarks', { ...of(wang), items: ['红袖标'] }, ['office', 'clerk']],
    ['proposeExit', { ...of(wang), kind: 'absence', reason: '没来' }, ['reviewer', 'secretary', 'elsewhere']],
    ['decideExit', { ...of(wang), approve: true, reason: '同意' }, ['leader', 'chair', 'secretary']],
    [
      'unmask',
      { ...of(wang), field: 'phone', reason: '联系' },
      ['office', 'clerk', 'leader', 'chair', 'secretary', 'reviewer', 'elsewhere'],
    ],
  ]
  it.each(VERBS)('%s', async (verb, input, allowed) => {
    for (const { openid } of [...people, { openid: 'stranger' }]) {
      if (allowed.includes(openid)) continue
      expect([openid, await call(openid, verb, input)]).toMatchObject([
        openid,
        { ok: false, code: 'FORBIDDEN' },
      ])
    }
    expect((await record<Member>('members', wang._id))?.revision).toBe(1)
  })

  it('suspends an older volunteer, who gets a number with it', async () => {
    const file = await must('chair', 'suspend', { ...of(older), reason: '没到岗' })
    expect(file).toMatchObject({ name: 'older', state: 'suspended' })
    expect(file.certificate?.number).toBe('石义巡2026-0001')
    expect((await personNow(older._id))?.volunteer?.suspended).toBe(true)
  })
})
