import type { Application } from '../../../cloudfunctions/recruitment/record'
import type { ApplicationDto, MyWayDto } from '../../../cloudfunctions/recruitment/dto'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { personId } from '../../../cloudfunctions/shared/ids'
import { DAY, instantOf, MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, person, staff, township } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'
import { application, consentOf, form, idNumber } from './records'

const reviewer = staff('reviewer', { role: 'reviewer', villageId: 'jingxi' })
const leader = staff('leader', { role: 'leader' })
const office = staff('office', { role: 'office' })
const people = [reviewer, leader, office, patroller('member'), person('zhou'), person('sun')]
const applicants = ['zhou', 'sun', 'visitor', 'member', 'reviewer']

let cloud: TestCloud
let keys = 0
const key = (): string => `apply-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
  // The first call starts the function's process.
  await cloud.call('stranger', 'recruitment', 'mine')
})

const reset = (more: Record<string, readonly object[]> = {}): Promise<void> =>
  cloud.reset(NOW, { people, privacyConsents: applicants.map((each) => consentOf(each)), ...more })

beforeEach(() => reset())

afterAll(() => cloud.close())

const call = (openid: string, action: string, payload: object = {}): Promise<Reply> =>
  cloud.call(openid, 'recruitment', action, payload)
const apply = (openid: string, over: Record<string, unknown> = {}): Promise<Reply> =>
  call(openid, 'apply', { ...form(over), requestKey: key() })
const mine = (openid: string): Promise<MyWayDto> => cloud.must(openid, 'recruitment', 'mine')

async function all<T>(collection: string): Promise<T[]> {
  const { data } = await cloud.db.collection(collection).limit(1000).get()
  return data as T[]
}

const messagesTo = async (id: string): Promise<MessageRecord[]> =>
  (await all<MessageRecord>('messages')).filter((each) => each.to.includes(id))

describe('apply', () => {
  it('takes a form, seals what is protected, and tells the applicant and the village’s reviewers', async () => {
    const reply = await apply('zhou', { priorities: ['party', 'veteran'] })
    expect(reply).toMatchObject({
      ok: true,
      data: {
        state: 'submitted',
        name: '周小军',
        village: { id: 'jingxi', name: '荆溪村' },
        team: { name: '荆溪村队' },
        next: 'waitVillage',
        reason: null,
        canWithdraw: true,
        timeline: [{ event: 'apply', by: 'applicant', reason: null }],
      },
    })
    const [record] = await all<Application>('applications')
    expect(record).toMatchObject({
      personId: personId('zhou'),
      sex: 'male',
      revision: 1,
      priorities: ['party', 'veteran'],
      skills: ['dialect', 'veteran'],
      identityCheck: false,
    })
    const text = JSON.stringify([await all('applications'), await all('identities'), await all('messages')])
    for (const secret of [idNumber(), '13900001234', '1990-03-07', 'healthy'])
      expect(text).not.toContain(secret)
    expect(await messagesTo(personId('zhou'))).toMatchObject([{ kind: 'notice', title: '报名收到了' }])
    expect(await messagesTo(reviewer._id)).toMatchObject([{ title: '有一份新的报名' }])
    expect(await messagesTo(office._id)).toEqual([])
    expect(JSON.stringify(await all('messages'))).not.toContain('周小军')
  })

  it('takes full-width digits, spaces and a lower-case x in number and phone as what they mean', async () => {
    const widened = [...idNumber('19850612', 8)]
      .map((each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
      .join('')
    const reply = await apply('zhou', { idNumber: ` ${widened} `, phone: '１３９-０００１-２３４５' })
    expect(reply).toMatchObject({ ok: true })
    const id = (reply as { data: ApplicationDto }).data.id
    const value = async (field: string): Promise<unknown> => {
      const shown = await call('reviewer', 'unmask', {
        applicationId: id,
        field,
        reason: '核对',
        requestKey: key(),
      })
      return shown.ok && shown.data
    }
    expect(await value('idNumber')).toEqual({ value: idNumber('19850612', 8) })
    expect(await value('phone')).toEqual({ value: '13900012345' })
  })

  it('makes a bare record for a visitor: certification will need one', async () => {
    expect(await apply('visitor')).toMatchObject({ ok: true })
    const record = (await all<{ _id: string; name: string; phone: unknown }>('people')).find(
      (each) => each._id === personId('visitor'),
    )
    expect(record).toMatchObject({ name: '', phone: null, roles: [] })
  })

  it('uses the phone that is known when none is given, and asks for one otherwise', async () => {
    const send = (): Promise<Reply> =>
      call('zhou', 'apply', { ...form({ phone: undefined }), requestKey: key() })
    expect(await send()).toMatchObject({ ok: false, code: 'PHONE_NEEDED' })
    await cloud.must('zhou', 'account', 'save', { phone: '13700007777', requestKey: key() })
    expect(await send()).toMatchObject({ ok: true })
  })

  it.each([
    ['an emoji for a name', { name: '😀😀' }, 'NAME_ODD'],
    ['a zero-width name', { name: '\u200b\u200b' }, 'NAME_ODD'],
    ['a right-to-left name', { name: '\u202e军小周' }, 'NAME_ODD'],
    ['15 digits', { idNumber: '110105491231002' }, 'ID_LENGTH_15'],
    ['letters for a number', { idNumber: 'abcdefghijklmnopqr' }, 'ID_FORMAT'],
    ['a day that never was', { idNumber: idNumber('20010229') }, 'ID_DATE'],
    ['a wrong check character', { idNumber: '110105194912310021' }, 'ID_CHECKSUM'],
    ['17 years', { idNumber: idNumber('20081126') }, 'TOO_YOUNG'],
    ['56 years', { idNumber: idNumber('19701125') }, 'TOO_OLD'],
    ['no word of health', { health: null }, 'DECLARATION_MISSING'],
    ['no word of a criminal record', { criminalRecord: null }, 'DECLARATION_MISSING'],
    ['limits without saying which', { health: 'limited', healthNote: ' ' }, 'DECLARATION_MISSING'],
    ['a criminal record', { criminalRecord: 'has' }, 'CRIMINAL_RECORD'],
    ['an unknown village', { villageId: 'atlantis' }, 'UNKNOWN_VILLAGE'],
    [
      'a picture of somebody else’s folder',
      { photo: `cloud://local.6c6f/uploads/${personId('sun')}/a.jpg` },
      'PHOTO_NOT_YOURS',
    ],
    ['risky words', { motive: '违规测试词' }, 'RISKY_TEXT'],
    ['a recommendation that is not there', { recommendationId: 'rec_none' }, 'RECOMMENDATION_GONE'],
    ['undeclared fields left out', { health: undefined }, 'BAD_INPUT'],
    ['young age as a declared priority', { priorities: ['young'] }, 'BAD_INPUT'],
    ['an endless motive', { motive: '字'.repeat(201) }, 'BAD_INPUT'],
    ['eleven relatives', { relatives: Array.from({ length: 11 }, (_, at) => `p_${at}`) }, 'BAD_INPUT'],
  ])('refuses %s and keeps nothing of it', async (_, over, code) => {
    expect(await apply('zhou', over)).toMatchObject({ ok: false, code })
    for (const collection of ['applications', 'applicants', 'identities', 'messages'])
      expect(await all(collection)).toEqual([])
  })

  it('counts age by the day in UTC+8: the 18th birthday is in at midnight, the 56th is out', async () => {
    const midnight = instantOf('2026-11-26')
    cloud.moveClockOnly(midnight - MINUTE)
    expect(await apply('zhou', { idNumber: idNumber('20081126') })).toMatchObject({ code: 'TOO_YOUNG' })
    expect(await apply('sun', { idNumber: idNumber('19701126') })).toMatchObject({ ok: true })
    cloud.moveClockOnly(midnight)
    expect(await apply('zhou', { idNumber: idNumber('20081126') })).toMatchObject({ ok: true })
    expect(await apply('visitor', { idNumber: idNumber('19701126', 3) })).toMatchObject({ code: 'TOO_OLD' })
  })

  it('says the boundary of age in words', async () => {
    const young = await apply('zhou', { idNumber: idNumber('20101126') })
    const old = await apply('zhou', { idNumber: idNumber('19501126') })
    expect(young.ok || young.message).toContain('满 18 周岁')
    expect(old.ok || old.message).toContain('未满 56 周岁')
  })

  it('wants consent before it looks at anything, and to the words of today', async () => {
    await reset({ privacyConsents: [consentOf('sun', '2020-01')] })
    expect(await apply('zhou', { idNumber: 'nonsense' })).toMatchObject({ code: 'CONSENT_NEEDED' })
    expect(await apply('sun')).toMatchObject({ code: 'CONSENT_NEEDED' })
    expect((await mine('sun')).consented).toBe(false)
    const old = await call('sun', 'consent', { version: '2020-01', requestKey: key() })
    expect(old).toMatchObject({ code: 'OLD_WORDS' })
    const { consentVersion } = await mine('sun')
    await cloud.must('sun', 'recruitment', 'consent', { version: consentVersion, requestKey: key() })
    expect(await apply('sun')).toMatchObject({ ok: true })
  })

  it('is not for volunteers, nor twice for anybody, nor soon after an elimination', async () => {
    expect(await apply('member')).toMatchObject({ code: 'ALREADY_VOLUNTEER' })
    expect(await apply('zhou')).toMatchObject({ ok: true })
    expect(await apply('zhou', { idNumber: idNumber('19800101') })).toMatchObject({
      code: 'ALREADY_APPLYING',
    })
    const applicant = { _id: personId('sun'), liveId: null, eliminatedAt: NOW - DAY }
    await reset({ applicants: [applicant] })
    const refused = await apply('sun')
    expect(refused).toMatchObject({ code: 'ELIMINATED_RECENTLY' })
    expect(refused.ok || refused.message).toContain('2027年5月23日')
    await reset({ applicants: [{ ...applicant, eliminatedAt: NOW - 180 * DAY }] })
    expect(await apply('sun')).toMatchObject({ ok: true })
  })

  it('is closed when the township says so', async () => {
    const value = { ...township, recruitment: { ...township.recruitment, open: false } }
    await reset({ settings: [{ _id: 'township', version: 1, value }] })
    cloud.moveClockOnly(NOW + DAY)
    expect(await apply('zhou')).toMatchObject({ code: 'CLOSED' })
    expect((await mine('zhou')).refusal?.code).toBe('CLOSED')
    await reset()
    cloud.moveClockOnly(NOW + 2 * DAY)
    expect((await mine('zhou')).refusal).toBeNull()
  })

  it('answers a repeat of the request as the first time, with one application made', async () => {
    const payload = { ...form(), requestKey: key() }
    const first = await call('zhou', 'apply', payload)
    const again = await call('zhou', 'apply', payload)
    expect(first.ok && again.ok && again.data).toEqual(first.ok && first.data)
    expect(await all('applications')).toHaveLength(1)
  })
})

describe('an ID number of somebody else', () => {
  // Everything that differs from one application to the next by nature.
  const shape = (value: unknown): string =>
    JSON.stringify(value)
      .replace(/app_[0-9a-f]{24}/g, 'app')
      .replace(/p_[0-9a-f]{24}/g, 'p')
      .replace(/msg_[0-9a-f]{24}/g, 'msg')
      .replace(/\b17\d{11}\b/g, 'at')

  it('answers byte for byte the same; only the office learns of it', async () => {
    const known = await apply('zhou')
    const again = await apply('sun')
    if (!known.ok || !again.ok) throw new Error('refused')
    expect(shape(again.data)).toBe(shape(known.data))
    expect(shape((await mine('sun')).application)).toBe(shape((await mine('zhou')).application))
    const inbox = async (openid: string): Promise<string> =>
      shape(await cloud.must(openid, 'account', 'inbox'))
    expect(await inbox('sun')).toBe(await inbox('zhou'))
    expect(await messagesTo(office._id)).toMatchObject([{ title: '有一份报名要核对身份' }])
    expect(await messagesTo(reviewer._id)).toHaveLength(1)
    const records = await all<Application>('applications')
    expect(records.map((each) => [each.personId, each.identityCheck]).sort()).toEqual(
      [
        [personId('zhou'), false],
        [personId('sun'), true],
      ].sort(),
    )
    expect(await all('identities')).toMatchObject([{ personId: personId('zhou') }])
  })

  it('checkId says nothing of it', async () => {
    await apply('zhou')
    const said = await call('sun', 'checkId', { idNumber: idNumber() })
    expect(said).toMatchObject({ ok: true, data: { birthDay: '1990-03-07', sex: 'male', age: 36 } })
    expect(await call('sun', 'checkId', { idNumber: '110105491231002' })).toMatchObject({
      code: 'ID_LENGTH_15',
    })
  })

  it('moves to the applicant when the office says so, and the reviewers are told then', async () => {
    await apply('zhou')
    const { id } = await cloud.must<ApplicationDto>('sun', 'recruitment', 'apply', {
      ...form(),
      requestKey: key(),
    })
    const decide = (openid: string, more: object): Promise<Reply> =>
      call(openid, 'checkIdentity', { applicationId: id, revision: 1, requestKey: key(), ...more })
    expect(
      await call('reviewer', 'review', { applicationId: id, revision: 1, approve: true, requestKey: key() }),
    ).toMatchObject({ code: 'IDENTITY_CHECK' })
    expect(await decide('leader', { same: true })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await decide('office', { same: false })).toMatchObject({ code: 'REASON_NEEDED' })
    expect(await decide('office', { same: true, revision: 7 })).toMatchObject({ code: 'STALE' })
    expect(await decide('office', { same: true })).toMatchObject({
      ok: true,
      data: { identityCheck: false, step: 'village', revision: 2 },
    })
    expect(await all('identities')).toMatchObject([{ personId: personId('sun') }])
    expect(await messagesTo(reviewer._id)).toHaveLength(2)
    expect(await decide('office', { same: true, revision: 2 })).toMatchObject({ code: 'NOT_ALLOWED_NOW' })
  })

  it('ends the application with the office’s reason when it is not theirs, and stays where it was', async () => {
    await apply('zhou')
    const { id } = await cloud.must<ApplicationDto>('sun', 'recruitment', 'apply', {
      ...form(),
      requestKey: key(),
    })
    const reason = '身份证和本人不符'
    await cloud.must('office', 'recruitment', 'checkIdentity', {
      applicationId: id,
      revision: 1,
      same: false,
      reason,
      requestKey: key(),
    })
    expect((await mine('sun')).application).toMatchObject({ state: 'rejected', reason, next: 'none' })
    expect((await messagesTo(personId('sun'))).some((each) => each.text.includes(reason))).toBe(true)
    expect(await all('identities')).toMatchObject([{ personId: personId('zhou') }])
    expect((await mine('sun')).refusal).toBeNull()
  })
})

describe('mine', () => {
  it('is open to a visitor: what they need to begin', async () => {
    expect(await mine('stranger')).toMatchObject({
      consented: false,
      application: null,
      refusal: { code: 'CONSENT_NEEDED' },
      known: { name: '', village: null, phoneMasked: null },
      recommendations: [],
    })
  })

  it('names those who decide, to declare relatives among, but not the caller themself', async () => {
    expect((await mine('zhou')).reviewers).toEqual([
      { personId: reviewer._id, name: 'reviewer', village: { id: 'jingxi', name: '荆溪村' } },
      { personId: leader._id, name: 'leader', village: null },
    ])
    expect((await mine('reviewer')).reviewers).toHaveLength(1)
  })
})

describe('withdraw', () => {
  it('ends the caller’s own application at any time before its end, and frees them to apply again', async () => {
    const { id } = await cloud.must<ApplicationDto>('zhou', 'recruitment', 'apply', {
      ...form(),
      requestKey: key(),
    })
    const withdraw = (openid: string, reason = ''): Promise<Reply> =>
      call(openid, 'withdraw', { applicationId: id, reason, requestKey: key() })
    expect(await withdraw('sun')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await withdraw('zhou', '要出门打工')).toMatchObject({
      ok: true,
      data: { state: 'withdrawn', reason: '要出门打工', canWithdraw: false },
    })
    const second = await withdraw('zhou')
    expect(second).toMatchObject({ code: 'NOT_ALLOWED_NOW' })
    expect(second.ok || second.message).toContain('已撤回')
    expect(await apply('zhou')).toMatchObject({ ok: true })
  })

  it.each(['certified', 'rejected', 'eliminated'] as const)('is refused once %s', async (state) => {
    const one = application({ _id: 'app_end', personId: personId('zhou'), state, closedAt: NOW })
    await reset({ applications: [one] })
    const refused = await call('zhou', 'withdraw', {
      applicationId: 'app_end',
      reason: '',
      requestKey: key(),
    })
    expect(refused).toMatchObject({ code: 'NOT_ALLOWED_NOW' })
  })
})

describe('many at once', () => {
  it('two forms of one person make one application', async () => {
    for (const openid of ['zhou', 'visitor']) {
      const replies = await Promise.all([
        apply(openid, { idNumber: idNumber('19880808', 1) }),
        apply(openid, { idNumber: idNumber('19880808', 3) }),
        apply(openid, { idNumber: idNumber('19880808', 5) }),
      ])
      expect(replies.filter((each) => each.ok)).toHaveLength(1)
      for (const each of replies) if (!each.ok) expect(each.code).toBe('ALREADY_APPLYING')
      await reset()
    }
  })

  it('two forms of one person after an ended application make one', async () => {
    await reset({ applicants: [{ _id: personId('zhou'), liveId: null, eliminatedAt: null }] })
    const replies = await Promise.all([apply('zhou'), apply('zhou')])
    expect(replies.map((each) => each.ok || each.code).sort()).toEqual(['ALREADY_APPLYING', true].sort())
    expect(await all('applications')).toHaveLength(1)
  })

  it('two people with one number: both are taken, one of them to be looked at', async () => {
    const replies = await Promise.all([apply('zhou'), apply('sun'), apply('visitor')])
    expect(replies.every((each) => each.ok)).toBe(true)
    const records = await all<Application>('applications')
    expect(records.filter((each) => !each.identityCheck)).toHaveLength(1)
    expect(await all('identities')).toHaveLength(1)
  })
})
