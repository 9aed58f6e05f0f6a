import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'libsql'
import type { Member } from '../../../cloudfunctions/membership/record'
import { giveConsent } from '../../../cloudfunctions/shared/privacy'
import { transact } from '../../../cloudfunctions/shared/db'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import type { Person } from '../../../cloudfunctions/shared/people'
import { seal, unseal } from '../../../cloudfunctions/shared/sealed'
import { DAY } from '../../../cloudfunctions/shared/time'
import type { Session } from '../../../cloudfunctions/training/record'
import { crewed, NOW, patroller, person, rostersOf, shift, staff } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { help } from '../help/records'
import { codeOf, memberOf, newKey, passed } from '../membership/records'

/** What is planted of 沈素娥, and of nobody else. */
const NAME = '沈素娥'
const ID = '330802198811024562'
const PHONE = '19900007788'
const MOTIVE = '想替过世的老伴守着村口'
const HEALTH = '左膝动过手术'
const HOME = '荆溪村 47 号后门'
const NOTE = '孙子放学没回家'
const PLANTED = [NAME, ID, PHONE, MOTIVE, HEALTH, HOME, NOTE]

/** What others have, which neither her export nor her deletion touches. */
const OTHER_NAME = '周大伟'
const OTHER_NOTE = '后山有烟'

const asked = { ...person('shen', { name: NAME, home: { text: HOME, point: null } }) }
const other = { ...patroller('zhou'), name: OTHER_NAME }
const office = staff('office', { role: 'office' })
const past = crewed(shift('past', { startAt: NOW - 30 * DAY }), [{ ...asked }, other])

let dir: string
let cloud: TestCloud

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shensue-'))
  cloud = await startTestCloud({ now: new Date(NOW).toISOString(), data: dir })
})

afterAll(async () => {
  await cloud.close()
  fs.rmSync(dir, { recursive: true, force: true })
})

function planted(): Record<string, readonly object[]> {
  const identity = seal(JSON.stringify({ idNumber: ID, birthDay: '1988-11-02' }))
  const phone = seal(PHONE)
  const member: Member = memberOf(patroller('shen'), {
    name: NAME,
    state: 'left',
    leftAt: NOW - DAY,
    identity,
    phone,
    occupation: '裁缝',
    marks: [{ item: '红袖标', issuedAt: NOW, issuedBy: 'p_o', returnedAt: NOW, returnedBy: 'p_o' }],
  })
  const attendance = { personId: asked._id, name: NAME, villageId: 'jingxi', signedUpAt: NOW, by: null }
  const session: Session = {
    _id: 'session_1',
    revision: 1,
    course: { id: 'law', title: '治安管理处罚法', kind: 'theory', hours: 4 },
    startAt: NOW - DAY,
    endAt: NOW - DAY + 1,
    place: '文化礼堂',
    trainerId: 'p_t',
    trainerName: '教官',
    capacity: 30,
    state: 'open',
    people: [
      { ...attendance, attendedAt: NOW - DAY },
      { ...attendance, personId: other._id, name: OTHER_NAME, attendedAt: null },
    ],
  }
  const told = (id: string, to: string[], text: string): MessageRecord => ({
    _id: id,
    to,
    kind: 'notice',
    title: `${NAME}的事`,
    text,
    page: null,
    at: NOW,
    readBy: [],
    push: { state: 'sent', dueAt: NOW, attempts: 0, done: [] },
  })
  return {
    people: [{ ...asked, phone }, other, office],
    members: [member, memberOf(other)],
    applications: [
      passed(asked, {
        _id: 'application_old',
        state: 'submitted',
        identity,
        phone,
        motive: MOTIVE,
        declarations: seal(JSON.stringify({ health: 'limited', healthNote: HEALTH, criminalRecord: 'none' })),
        steps: [{ event: 'apply', at: NOW, by: asked._id, reason: null }],
        closedAt: null,
      }),
    ],
    applicants: [{ _id: asked._id, liveId: 'application_old', eliminatedAt: null }],
    recommendations: [
      {
        _id: 'recommendation_1',
        byId: other._id,
        byName: OTHER_NAME,
        name: NAME,
        villageId: 'jingxi',
        reason: '热心',
        createdAt: NOW,
        expiresAt: NOW + DAY,
        takenBy: asked._id,
      },
    ],
    trainings: [
      {
        _id: asked._id,
        applicationId: 'application_old',
        hours: { theory: 4, practice: 0 },
        attended: [
          {
            sessionId: 'session_1',
            courseId: 'law',
            title: '治安管理处罚法',
            kind: 'theory',
            hours: 4,
            at: NOW,
            applicationId: null,
          },
        ],
      },
    ],
    sessions: [session],
    papers: [
      {
        _id: 'paper_1',
        personId: asked._id,
        applicationId: 'application_old',
        sessionId: 'session_1',
        attempt: 1,
        seed: 'seed-of-the-paper',
        state: 'graded',
        questions: [{ id: 'law-01', order: [1, 0] }],
        answers: { 'law-01': [0] },
        startedAt: NOW,
        endsAt: NOW,
        pass: 80,
        gradedAt: NOW,
        score: 90,
        passed: true,
        right: ['law-01'],
      },
    ],
    shifts: [past],
    rosters: [...rostersOf([other], [past]), { _id: asked._id, duties: [] }],
    helps: [
      help({
        _id: 'help_own',
        status: 'resolved',
        live: false,
        requesterId: asked._id,
        requesterName: NAME,
        place: { text: HOME, point: { lng: 118.81234, lat: 28.94567 } },
        note: NOTE,
        forWhom: '孙子',
        phone,
        timeline: [
          { at: NOW, event: 'created', by: NAME },
          { at: NOW, event: 'added', by: NAME, text: NOTE },
          { at: NOW, event: 'accepted', by: OTHER_NAME },
        ],
      }),
      help({
        _id: 'help_answered',
        status: 'resolved',
        live: false,
        requesterId: other._id,
        requesterName: OTHER_NAME,
        note: OTHER_NOTE,
        owner: { personId: asked._id, name: NAME, teamId: 'team-jingxi' },
        timeline: [
          { at: NOW, event: 'created', by: OTHER_NAME },
          { at: NOW, event: 'resolved', by: NAME, text: '已处理' },
        ],
      }),
    ],
    messages: [
      told('msg_own', [asked._id], `${NAME}，你好`),
      told('msg_all', [asked._id, other._id], '通知大家'),
      told('msg_about', [other._id], `${NAME}退了一个班`),
    ],
    consents: [{ _id: `${asked._id}.help`, left: 2 }],
  }
}

beforeEach(async () => {
  await cloud.reset(NOW, planted())
  await transact((tx) => giveConsent(tx, asked._id, 'recruitment', '2026-11', NOW))
})

const remove = (who: string, confirm = '删除') =>
  cloud.call(who, 'account', 'deleteMe', { confirm, requestKey: newKey() })

/** Every record of the database’s file, as text. */
function onDisk(): string[] {
  const database = new Database(path.join(dir, 'db', 'store.sqlite'))
  try {
    const rows = database.prepare('SELECT collection, id, body FROM documents').all() as {
      collection: string
      id: string
      body: string
    }[]
    return rows.map(({ collection, id, body }) => `${collection} ${id} ${body}`)
  } finally {
    database.close()
  }
}

describe('deletion (S-21; PIPL article 47)', () => {
  it('leaves nothing of a person in the database’s file but ids in the audit trail and proof of consent', async () => {
    const before = onDisk().join('\n')
    // The test can see what it looks for: words in the clear, and never ID, phone or health note (S-21).
    for (const word of [NAME, MOTIVE, HOME, NOTE]) expect(before).toContain(word)
    for (const word of [ID, PHONE, HEALTH]) expect(before).not.toContain(word)

    expect(await remove('shen')).toMatchObject({ ok: true, data: { deleted: true } })

    const after = onDisk()
    for (const word of PLANTED) expect(after.join('\n')).not.toContain(word)
    // No sealed field of hers is left either: whatever is sealed under the field keys does not open to her data.
    const sealed = [...after.join('\n').matchAll(/"k":"([^"]+)","v":"([^"]+)"/g)]
    for (const [, k = '', v = ''] of sealed) {
      const opened = unseal({ k, v })
      for (const word of PLANTED) expect(opened).not.toContain(word)
    }
    // Her id stands where others need it, in the audit trail and in the proof of her consent, and in no record of hers.
    const collections = ['people', 'members', 'trainings', 'papers', 'practices', 'rosters', 'applicants']
    for (const collection of collections) {
      const { data } = await cloud.db.collection(collection).limit(1000).get()
      expect([collection, JSON.stringify(data).includes(asked._id)]).toEqual([collection, false])
    }
    const { data: consents } = await cloud.db.collection('privacyConsents').get()
    expect(consents).toMatchObject([{ personId: asked._id, withdrawnAt: expect.any(Number) as number }])
    const { data: audit } = await cloud.db.collection('audit').where({ action: 'deleteMe' }).get()
    expect(audit).toMatchObject([{ person: asked._id, subjects: [asked._id] }])
  })

  it('keeps what is others’, without her name', async () => {
    await remove('shen')
    const text = onDisk().join('\n')
    expect(text).toContain(OTHER_NAME)
    expect(text).toContain(OTHER_NOTE)
    const { data: shifts } = await cloud.db.collection('shifts').get()
    expect(shifts).toMatchObject([{ crew: [{ name: '已注销' }, { name: OTHER_NAME }] }])
    const { data: messages } = await cloud.db.collection('messages').get()
    expect((messages as MessageRecord[]).map(({ title, text: body, to }) => [title, body, to])).toEqual(
      expect.arrayContaining([
        ['已注销的事', '通知大家', [other._id]],
        ['已注销的事', '已注销退了一个班', [other._id]],
      ]),
    )
    expect(messages).toHaveLength(2)
    const { data: helps } = await cloud.db.collection('helps').where({ _id: 'help_answered' }).get()
    expect(helps).toMatchObject([{ note: OTHER_NOTE, owner: { name: '已注销' }, requesterName: OTHER_NAME }])
  })

  it('lets a card that is still about show as revoked, without a name', async () => {
    await remove('shen')
    expect(await cloud.must('stranger', 'membership', 'verify', { code: codeOf(asked) })).toEqual({
      state: 'revoked',
      name: '',
      team: '',
      township: '石室乡',
    })
  })

  it('makes a visitor of her, who may begin anew', async () => {
    await remove('shen')
    expect(await cloud.must('shen', 'account', 'me')).toMatchObject({
      name: '',
      volunteer: null,
      phoneMasked: null,
    })
    expect(await remove('shen')).toMatchObject({ ok: true })
  })

  it.each<[string, string, Partial<Record<string, object>>]>([
    ['a member', 'LEAVE_FIRST', { members: { state: 'active' } }],
    ['a suspended member', 'LEAVE_FIRST', { members: { state: 'suspended' } }],
    ['someone in a team', 'LEAVE_FIRST', { people: { volunteer: patroller('x').volunteer } }],
    ['staff', 'HAS_ROLE', { people: { roles: [{ role: 'reviewer', villageId: 'jingxi' }] } }],
    ['someone who waits for help', 'HELP_OPEN', { helps: { live: true, status: 'open' } }],
    [
      'someone with marks out',
      'MARKS_OUT',
      {
        members: {
          marks: [{ item: '红袖标', issuedAt: NOW, issuedBy: 'p', returnedAt: null, returnedBy: null }],
        },
      },
    ],
  ])('is refused to %s: %s', async (_, code, over) => {
    const records = planted()
    for (const [collection, fields] of Object.entries(over)) {
      const [first, ...rest] = records[collection] ?? []
      records[collection] = [{ ...first, ...fields }, ...rest]
    }
    await cloud.reset(NOW, records)
    expect(await remove('shen')).toMatchObject({ ok: false, code })
    expect(onDisk().join('\n')).toContain(MOTIVE)
  })

  it('needs the word typed', async () => {
    expect(await remove('shen', '好')).toMatchObject({ ok: false, code: 'BAD_INPUT' })
  })
})

describe('export (PIPL article 45)', () => {
  it('holds all that is kept of a person, in clear text, and nothing of anybody else', async () => {
    const { files } = await cloud.must<{ files: { name: string; json: string }[] }>(
      'shen',
      'account',
      'exportData',
    )
    const text = files.map(({ json }) => json).join('\n')
    for (const word of [...PLANTED, '裁缝', '治安管理处罚法', codeOf(asked)]) expect(text).toContain(word)
    expect(files.map(({ name }) => name)).toEqual([
      'person.json',
      'applications.json',
      'recommendations.json',
      'training.json',
      'membership.json',
      'patrols.json',
      'helps.json',
      'messages.json',
      'consents.json',
      'activity.json',
    ])
    for (const { json } of files) expect(() => JSON.parse(json) as unknown).not.toThrow()
    for (const word of [OTHER_NAME, OTHER_NOTE, other._id, office._id]) expect(text).not.toContain(word)
    // What would give the exam away stays on the server (S-24).
    expect(text).not.toContain('seed-of-the-paper')
    expect(text).not.toContain('"right"')
  })

  it('is the caller’s own alone', async () => {
    for (const who of ['zhou', 'stranger']) {
      const { files } = await cloud.must<{ files: { json: string }[] }>(who, 'account', 'exportData')
      for (const word of PLANTED) expect(files.map(({ json }) => json).join()).not.toContain(word)
    }
    expect(((await cloud.db.collection('people').get()).data as Person[]).length).toBe(3)
  })
})
