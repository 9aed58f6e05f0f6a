import * as cloudbase from '@cloudbase/node-sdk'
import type { Member } from '../../../cloudfunctions/membership/record'
import type {
  ApplicationDto,
  MyWayDto,
  NoticeDto,
  RecommendationDto,
  TeamBoardDto,
} from '../../../cloudfunctions/recruitment/dto'
import type { Application } from '../../../cloudfunctions/recruitment/record'
import { personId } from '../../../cloudfunctions/shared/ids'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { seal } from '../../../cloudfunctions/shared/sealed'
import { DAY, MINUTE } from '../../../cloudfunctions/shared/time'
import type { Priority, Sex } from '../../../cloudfunctions/shared/values'
import { NOW, patroller, person, staff, township } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'
import { application, consentOf, form, idNumber } from './records'

const reviewer = staff('reviewer', { role: 'reviewer', villageId: 'jingxi' })
const captain = patroller('captain', {}, [{ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' }])
const people = [
  reviewer,
  captain,
  staff('leader', { role: 'leader' }),
  staff('office', { role: 'office' }),
  person('zhou', { name: '周小军' }),
  person('sun', { name: '孙丽' }),
]

let cloud: TestCloud
let keys = 0
const key = (): string => `consent-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
  // The first call starts the function's process.
  await cloud.call('stranger', 'recruitment', 'mine')
})

const reset = (more: Record<string, readonly object[]> = {}): Promise<void> =>
  cloud.reset(NOW, {
    people,
    privacyConsents: ['zhou', 'sun', 'captain'].map((each) => consentOf(each)),
    ...more,
  })

beforeEach(() => reset())

afterAll(() => cloud.close())

const call = (openid: string, action: string, payload: object = {}): Promise<Reply> =>
  cloud.call(openid, 'recruitment', action, payload)
const must = <T>(openid: string, action: string, payload: object = {}): Promise<T> =>
  cloud.must<T>(openid, 'recruitment', action, payload)
const apply = (openid: string, over: Record<string, unknown> = {}): Promise<Reply> =>
  call(openid, 'apply', { ...form(over), requestKey: key() })

async function all<T>(collection: string): Promise<T[]> {
  const { data } = await cloud.db.collection(collection).limit(1000).get()
  return data as T[]
}

const messagesTo = async (openid: string): Promise<MessageRecord[]> =>
  (await all<MessageRecord>('messages')).filter((each) => each.to.includes(personId(openid)))

const sdk = (): ReturnType<typeof cloudbase.init> => cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV })

async function portrait(openid: string): Promise<string> {
  const cloudPath = `uploads/${personId(openid)}/${key()}.jpg`
  return (await sdk().uploadFile({ cloudPath, fileContent: Buffer.from('portrait') })).fileID
}

async function exists(fileID: string): Promise<boolean> {
  try {
    await sdk().downloadFile({ fileID })
    return true
  } catch {
    return false
  }
}

const withdrawConsent = (openid: string): Promise<Reply> =>
  call(openid, 'withdrawConsent', { requestKey: key() })

describe('withdrawing the consent', () => {
  it('half-way ends the application and leaves nothing of the person in it, nor their picture', async () => {
    const photo = await portrait('zhou')
    expect(await exists(photo)).toBe(true)
    const { id } = await must<ApplicationDto>('zhou', 'apply', {
      ...form({ photo, priorities: ['party'], relatives: [reviewer._id] }),
      requestKey: key(),
    })
    await must('leader', 'review', { applicationId: id, revision: 1, approve: true, requestKey: key() })
    expect(await withdrawConsent('zhou')).toMatchObject({ ok: true, data: { withdrawn: true } })
    const [record] = await all<Application>('applications')
    expect(record).toMatchObject({
      state: 'withdrawn',
      name: '',
      sex: null,
      identity: null,
      phone: null,
      declarations: null,
      occupation: '',
      priorities: [],
      skills: [],
      motive: '',
      photo: null,
      relatives: [],
    })
    expect(record?.steps.map((each) => each.reason)).toEqual([null, null, '撤回同意'])
    expect(await all('identities')).toEqual([])
    expect(await exists(photo)).toBe(false)
    const mine = await must<MyWayDto>('zhou', 'mine')
    expect(mine).toMatchObject({ consented: false, application: { state: 'withdrawn', reason: '撤回同意' } })
    expect(await apply('zhou')).toMatchObject({ code: 'CONSENT_NEEDED' })
    // Whoever was to decide meets an application that is over.
    expect(
      await call('leader', 'review', { applicationId: id, revision: 2, approve: true, requestKey: key() }),
    ).toMatchObject({ code: 'STALE' })
    expect(await call('reviewer', 'unmask', { ...unmasking(id), field: 'phone' })).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  const unmasking = (id: string): object => ({ applicationId: id, reason: '看看', requestKey: key() })

  it('empties older applications too, and frees the ID number for who comes next', async () => {
    await reset({
      applications: [
        application({ personId: personId('zhou'), state: 'rejected', closedAt: NOW - DAY, name: '周小军' }),
      ],
    })
    await apply('zhou')
    await withdrawConsent('zhou')
    expect((await all<Application>('applications')).map((each) => each.name)).toEqual(['', ''])
    await apply('sun')
    const suns = (await all<Application>('applications')).filter((each) => each.personId === personId('sun'))
    expect(suns).toMatchObject([{ identityCheck: false }])
  })

  it('keeps the pause after an elimination', async () => {
    await reset({ applicants: [{ _id: personId('zhou'), liveId: null, eliminatedAt: NOW - DAY }] })
    await withdrawConsent('zhou')
    await must('zhou', 'consent', { version: '2026-11', requestKey: key() })
    expect(await apply('zhou')).toMatchObject({ code: 'ELIMINATED_RECENTLY' })
  })

  it('is nothing without one, and a volunteer leaves first', async () => {
    expect(await withdrawConsent('stranger')).toMatchObject({ ok: true, data: { withdrawn: false } })
    expect(await withdrawConsent('captain')).toMatchObject({ code: 'LEAVE_FIRST' })
  })

  it('and a decision at the same moment leave a withdrawn, empty application', async () => {
    const { id } = await must<ApplicationDto>('zhou', 'apply', { ...form(), requestKey: key() })
    await Promise.all([
      withdrawConsent('zhou'),
      call('reviewer', 'review', { applicationId: id, revision: 1, approve: true, requestKey: key() }),
    ])
    expect(await all('applications')).toMatchObject([{ state: 'withdrawn', name: '', identity: null }])
  })
})

describe('recommendations (S-20)', () => {
  const recommend = (openid: string, over: object = {}): Promise<Reply> =>
    call(openid, 'recommend', {
      name: '孙丽',
      villageId: 'jingxi',
      reason: '热心，肯吃苦',
      requestKey: key(),
      ...over,
    })
  const made = async (): Promise<string> => {
    const reply = await recommend('zhou')
    if (!reply.ok) throw new Error(reply.code)
    return (reply.data as { id: string }).id
  }

  it('are a link that the one recommended takes up by applying, with consent, themself', async () => {
    const id = await made()
    expect(await must<RecommendationDto>('sun', 'recommendation', { id })).toEqual({
      id,
      byName: '周*',
      name: '孙丽',
      village: { id: 'jingxi', name: '荆溪村' },
      reason: '热心，肯吃苦',
      state: 'open',
    })
    expect(await messagesTo('sun')).toEqual([])
    const taken = await apply('sun', { recommendationId: id, name: '孙丽' })
    expect(taken).toMatchObject({ ok: true, data: { way: 'recommended' } })
    expect(await must('sun', 'recommendation', { id })).toMatchObject({ state: 'taken' })
    expect((await must<MyWayDto>('zhou', 'mine')).recommendations).toMatchObject([{ id, taken: true }])
    const appId = (taken as { data: ApplicationDto }).data.id
    expect(await must('reviewer', 'get', { applicationId: appId })).toMatchObject({ recommendedBy: '周小军' })
  })

  it('are taken up once, by one, and never by who wrote them', async () => {
    const id = await made()
    expect(await apply('zhou', { recommendationId: id })).toMatchObject({ code: 'OWN_CASE' })
    const both = await Promise.all([
      apply('sun', { recommendationId: id }),
      call('stranger', 'consent', { version: '2026-11', requestKey: key() }).then(() =>
        apply('stranger', { recommendationId: id, idNumber: idNumber('19920202') }),
      ),
    ])
    expect(both.filter((each) => each.ok)).toHaveLength(1)
    expect(both.find((each) => !each.ok)).toMatchObject({ code: 'RECOMMENDATION_GONE' })
  })

  it('can be declined, and who wrote it is told; or be taken back without a word', async () => {
    const id = await made()
    await must('sun', 'declineRecommendation', { id, requestKey: key() })
    expect(await messagesTo('zhou')).toMatchObject([{ title: '你的推荐有了回音' }])
    expect(await call('sun', 'recommendation', { id })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await call('sun', 'declineRecommendation', { id, requestKey: key() })).toMatchObject({
      code: 'RECOMMENDATION_GONE',
    })
    await must('zhou', 'declineRecommendation', { id: await made(), requestKey: key() })
    expect(await messagesTo('zhou')).toHaveLength(1)
  })

  it('run out, and the clock removes them', async () => {
    const id = await made()
    cloud.moveClockOnly(NOW + 30 * DAY + MINUTE)
    expect(await must('sun', 'recommendation', { id })).toMatchObject({ state: 'expired' })
    expect(await apply('sun', { recommendationId: id })).toMatchObject({ code: 'RECOMMENDATION_GONE' })
    await cloud.fireTimer('clock')
    expect(await all('recommendations')).toEqual([])
  })

  it.each([
    ['oneself', { name: '周小军' }, 'OWN_CASE'],
    ['an odd name', { name: '😀😀' }, 'NAME_ODD'],
    ['an unknown village', { villageId: 'atlantis' }, 'UNKNOWN_VILLAGE'],
    ['risky words', { reason: '赌博网站' }, 'RISKY_TEXT'],
    ['without a reason', { reason: ' ' }, 'BAD_INPUT'],
  ])('refuse %s', async (_, over, code) => {
    expect(await recommend('zhou', over)).toMatchObject({ code })
    expect(await all('recommendations')).toEqual([])
  })

  it('are ten at once for one person', async () => {
    for (let at = 0; at < 10; at++) await made()
    expect(await recommend('zhou')).toMatchObject({ code: 'TOO_MANY' })
  })
})

describe('the clock forgets', () => {
  const life = township.recruitment.closedLife * DAY
  const closed = (id: string, over: Partial<Application>): Application =>
    application({ _id: id, personId: personId('zhou'), closedAt: NOW - life, ...over })

  it.each(['rejected', 'eliminated', 'withdrawn'] as const)(
    'who was %s, when the time is over and not before',
    async (state) => {
      const photo = await portrait('zhou')
      await reset({
        applications: [closed('app_1', { state, closedAt: NOW, photo })],
        identities: [{ _id: 'identity_1', personId: personId('zhou') }],
      })
      cloud.moveClockOnly(NOW + life - MINUTE)
      await cloud.fireTimer('clock')
      expect(await all('applications')).toMatchObject([{ name: '周小军', erasedAt: null }])
      cloud.moveClockOnly(NOW + life)
      expect(await cloud.fireTimer('clock')).toMatchObject({ result: { data: { forgetApplications: 1 } } })
      expect(await all('applications')).toMatchObject([{ name: '', photo: null, occupation: '', state }])
      expect(await all('identities')).toEqual([])
      expect(await exists(photo)).toBe(false)
      expect(await cloud.fireTimer('clock')).toMatchObject({ result: { data: { forgetApplications: 0 } } })
    },
  )

  it('nobody who is certified or whose application goes on', async () => {
    const kept = [
      closed('app_1', { state: 'certified' }),
      closed('app_2', { state: 'exam', closedAt: null, personId: 'p_2' }),
    ]
    await reset({ applications: kept })
    expect(await cloud.fireTimer('clock')).toMatchObject({ result: { data: { forgetApplications: 0 } } })
    expect(await all('applications')).toEqual(expect.arrayContaining(kept))
  })

  it('an old application only: number and picture stay with the one that goes on', async () => {
    const photo = await portrait('zhou')
    await reset({
      applications: [
        closed('app_1', { state: 'rejected', photo }),
        application({ _id: 'app_2', personId: personId('zhou'), photo }),
      ],
      identities: [{ _id: 'identity_1', personId: personId('zhou') }],
    })
    await cloud.fireTimer('clock')
    const records = await all<Application>('applications')
    expect(records.map((each) => [each._id, each.name]).sort()).toEqual([
      ['app_1', ''],
      ['app_2', '周小军'],
    ])
    expect(await exists(photo)).toBe(true)
    expect(await all('identities')).toHaveLength(1)
  })
})

describe('strength of the teams', () => {
  const candidate = (id: string, sex: Sex, birth: string, priorities: Priority[]): Application =>
    application({
      _id: id,
      personId: `p_${id}`,
      state: 'exam',
      sex,
      priorities,
      identity: seal(
        JSON.stringify({
          idNumber: idNumber(birth),
          birthDay: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
        }),
      ),
    })
  const board = async (openid: string): Promise<TeamBoardDto[]> =>
    (await must<{ teams: TeamBoardDto[] }>(openid, 'dashboard')).teams

  it('counts members, those without a file among them, candidates and those who wait', async () => {
    const known = patroller('known')
    const file: Partial<Member> & { _id: string } = {
      _id: known._id,
      state: 'active',
      teamId: 'team-jingxi',
      sex: 'female',
      priorities: ['party'],
      identity: seal(JSON.stringify({ idNumber: idNumber('19800101'), birthDay: '1980-01-01' })),
    }
    await reset({
      people: [...people, known],
      members: [file],
      applications: [
        candidate('app_1', 'male', '19990101', []),
        candidate('app_2', 'female', '19600101', ['party']),
        application({ _id: 'app_3', personId: 'p_3' }),
        application({ _id: 'app_4', personId: 'p_4', state: 'rejected', closedAt: NOW }),
      ],
    })
    expect(await board('reviewer')).toEqual([
      {
        village: { id: 'jingxi', name: '荆溪村' },
        team: { id: 'team-jingxi', name: '荆溪村队' },
        members: 2,
        candidates: 2,
        waiting: 1,
        places: 8,
        min: 10,
        max: 12,
        party: { count: 2, percent: 66, target: 40, met: true },
        young: { count: 2, percent: 66, target: 70, met: false },
        women: { count: 2, percent: 66, target: 20, met: true },
        wishes: ['people', 'young'],
      },
    ])
  })

  it('shows everyone their own: all to leader and office, a captain their team, others none', async () => {
    expect(await board('leader')).toHaveLength(township.teams.length)
    expect(await board('office')).toHaveLength(township.teams.length)
    expect((await board('captain')).map((each) => each.team.id)).toEqual(['team-jingxi'])
    expect(await call('zhou', 'dashboard')).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('stands in the notice that anyone reads, without any person in it', async () => {
    const notice = await must<NoticeDto>('stranger', 'notice')
    expect(notice).toMatchObject({ township: '石室乡', open: true, minAge: 18, maxAge: 55, pass: 80 })
    expect(notice.villages).toHaveLength(13)
    expect(notice.villages.find((each) => each.village.id === 'jingxi')).toEqual({
      village: { id: 'jingxi', name: '荆溪村' },
      places: 11,
      wishes: ['people', 'woman', 'party', 'young'],
    })
  })

  it('has a code to print that opens the notice, for those who recruit', async () => {
    const poster = await must<{ code: string; link: string }>('captain', 'poster')
    expect(poster.code).toMatch(/^data:image\/png;base64,iVBOR/)
    expect(poster.link).toBe(`${township.linkPrefix}n`)
    const [sent] = cloud.endpoint.outbox.filter((each) => each.api === 'wxacode.getUnlimited')
    expect(sent?.data).toMatchObject({ scene: 'notice', page: 'packages/recruit/notice/index' })
    expect(await call('zhou', 'poster')).toMatchObject({ code: 'FORBIDDEN' })
  })
})
