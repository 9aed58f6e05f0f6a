import type { FileDto, MemberRowDto } from '../../../cloudfunctions/membership/dto'
import type { Person } from '../../../cloudfunctions/shared/people'
import { seal } from '../../../cloudfunctions/shared/sealed'
import { DAY, instantOf } from '../../../cloudfunctions/shared/time'
import { crewed, NOW, patroller, person, rostersOf, shift, staff } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { codeOf, memberOf, newKey, passed } from './records'

const scope = { villageId: 'jingxi', teamId: 'team-jingxi' }
const ID = '330802199003071231'
const PHONE = '19900001234'
const wang = { ...patroller('wang'), name: '王建国' }
const older = patroller('older', { suspended: true, insuredUntil: instantOf('2026-12-01') })
const far = patroller('far', { villageId: 'shishi', teamId: 'team-shishi' })
const applicant = person('applicant')
const people = [
  wang,
  older,
  far,
  applicant,
  person('villager'),
  patroller('captain', {}, [{ role: 'captain', ...scope }]),
  patroller('farCaptain', { villageId: 'shishi', teamId: 'team-shishi' }, [
    { role: 'captain', villageId: 'shishi', teamId: 'team-shishi' },
  ]),
  staff('office', { role: 'office' }),
  staff('leader', { role: 'leader' }),
  staff('reviewer', { role: 'reviewer', villageId: 'jingxi' }),
  staff('farReviewer', { role: 'reviewer', villageId: 'shishi' }),
  staff('trainer', { role: 'trainer' }),
]
const patrols = [
  crewed(shift('old', { startAt: NOW - 100 * DAY }), [wang]),
  crewed(shift('past', { startAt: NOW - 30 * DAY }), [wang]),
  crewed(shift('next', { startAt: NOW + DAY }), [wang]),
]

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
  const sealed = {
    identity: seal(JSON.stringify({ idNumber: ID, birthDay: '1990-03-07' })),
    phone: seal(PHONE),
  }
  await cloud.reset(NOW, {
    people,
    members: [
      memberOf(wang, {
        ...sealed,
        exit: { state: 'proposed', kind: 'absence', reason: '半年没来', by: 'p_x', at: NOW },
        suspension: null,
        events: [
          { event: 'certified', at: NOW, by: null, text: 'N1' },
          { event: 'suspended', at: NOW, by: 'p_x', text: '酒后上岗' },
          { event: 'exitProposed', at: NOW, by: 'p_x', text: '半年没来' },
        ],
      }),
      memberOf(far),
    ],
    applications: [passed(applicant, { ...sealed, state: 'submitted', name: '陈小燕' })],
    shifts: patrols,
    rosters: rostersOf(people, patrols),
    papers: [
      {
        _id: 'paper_1',
        personId: wang._id,
        applicationId: 'a',
        sessionId: 's',
        attempt: 1,
        seed: 'x',
        state: 'graded',
        questions: [],
        answers: {},
        startedAt: NOW - DAY,
        endsAt: NOW - DAY,
        pass: 80,
        gradedAt: NOW - DAY,
        score: 86,
        passed: true,
        right: [],
      },
    ],
  })
})

afterAll(() => cloud.close())

const file = (who: string, of?: Person) =>
  cloud.call(who, 'membership', 'file', of ? { personId: of._id } : {})
const seen = async (who: string, of?: Person) =>
  cloud.must<FileDto>(who, 'membership', 'file', of ? { personId: of._id } : {})

describe('one person, one file (S-25)', () => {
  it.each(['office', 'leader', 'reviewer', wang.openid])(
    'shows all of it to %s, ID and phone masked',
    async (who) => {
      const shown = await seen(who, wang)
      expect(shown).toMatchObject({
        name: '王建国',
        state: 'active',
        age: 36,
        idMasked: '330***********1231',
        phoneMasked: '199****1234',
        exit: { reason: '半年没来' },
        exams: [{ part: 'theory', attempt: 1, score: 86, passed: true }],
      })
      expect(shown.patrols.map(({ shiftId }) => shiftId)).toEqual(['next', 'past'])
      expect(shown.events.map(({ text }) => text)).toEqual(['N1', '酒后上岗', '半年没来'])
      const text = JSON.stringify(shown)
      expect(text).not.toContain(ID)
      expect(text).not.toContain(PHONE)
      expect(text).not.toContain(codeOf(wang))
    },
  )

  it('shows the captain the patrol side of it, and nothing of identity, exam or proceedings', async () => {
    const shown = await seen('captain', wang)
    expect(shown).toMatchObject({
      idMasked: null,
      phoneMasked: null,
      age: null,
      exams: [],
      exit: null,
      may: [],
    })
    expect(shown.events).toEqual([
      { event: 'certified', at: NOW, text: 'N1' },
      { event: 'suspended', at: NOW, text: '' },
    ])
  })

  it.each(['farCaptain', 'farReviewer', 'trainer', 'villager', 'far', 'stranger'])(
    'is not there for %s',
    async (who) => {
      expect(await file(who, wang)).toMatchObject({ ok: false, code: 'NOT_FOUND' })
    },
  )

  it('exists for an older volunteer from their own record', async () => {
    expect(await seen('office', older)).toMatchObject({
      name: 'older',
      state: 'suspended',
      team: { name: '荆溪村队' },
      insuredUntil: instantOf('2026-12-01'),
      certificate: { number: '', state: 'suspended', issuedAt: older.volunteer?.certifiedAt },
      may: ['unmask', 'insure', 'reinstate', 'renew'],
    })
  })

  it('exists for an applicant, for those who decide, but not for the captain', async () => {
    for (const who of ['office', 'leader', 'reviewer', 'applicant'])
      expect(await seen(who, applicant)).toMatchObject({ state: null, certificate: null, may: [] })
    for (const who of ['captain', 'farReviewer'])
      expect(await file(who, applicant)).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('of somebody without any is empty for themself and nobody else’s', async () => {
    const villager = people.find((each) => each.openid === 'villager')
    expect(await seen('villager')).toMatchObject({ state: null, certificate: null, may: [] })
    expect(await seen('stranger')).toMatchObject({ name: '', state: null })
    expect(await file('office', villager)).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('unmasking (S-21)', () => {
  const unmask = (who: string, of: Person, field: string) =>
    cloud.call(who, 'membership', 'unmask', {
      personId: of._id,
      field,
      reason: '核对保险名单',
      requestKey: newKey(),
    })

  it('gives one field and leaves an audit line that names whom, not what', async () => {
    expect(await unmask('office', wang, 'idNumber')).toMatchObject({ ok: true, data: { value: ID } })
    expect(await unmask('reviewer', wang, 'phone')).toMatchObject({ ok: true, data: { value: PHONE } })
    const { data } = await cloud.db.collection('audit').where({ action: 'unmask', subjects: wang._id }).get()
    expect(data).toHaveLength(2)
    expect(JSON.stringify(data)).not.toContain(PHONE)
  })

  it('is refused where nothing is kept, for other villages, and for applicants', async () => {
    expect(await unmask('office', older, 'idNumber')).toMatchObject({ code: 'NOTHING_THERE' })
    expect(await unmask('farReviewer', wang, 'phone')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await unmask('office', applicant, 'phone')).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the list of members', () => {
  const list = async (who: string, input: object = {}) =>
    (await cloud.must<{ members: MemberRowDto[] }>(who, 'membership', 'members', input)).members
  const names = async (who: string, input: object = {}) =>
    (await list(who, input)).map(({ name }) => name).sort()

  it('holds those within the caller’s role, older ones from their own record', async () => {
    expect(await names('office')).toEqual(['captain', 'far', 'farCaptain', 'older', '王建国'].sort())
    expect(await names('reviewer')).toEqual(['captain', 'older', '王建国'])
    expect(await names('captain')).toEqual(['captain', 'older', '王建国'])
    expect(await names('farReviewer')).toEqual(['far', 'farCaptain'])
    expect(await names('leader', { villageId: 'shishi' })).toEqual(['far', 'farCaptain'])
    expect(await names('captain', { villageId: 'shishi' })).toEqual([])
    for (const who of ['trainer', 'villager', 'far'])
      expect(await cloud.call(who, 'membership', 'members', {})).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('narrows to what is to be done', async () => {
    expect(await names('office', { filter: 'insurance' })).toEqual(['older'])
    expect(await names('office', { filter: 'suspended' })).toEqual(['older'])
    expect(await names('leader', { filter: 'exit' })).toEqual(['王建国'])
    // A proposal is between those who make and decide it.
    expect(await names('captain', { filter: 'exit' })).toEqual([])
    expect((await list('office')).find(({ name }) => name === 'older')).toMatchObject({
      state: 'suspended',
      insuredDays: 6,
      certificateNumber: '',
    })
  })
})

describe('the certificate (S-22)', () => {
  it('shows its holder a code that leads to it', async () => {
    const { certificate } = await cloud.must<{ certificate: Record<string, unknown> }>(
      wang.openid,
      'membership',
      'certificate',
    )
    expect(certificate).toMatchObject({
      title: '石室乡义警巡逻队员证',
      name: '王建国',
      team: { name: '荆溪村队' },
      state: 'valid',
      link: `https://yijing.example.com/v?c=${codeOf(wang)}`,
    })
    expect(certificate['code']).toMatch(/^data:image\/png;base64,/)
    for (const who of ['older', 'villager', 'stranger'])
      expect(await cloud.must(who, 'membership', 'certificate')).toEqual({ certificate: null })
  })

  it('tells a stranger its state, name, team and township, and nothing else', async () => {
    const verified = await cloud.must('stranger', 'membership', 'verify', { code: codeOf(wang) })
    expect(verified).toEqual({ state: 'valid', name: '王建国', team: '荆溪村队', township: '石室乡' })
  })

  it.each(['', 'x', codeOf(wang).slice(1), `${codeOf(wang)}x`, 'AAAAAAAAAAAAAAAAAAAAAA', '💥', "' or 1=1"])(
    'knows no other code: %j',
    async (code) => {
      expect(await cloud.call('stranger', 'membership', 'verify', { code })).toMatchObject({
        ok: false,
        code: 'NOT_FOUND',
        message: expect.stringContaining('这张证查不到') as string,
      })
    },
  )
})
