import type { QueueItemDto, ReviewDto } from '../../../cloudfunctions/recruitment/dto'
import type { Application } from '../../../cloudfunctions/recruitment/record'
import type { AuditRecord } from '../../../cloudfunctions/shared/audit'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { seal, unseal } from '../../../cloudfunctions/shared/sealed'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, person, staff, township } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'
import { application, idNumber } from './records'

const reviewer = staff('reviewer', { role: 'reviewer', villageId: 'jingxi' })
const second = staff('second', { role: 'reviewer', villageId: 'jingxi' })
const elsewhere = staff('elsewhere', { role: 'reviewer', villageId: 'shishi' })
const leader = staff('leader', { role: 'leader' })
const chief = staff('chief', { role: 'leader' })
const both = staff('both', { role: 'reviewer', villageId: 'jingxi' }, { role: 'leader' })
const office = staff('office', { role: 'office' })
const captain = patroller('captain', {}, [{ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' }])
const zhou = person('zhou')
const people = [reviewer, second, elsewhere, leader, chief, both, office, captain, zhou]

let cloud: TestCloud
let keys = 0
const key = (): string => `review-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
  // The first call starts the function's process.
  await cloud.call('stranger', 'recruitment', 'mine')
})

const given = (over: Partial<Application> = {}): Application => application({ personId: zhou._id, ...over })
const passed = (over: Partial<Application> = {}): Application =>
  given({
    state: 'villagePassed',
    revision: 2,
    steps: [
      { event: 'apply', at: NOW, by: zhou._id, reason: null },
      { event: 'villageApprove', at: NOW, by: reviewer._id, reason: null },
    ],
    ...over,
  })
const reset = (applications: Application[], more: Record<string, readonly object[]> = {}): Promise<void> =>
  cloud.reset(NOW, {
    people,
    applications,
    applicants: applications
      .filter((each) => each.closedAt === null)
      .map((each) => ({ _id: each.personId, liveId: each._id, eliminatedAt: null })),
    ...more,
  })

afterAll(() => cloud.close())

const call = (openid: string, action: string, payload: object = {}): Promise<Reply> =>
  cloud.call(openid, 'recruitment', action, payload)
const review = (openid: string, over: object = {}): Promise<Reply> =>
  call(openid, 'review', { applicationId: 'app_1', revision: 1, approve: true, requestKey: key(), ...over })
const recuse = (openid: string, applicationId = 'app_1'): Promise<Reply> =>
  call(openid, 'recuse', { applicationId, requestKey: key() })

async function all<T>(collection: string): Promise<T[]> {
  const { data } = await cloud.db.collection(collection).limit(1000).get()
  return data as T[]
}

const stored = async (id = 'app_1'): Promise<Application> => {
  const found = (await all<Application>('applications')).find((each) => each._id === id)
  if (!found) throw new Error(`${id} is gone`)
  return found
}
const messagesTo = async (id: string): Promise<MessageRecord[]> =>
  (await all<MessageRecord>('messages')).filter((each) => each.to.includes(id))

describe('review', () => {
  it('leads from the village to the leading group to training, each step told in words', async () => {
    await reset([given()])
    expect(await review('reviewer')).toMatchObject({
      ok: true,
      data: { state: 'villagePassed', revision: 2, step: 'township', refusal: { code: 'NOT_WAITING' } },
    })
    expect(await messagesTo(leader._id)).toMatchObject([{ title: '有一份报名等待终审' }])
    expect(await review('leader', { revision: 2 })).toMatchObject({
      ok: true,
      data: { state: 'training', step: null, places: 10 },
    })
    expect((await messagesTo(zhou._id)).map((each) => each.title).sort()).toEqual(
      ['村里初审通过了', '终审通过了'].sort(),
    )
    expect((await stored()).steps.map((each) => [each.event, each.by])).toEqual([
      ['apply', zhou._id],
      ['villageApprove', reviewer._id],
      ['townshipApprove', leader._id],
    ])
    const audit = (await all<AuditRecord>('audit')).filter((each) => each.action === 'review')
    expect(audit.map((each) => each.person).sort()).toEqual([reviewer._id, leader._id].sort())
  })

  it.each([
    ['the village', given(), 'reviewer', 1],
    ['the leading group', passed(), 'leader', 2],
  ])('is refused by %s only with a reason, which the applicant reads', async (_, one, who, revision) => {
    await reset([one])
    expect(await review(who, { revision, approve: false })).toMatchObject({ code: 'REASON_NEEDED' })
    expect(await review(who, { revision, approve: false, reason: ' \u200b ' })).toMatchObject({
      code: 'BAD_INPUT',
    })
    const reason = '最近常在外地，参加不了巡逻。'
    expect(await review(who, { revision, approve: false, reason })).toMatchObject({
      ok: true,
      data: { state: 'rejected', step: null },
    })
    const [message] = await messagesTo(zhou._id)
    expect(message?.text).toContain('最近常在外地，参加不了巡逻')
    expect(message?.text).toContain(township.officePhone)
    const mine = await call('zhou', 'mine')
    expect(mine).toMatchObject({ data: { application: { state: 'rejected', reason, next: 'none' } } })
    expect((await stored()).closedAt).not.toBeNull()
    expect(await all('applicants')).toMatchObject([{ liveId: null }])
  })

  it.each([
    ['their own', given({ personId: reviewer._id }), 'reviewer', 1, 'OWN_CASE'],
    ['their own as leader', passed({ personId: leader._id }), 'leader', 2, 'OWN_CASE'],
    ['a relative’s', given({ relatives: [reviewer._id] }), 'reviewer', 1, 'RELATIVE'],
    ['a relative’s as leader', passed({ relatives: [leader._id] }), 'leader', 2, 'RELATIVE'],
    ['one stepped back from', given({ recused: [reviewer._id] }), 'reviewer', 1, 'RECUSED'],
    ['another village’s', given(), 'elsewhere', 1, 'NOT_FOUND'],
    ['one under an identity check', given({ identityCheck: true }), 'reviewer', 1, 'IDENTITY_CHECK'],
    ['the village’s step as leader', given(), 'leader', 1, 'NOT_ALLOWED_NOW'],
    ['the final step as reviewer', passed(), 'reviewer', 2, 'NOT_ALLOWED_NOW'],
    ['what has changed since', given({ revision: 5 }), 'reviewer', 4, 'STALE'],
    ['what is closed', given({ state: 'rejected', closedAt: NOW }), 'reviewer', 1, 'NOT_ALLOWED_NOW'],
    ['as the office', given(), 'office', 1, 'FORBIDDEN'],
    ['as a captain', given(), 'captain', 1, 'FORBIDDEN'],
    ['as the applicant', given(), 'zhou', 1, 'FORBIDDEN'],
    [
      'both steps alone',
      passed({ steps: [{ event: 'villageApprove', at: NOW, by: both._id, reason: null }] }),
      'both',
      2,
      'DECIDED_BEFORE',
    ],
  ])('nobody decides %s', async (_, one, who, revision, code) => {
    await reset([one])
    expect(await review(who, { revision })).toMatchObject({ ok: false, code })
    expect(await stored()).toEqual(one)
  })

  it('a leader stands in where every reviewer is the applicant, a relative or stepped back', async () => {
    await reset([given({ relatives: [reviewer._id], recused: [both._id] })])
    expect(await review('leader')).toMatchObject({ code: 'NOT_ALLOWED_NOW' })
    expect(await recuse('second')).toMatchObject({ ok: true, data: { refusal: { code: 'RECUSED' } } })
    expect(await messagesTo(leader._id)).toMatchObject([{ title: '有一份新的报名' }])
    expect(await review('leader', { revision: 2 })).toMatchObject({ ok: true })
    expect(await review('leader', { revision: 3 })).toMatchObject({ code: 'DECIDED_BEFORE' })
    expect(await review('chief', { revision: 3 })).toMatchObject({ ok: true, data: { state: 'training' } })
  })

  it('stepping back is for what still waits, and twice is once', async () => {
    await reset([given()])
    await recuse('second')
    expect(await recuse('second')).toMatchObject({ ok: true })
    expect((await stored()).recused).toEqual([second._id])
    expect(await recuse('elsewhere')).toMatchObject({ code: 'NOT_FOUND' })
    await reset([given({ state: 'training' })])
    expect(await recuse('second')).toMatchObject({ code: 'NOT_ALLOWED_NOW' })
  })

  it('accepts nobody into a full team, members and candidates counted', async () => {
    const members = Array.from({ length: 10 }, (_, at) => patroller(`member-${at}`))
    const training = application({ _id: 'app_2', personId: 'p_candidate', state: 'training' })
    // With the captain and the candidate, that is twelve.
    await reset([passed(), training], { people: [...people, ...members] })
    expect(await review('leader', { revision: 2 })).toMatchObject({ code: 'TEAM_FULL' })
    expect(await call('leader', 'get', { applicationId: 'app_1' })).toMatchObject({ data: { places: 0 } })
    // A refusal needs no place.
    expect(await review('leader', { revision: 2, approve: false, reason: '队伍满了' })).toMatchObject({
      ok: true,
    })
  })
})

describe('at once', () => {
  it('of two reviewers one decides, the other is told that somebody was first', async () => {
    for (let round = 0; round < 5; round++) {
      await reset([given()])
      const replies = await Promise.all([
        review('reviewer'),
        review('second', { approve: false, reason: '不合适' }),
        review('both'),
      ])
      expect(replies.filter((each) => each.ok)).toHaveLength(1)
      for (const each of replies) if (!each.ok) expect(each.code).toBe('STALE')
      const record = await stored()
      expect(record.revision).toBe(2)
      expect(record.steps).toHaveLength(2)
      expect(await messagesTo(zhou._id)).toHaveLength(1)
    }
  })

  it('a decision and a withdrawal leave one of both', async () => {
    await reset([passed()])
    const [decided, withdrawn] = await Promise.all([
      review('leader', { revision: 2 }),
      call('zhou', 'withdraw', { applicationId: 'app_1', reason: '', requestKey: key() }),
    ])
    // Whoever comes second meets the new state: a withdrawal still can, a decision cannot.
    expect(withdrawn.ok).toBe(true)
    expect(decided.ok || decided.code).toBe(decided.ok ? true : 'STALE')
    expect((await stored()).state).toBe('withdrawn')
  })

  it('the last place in a team goes to one of those approved', async () => {
    const members = Array.from({ length: 10 }, (_, at) => patroller(`member-${at}`))
    const waiting = Array.from({ length: 6 }, (_, at) =>
      passed({ _id: `app_${at}`, personId: `p_waiting_${at}` }),
    )
    // Ten and the captain: one place of twelve is left.
    await reset(waiting, { people: [...people, ...members] })
    const replies = await Promise.all(
      waiting.map((each, at) =>
        review(at % 2 ? 'leader' : 'chief', { applicationId: each._id, revision: 2 }),
      ),
    )
    expect(replies.filter((each) => each.ok)).toHaveLength(1)
    for (const each of replies) if (!each.ok) expect(['TEAM_FULL', 'BUSY']).toContain(each.code)
    const records = await all<Application>('applications')
    expect(records.filter((each) => each.state === 'training')).toHaveLength(1)
  })
})

describe('get and unmask', () => {
  const number = idNumber('19850612', 8)
  const sealed = (over: Partial<Application> = {}): Application =>
    given({
      identity: seal(JSON.stringify({ idNumber: number, birthDay: '1985-06-12' })),
      phone: seal('13900001234'),
      declarations: seal(JSON.stringify({ health: 'limited', healthNote: '腰不好', criminalRecord: 'none' })),
      ...over,
    })

  it('shows those who decide what they need, with number and phone masked', async () => {
    await reset([sealed({ recommendedBy: captain._id, way: 'recommended' })])
    for (const who of ['reviewer', 'leader', 'office']) {
      const shown = await call(who, 'get', { applicationId: 'app_1' })
      expect(shown).toMatchObject({
        ok: true,
        data: {
          age: 41,
          idMasked: `330***********${number.slice(-4)}`,
          phoneMasked: '139****1234',
          health: 'limited',
          healthNote: '腰不好',
          recommendedBy: 'captain',
          places: 11,
          step: 'village',
          photoUrl: null,
        },
      })
      expect(JSON.stringify(shown)).not.toMatch(/19850612|13900001234|1985-06-12/)
    }
    expect(await call('elsewhere', 'get', { applicationId: 'app_1' })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await call('captain', 'get', { applicationId: 'app_1' })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await call('reviewer', 'get', { applicationId: 'app_none' })).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('says whom an identity check is about to the office only', async () => {
    await reset([sealed({ identityCheck: true })])
    const flag = async (who: string): Promise<unknown> => {
      const shown = await cloud.must<ReviewDto>(who, 'recruitment', 'get', { applicationId: 'app_1' })
      return shown.identityCheck
    }
    expect([await flag('office'), await flag('reviewer'), await flag('leader')]).toEqual([true, false, false])
  })

  it('unmasks one field for a reason, and leaves a line in the audit trail', async () => {
    await reset([sealed()])
    const unmask = (who: string, field = 'idNumber'): Promise<Reply> =>
      call(who, 'unmask', { applicationId: 'app_1', field, reason: '核对身份', requestKey: key() })
    expect(await unmask('reviewer')).toMatchObject({ data: { value: number } })
    expect(await unmask('office', 'phone')).toMatchObject({ data: { value: '13900001234' } })
    expect(await unmask('elsewhere')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await unmask('captain')).toMatchObject({ code: 'FORBIDDEN' })
    expect(await unmask('zhou')).toMatchObject({ code: 'FORBIDDEN' })
    const lines = (await all<AuditRecord>('audit')).filter((each) => each.action === 'unmask')
    expect(lines.map((each) => each.person).sort()).toEqual([reviewer._id, office._id].sort())
    for (const line of lines) {
      expect(line.subjects).toEqual(['app_1', zhou._id])
      expect(line.reason && unseal(line.reason)).toBe('核对身份')
    }
    expect(JSON.stringify(await all('requests'))).not.toContain(number)
  })

  it.each([
    ['a relative', { relatives: [reviewer._id] }, 'RELATIVE'],
    ['who stepped back', { recused: [reviewer._id] }, 'RECUSED'],
    ['the applicant', { personId: reviewer._id }, 'OWN_CASE'],
  ])('unmasks nothing for %s', async (_, over, code) => {
    await reset([sealed(over)])
    const payload = { applicationId: 'app_1', field: 'phone', reason: '看看', requestKey: key() }
    expect(await call('reviewer', 'unmask', payload)).toMatchObject({ code })
  })
})

describe('queue', () => {
  interface Queue {
    items: QueueItemDto[]
    more: boolean
    next: string | null
  }
  const queue = (openid: string, payload: object): Promise<Queue> =>
    cloud.must(openid, 'recruitment', 'queue', payload)

  it('puts priority groups first, then the longest waiting, with its age and whether the caller may decide', async () => {
    await reset([
      given({ _id: 'plain_old', submittedAt: NOW - 50 * 60 * MINUTE, queueKey: '1-001', steps: [] }),
      given({ _id: 'first', personId: 'p_2', queueKey: '0-002', relatives: [reviewer._id] }),
      given({ _id: 'far', personId: 'p_3', villageId: 'shishi', teamId: 'team-shishi', queueKey: '0-000' }),
      passed({ _id: 'done', personId: 'p_4', queueKey: '0-003' }),
    ])
    const { items, more, next } = await queue('reviewer', { step: 'village' })
    expect(items.map((each) => each.id)).toEqual(['first', 'plain_old'])
    expect(items.map((each) => each.waitingHours)).toEqual([0, 50])
    expect(items.map((each) => each.refusal?.code ?? null)).toEqual(['RELATIVE', null])
    expect([more, next]).toEqual([false, null])
    expect((await queue('leader', { step: 'township' })).items.map((each) => each.id)).toEqual(['done'])
    expect((await queue('office', { step: 'village' })).items.map((each) => each.id)).toEqual([
      'far',
      'first',
      'plain_old',
    ])
  })

  it('shows each only what is theirs', async () => {
    await reset([given()])
    expect(await call('reviewer', 'queue', { step: 'village', villageId: 'shishi' })).toMatchObject({
      code: 'NOT_FOUND',
    })
    for (const step of ['township', 'identity'])
      expect(await call('reviewer', 'queue', { step })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await call('leader', 'queue', { step: 'identity' })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await call('captain', 'queue', { step: 'village' })).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('the identity queue is the office’s', async () => {
    await reset([given({ identityCheck: true }), given({ _id: 'app_2', personId: 'p_2' })])
    const { items } = await queue('office', { step: 'identity' })
    expect(items).toMatchObject([{ id: 'app_1', refusal: null }])
    // A withdrawal takes it out.
    await cloud.must('zhou', 'recruitment', 'withdraw', {
      applicationId: 'app_1',
      reason: '',
      requestKey: key(),
    })
    expect((await queue('office', { step: 'identity' })).items).toEqual([])
  })

  it('a leader sees the first reviews that no reviewer of the village may do', async () => {
    const conflicts = [reviewer._id, second._id, both._id]
    await reset([
      given({ _id: 'theirs' }),
      given({ _id: 'stuck', personId: 'p_2', relatives: conflicts }),
      given({ _id: 'nobody', personId: 'p_3', villageId: 'qixi', teamId: 'team-qixi' }),
    ])
    expect((await queue('leader', { step: 'village' })).items.map((each) => each.id).sort()).toEqual([
      'nobody',
      'stuck',
    ])
    expect((await queue('both', { step: 'village' })).items).toHaveLength(3)
  })

  it.each([
    ['reviewer', 'a reviewer', 'jingxi'],
    ['office', 'the office', 'jingxi'],
    ['leader', 'a leader looking for what has no reviewer', 'qixi'],
  ])('reads on page by page without a gap or a double (%s)', async (who, _, villageId) => {
    // Several of the same instant, since keys are told apart by more than time.
    const many = Array.from({ length: 45 }, (_each, at) =>
      given({
        _id: `app_${String(at).padStart(3, '0')}`,
        personId: `p_${at}`,
        villageId,
        teamId: `team-${villageId}`,
        submittedAt: NOW - Math.floor(at / 10) * MINUTE,
      }),
    )
    await reset(many)
    const seen: string[] = []
    let after: string | undefined
    for (let page = 0; page < 3; page++) {
      const { items, more, next } = await queue(who, { step: 'village', ...(after ? { after } : {}) })
      seen.push(...items.map((each) => each.id))
      expect(more).toBe(page < 2)
      after = next ?? undefined
    }
    expect(seen).toEqual([...many].sort((a, b) => (a.queueKey < b.queueKey ? -1 : 1)).map((each) => each._id))
  })

  it('a leader’s look goes on past hundreds of others’ applications', async () => {
    const others = Array.from({ length: 620 }, (_, at) =>
      given({ _id: `app_${at}`, personId: `p_${at}`, queueKey: `0-${String(at).padStart(4, '0')}` }),
    )
    await reset([...others, given({ _id: 'last', villageId: 'qixi', teamId: 'team-qixi', queueKey: '1-9' })])
    const first = await queue('leader', { step: 'village' })
    expect(first).toMatchObject({ items: [], more: true })
    const rest = await queue('leader', { step: 'village', after: first.next ?? '' })
    expect(rest).toMatchObject({ items: [{ id: 'last' }], more: false })
  })
})

it('names nobody in what staff is told', async () => {
  await reset([given()])
  await review('reviewer')
  for (const message of await all<MessageRecord>('messages'))
    expect(message.title + message.text).not.toContain('周小军')
})
