import type { TeamBoardDto } from '../../../cloudfunctions/recruitment/dto'
import type { ScenarioDto } from '../../../cloudfunctions/training/dto'
import { batchWords, runBatch } from '../../../miniprogram/lib/batch'
import { boardCard, byNeed } from '../../../miniprogram/lib/boardView'
import { insuranceText, memberRow, withName } from '../../../miniprogram/lib/memberView'
import { metAfter, metFrom, previewOf } from '../../../miniprogram/lib/practiceView'
import { stepsFor, waitingText } from '../../../miniprogram/lib/reviewView'
import { codeAt, planOf, skewOf } from '../../../miniprogram/lib/sessionView'
import { workRows } from '../../../miniprogram/lib/workRows'

const role = (name: 'reviewer' | 'leader' | 'office' | 'captain' | 'trainer' | 'volunteer') => ({
  roles: [{ role: name, village: null, team: null }],
})

describe('the queue', () => {
  it.each([
    [0, '刚交来'],
    [5, '等了 5 小时'],
    [24, '等了 1 天'],
    [71, '等了 2 天'],
  ])('after %i hours reads %s', (hours, words) => {
    expect(waitingText(hours)).toBe(words)
  })

  it('begins with the step that the caller decides', () => {
    expect(stepsFor(role('reviewer'))).toEqual(['village'])
    expect(stepsFor(role('leader'))[0]).toBe('township')
    expect(stepsFor(role('office'))[0]).toBe('identity')
    expect(stepsFor(role('captain'))).toEqual([])
  })
})

describe('several at once', () => {
  it('go on when one fails, and the words name it', async () => {
    const told: string[] = []
    const outcome = await runBatch(
      [{ name: '甲' }, { name: '乙' }, { name: '丙' }],
      ({ name }) => (name === '乙' ? Promise.reject(new Error('别人刚刚处理过')) : Promise.resolve()),
      (error) => (error instanceof Error ? error.message : ''),
      (through, { name }) => told.push(`${through} ${name}`),
    )
    expect(told).toEqual(['0 甲', '1 乙', '2 丙'])
    expect(outcome).toEqual({ done: 2, failures: [{ name: '乙', problem: '别人刚刚处理过' }] })
    expect(batchWords(outcome)).toBe('通过 2 人，没通过 1 人：\n乙：别人刚刚处理过')
    expect(batchWords({ done: 3, failures: [] })).toBe('3 人都通过了。')
  })
})

const share = (count: number, percent: number, target: number) => ({
  count,
  percent,
  target,
  met: percent >= target,
})
const board: TeamBoardDto = {
  village: { id: 'jingxi', name: '荆溪村' },
  team: { id: 'team-jingxi', name: '荆溪村队' },
  members: 9,
  candidates: 1,
  waiting: 2,
  places: 2,
  min: 10,
  max: 12,
  party: share(3, 33, 40),
  young: share(8, 88, 70),
  women: share(1, 11, 20),
  wishes: ['people', 'woman', 'party'],
}

describe('the board', () => {
  it('says how many are missing and what the next should bring', () => {
    const card = boardCard(board)
    expect(card).toMatchObject({ tag: '还缺 1 人', taken: 10, max: 12, wish: '下一名最好是女队员、党员' })
    expect(card.meters[0]).toMatchObject({ value: '3 人，占 33%', note: '目标 40%，还不够', target: 40 })
    expect(card.meters[1]?.note).toBe('达到目标 70%')
  })

  it('does not call a full team complete while a target is unmet', () => {
    const full = { ...board, members: 12, candidates: 0, places: 0, wishes: [] }
    expect(boardCard(full).wish).toContain('还不够')
    const met = { ...full, party: share(6, 50, 40), women: share(3, 25, 20) }
    expect(boardCard(met).wish).toBe('人数、构成都够了')
  })

  it('puts the team that needs people most first', () => {
    const fine = { ...board, members: 11, wishes: [] }
    expect([fine, board].sort(byNeed)[0]).toBe(board)
  })
})

describe('members', () => {
  it.each([
    [null, '没有保险'],
    [-3, '保险过期 3 天'],
    [0, '保险今天到期'],
    [7, '保险还有 7 天'],
  ])('insured for %p days: %s', (days, words) => {
    expect(insuranceText(days, days === null ? null : 1)).toBe(words)
  })

  it('are found by a part of their name', () => {
    const row = memberRow({
      personId: 'p_1',
      name: '周建平',
      village: null,
      team: { id: 't', name: '荆溪村队' },
      state: 'left',
      certificateNumber: '石义巡2026-0034',
      insuredUntil: null,
      insuredDays: null,
      exitProposed: false,
      marksOut: 2,
    })
    // Who has left needs no insurance, but gives back what they had.
    expect(row).toMatchObject({ insurance: '', alarm: false, notes: ['还有 2 样标识没有交回'] })
    expect(withName([row], ' 建 ')).toHaveLength(1)
    expect(withName([row], '李')).toHaveLength(0)
  })
})

describe('the attendance code', () => {
  const code = (from: number) => ({ link: `l${from}`, code: 'png', from, until: from + 30_000 })
  const codes = [code(0), code(30_000), code(60_000)]

  it('is the present one, and more are fetched before the last ends', () => {
    expect(codeAt(codes, 31_000)).toEqual({ code: codes[1], fetch: false })
    expect(codeAt(codes, 61_000)).toEqual({ code: codes[2], fetch: true })
    expect(codeAt(codes, 95_000)).toEqual({ code: null, fetch: true })
    expect(codeAt([], 0)).toEqual({ code: null, fetch: true })
  })

  it('is right on a phone whose clock is not', () => {
    expect(skewOf(codes, 10_000)).toBe(0)
    const wrong = 7_200_000
    expect(codeAt(codes, wrong + skewOf(codes, wrong)).code).toBe(codes[0])
  })
})

describe('a new session', () => {
  const now = Date.parse('2026-11-25T18:00:00+08:00')
  const draft = {
    courseId: 'law',
    trainerId: '',
    day: '2026-11-26',
    start: '14:00',
    end: '16:00',
    place: ' 文化礼堂 ',
    capacity: '30',
  }

  it('is planned in UTC+8', () => {
    expect(planOf(draft, now)).toEqual({
      plan: {
        courseId: 'law',
        startAt: Date.parse('2026-11-26T14:00:00+08:00'),
        endAt: Date.parse('2026-11-26T16:00:00+08:00'),
        place: '文化礼堂',
        capacity: 30,
      },
    })
  })

  it.each([
    [{ courseId: '' }, '课'],
    [{ day: '2026-11-25' }, '已经过了'],
    [{ end: '13:00' }, '结束'],
    [{ place: '  ' }, '哪里'],
    [{ capacity: '1.5' }, '人数'],
    [{ capacity: '' }, '人数'],
  ])('says what is missing: %o', (over, words) => {
    expect(planOf({ ...draft, ...over }, now)).toEqual({ problem: expect.stringContaining(words) as string })
  })
})

describe('the rubric', () => {
  const scenario: ScenarioDto = {
    id: 's1',
    title: '劝解',
    setting: '两户争吵',
    criteria: [
      { id: 'safe', text: '先看安全', must: true },
      { id: 'self', text: '说明身份', must: false },
    ],
  }

  it('ticks and unticks, and names what had to be done', () => {
    const met = metAfter({}, 's1', 'self')
    expect(previewOf([scenario], met)[0]).toMatchObject({ count: '做到 1/2 项', missing: ['先看安全'] })
    const both = metAfter(met, 's1', 'safe')
    expect(previewOf([scenario], both)[0]?.missing).toEqual([])
    expect(metAfter(both, 's1', 'safe')).toEqual(met)
  })

  it.each([null, '', { s1: 'safe' }, { s1: [1] }])('takes %p from storage as nothing ticked', (stored) => {
    expect(metFrom(stored)).toEqual({})
  })
})

describe('the work of a role', () => {
  it('is offered to nobody else', () => {
    expect(workRows(role('volunteer'))).toEqual([])
    expect(workRows(role('trainer')).map(({ label }) => label)).toEqual(['培训场次', '实操考核'])
    expect(workRows(role('reviewer')).map(({ label }) => label)).toEqual(['审核报名', '队伍情况', '队员'])
    expect(workRows(role('captain')).map(({ label }) => label)).toEqual(['队伍情况', '队员'])
  })
})
