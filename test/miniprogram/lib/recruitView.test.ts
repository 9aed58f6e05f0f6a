import fs from 'node:fs'
import path from 'node:path'
import type { ApplicationDto, NextStep } from '../../../cloudfunctions/recruitment/dto'
import { APPLICATION_STATES } from '../../../cloudfunctions/recruitment/states'
import { certificateView, codeFrom, codeIn, verificationView } from '../../../miniprogram/lib/certificateView'
import * as labels from '../../../miniprogram/lib/recruitLabels'
import { noticeView, relativesIn, stepsOf, wayNote, wayView } from '../../../miniprogram/lib/recruitView'

const NOW = Date.parse('2026-11-25T18:00:00+08:00')
const application: ApplicationDto = {
  id: 'application_1',
  state: 'submitted',
  name: '周建国',
  village: { id: 'jingxi', name: '荆溪村' },
  team: { id: 'team_1', name: '荆溪村队' },
  way: 'self',
  submittedAt: NOW,
  timeline: [{ event: 'apply', at: NOW, by: 'applicant', reason: null }],
  next: 'waitVillage',
  reason: null,
  exam: { passed: [], resitUsed: false },
  canWithdraw: true,
  hasPhoto: true,
}

describe('one’s own way', () => {
  it.each<[Partial<ApplicationDto>, string, string | null]>([
    [{}, '等村里审核', null],
    [{ state: 'villagePassed', next: 'waitTownship' }, '等乡里审核', null],
    [{ state: 'training', next: 'attendTraining' }, '去参加培训', '去培训'],
    [{ state: 'exam', next: 'takeExam' }, '可以考试了', '去考试'],
    [{ state: 'resit', next: 'takeResit' }, '还有一次补考', '去补考'],
    [{ state: 'certified', next: 'collectCertificate' }, '你是义警了', '看队员证'],
    [{ state: 'rejected', next: 'none', reason: '年龄不符' }, '这次没有通过', null],
    [{ state: 'eliminated', next: 'none' }, '考试没有通过', null],
    [{ state: 'withdrawn', next: 'none' }, '已经撤回', null],
  ])('says where %j stands and the one thing to do', (change, headline, button) => {
    const view = wayView({ ...application, ...change }, NOW)
    expect(view.headline).toBe(headline)
    expect(view.main?.words ?? null).toBe(button)
  })

  it('asks for the portrait while the application goes on without one', () => {
    const photoMissing = (change: Partial<ApplicationDto>): boolean =>
      wayView({ ...application, ...change }, NOW).photoMissing
    expect(photoMissing({})).toBe(false)
    expect(photoMissing({ hasPhoto: false })).toBe(true)
    expect(photoMissing({ hasPhoto: false, state: 'resit', next: 'takeResit' })).toBe(true)
    // Whoever is certified replaces it at the certificate; a closed application shows none.
    expect(photoMissing({ hasPhoto: false, state: 'certified', next: 'collectCertificate' })).toBe(false)
    expect(photoMissing({ hasPhoto: false, state: 'rejected', next: 'none' })).toBe(false)
  })

  it('says which step is going on, and that the others are still to come', () => {
    const steps = stepsOf({ state: 'training', timeline: [] }, NOW)
    expect(steps.map(({ title, current }) => [title, current])).toEqual([
      ['培训', true],
      ['考试', false],
      ['拿到队员证', false],
    ])
  })

  it('has words for every state, and never an empty headline', () => {
    for (const state of APPLICATION_STATES) {
      expect(wayView({ ...application, state, next: 'none' }, NOW).headline).not.toBe('')
    }
  })

  it('says plainly why it was rejected, and marks that step', () => {
    const rejected: ApplicationDto = {
      ...application,
      state: 'rejected',
      next: 'none',
      reason: '年龄不符',
      timeline: [
        ...application.timeline,
        { event: 'villageReject', at: NOW, by: 'village', reason: '年龄不符' },
      ],
    }
    expect(wayView(rejected, NOW).reason).toBe('年龄不符')
    expect(stepsOf(rejected, NOW).at(-1)).toMatchObject({ alarm: true, note: '18:00 · 年龄不符' })
  })

  it('does not call a withdrawal a failure', () => {
    const withdrawn = { ...application, state: 'withdrawn', next: 'none', reason: '家里有事' } as const
    expect(wayView(withdrawn, NOW)).toMatchObject({ reason: '', tone: 'grey' })
  })

  it('shows what is done and what is still to come', () => {
    const steps = stepsOf(application, NOW)
    expect(steps.filter(({ done }) => done).map(({ title }) => title)).toEqual(['已报名'])
    expect(steps.filter(({ done }) => !done).map(({ title }) => title)).toEqual([
      '村里审核',
      '乡里审核',
      '培训',
      '考试',
      '拿到队员证',
    ])
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length)
  })

  it('names the part of the exam that is still missing', () => {
    const exam = { passed: ['theory' as const], resitUsed: false }
    expect(wayView({ ...application, state: 'exam', next: 'takeExam', exam }, NOW).note).toContain('还差实操')
  })

  it('is short enough for a tile, and quiet without an application', () => {
    expect(wayNote(null)).toBeNull()
    const next: NextStep[] = ['waitVillage', 'waitTownship', 'attendTraining', 'takeExam', 'takeResit']
    for (const each of next) {
      expect((wayNote({ state: 'exam', next: each }) ?? '').length).toBeLessThanOrEqual(7)
    }
  })
})

describe('the notice', () => {
  const notice = {
    township: '石室乡',
    open: true,
    minAge: 18,
    maxAge: 55,
    theoryHours: 20,
    practiceHours: 15,
    pass: 80,
    officePhone: '0570-1',
    villages: [
      { village: { id: 'a', name: '荆溪村' }, places: 3, wishes: ['people', 'woman'] as ['people', 'woman'] },
      { village: { id: 'b', name: '洋坑村' }, places: 0, wishes: [] },
    ],
  }

  it('states the age limits as birthdays, and none where there is none', () => {
    expect(noticeView(notice).conditions[0]).toBe('满 18 周岁，未满 56 周岁')
    expect(noticeView({ ...notice, maxAge: null }).conditions[0]).toBe('满 18 周岁')
  })

  it('says where people are wanted and what they should bring', () => {
    expect(noticeView(notice).villages).toMatchObject([
      { places: '还招 3 人', wishes: '希望有女队员', full: false },
      { places: '已招满', wishes: '', full: true },
    ])
  })

  it('names the villages that still look for people first', () => {
    const villages = [...notice.villages].reverse()
    expect(noticeView({ ...notice, villages }).villages.map(({ full }) => full)).toEqual([false, true])
  })
})

it('offers only those who decide for the village, to declare relatives among', () => {
  const reviewers = [
    { personId: 'p1', name: '毛学军', village: { id: 'a', name: '荆溪村' } },
    { personId: 'p2', name: '占文忠', village: { id: 'b', name: '洋坑村' } },
    { personId: 'p3', name: '乡长', village: null },
  ]
  expect(relativesIn(reviewers, 'a').map(({ value }) => value)).toEqual(['p1', 'p3'])
})

describe('the certificate', () => {
  const link = 'https://yijing.example.com/v?c=abc-DEF_123'

  it('is found by its code, however the page was opened', () => {
    expect(codeFrom({ c: 'abc' })).toBe('abc')
    expect(codeFrom({ q: encodeURIComponent(link) })).toBe('abc-DEF_123')
    expect(codeIn(link)).toBe('abc-DEF_123')
    expect([codeFrom({}), codeFrom({ q: '%E0%A4%A' }), codeIn('https://example.com/pay')]).toEqual([
      '',
      '',
      '',
    ])
  })

  it.each([
    ['valid', '有效', 'ok'],
    ['suspended', '已暂停', 'warn'],
    ['expired', '已过期', 'warn'],
    ['revoked', '已注销', 'help'],
  ] as const)('says %s in a word with an icon of its own', (state, word, tone) => {
    const view = verificationView({ state, name: '方土荣', team: '石室集镇队', township: '石室乡' })
    expect(view).toMatchObject({ word, tone })
    expect(view.icon).not.toBe('')
  })

  it('counts to the end of its last day', () => {
    const view = certificateView({
      title: '石室乡义警巡逻队员证',
      number: '2026-0001',
      name: '方土荣',
      team: { id: 't', name: '石室集镇队' },
      issuedAt: NOW,
      validUntil: Date.parse('2029-11-26T00:00:00+08:00'),
      photoUrl: null,
      state: 'valid',
      link,
      code: '',
    })
    expect([view.from, view.until]).toEqual(['2026年11月25日', '2029年11月25日'])
  })
})

describe('the words of recruitment', () => {
  it('say that volunteers have no power over people, and nowhere that they do', () => {
    const { LIMITS, ...rest } = labels
    expect(LIMITS.join()).toContain('不是警察')
    expect(JSON.stringify(rest)).not.toMatch(/执法|抓捕|逮捕|拘留|处罚|罚款|搜查|盘查/)
  })

  it('promise to keep data as long as the township does', () => {
    const file = path.join(__dirname, '../../../cloudfunctions/township.json')
    const township = JSON.parse(fs.readFileSync(file, 'utf8')) as { recruitment: { closedLife: number } }
    expect(township.recruitment.closedLife).toBeLessThanOrEqual(183)
    expect(JSON.stringify(labels.CONSENT_WORDS)).toContain('半年后自动删')
  })
})
