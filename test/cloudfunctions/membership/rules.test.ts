import * as fc from 'fast-check'
import type { FileMove, MemberState } from '../../../cloudfunctions/membership/dto'
import type { Exit, Mark, Policy } from '../../../cloudfunctions/membership/record'
import {
  certificateState,
  coveredUntil,
  dueReminder,
  insuredDays,
  memberAfter,
  MEMBER_TRANSITIONS,
  movesOf,
  policyRefusal,
  reminderKey,
  validityFrom,
  withoutTeam,
  withPolicy,
  type MemberEventName,
  type Standing,
} from '../../../cloudfunctions/membership/rules'
import { DAY, dayOf, instantOf } from '../../../cloudfunctions/shared/time'
import { NOW, patroller } from '../../support/builders'
import { runs } from '../../support/depth'

fc.configureGlobal({ numRuns: runs(200, 5_000) })

const EXIT: Exit = { state: 'proposed', kind: 'absence', reason: '半年没来', by: 'p_reviewer', at: NOW }
const STATES: readonly MemberState[] = ['active', 'suspended', 'left', 'revoked']
const EVENTS: readonly MemberEventName[] = [
  'certified',
  'insured',
  'suspended',
  'reinstated',
  'exitProposed',
  'exitRefused',
  'left',
  'revoked',
  'marksIssued',
  'marksReturned',
  'renewed',
]

describe('the life of a membership (S-22, S-26)', () => {
  // Written by hand: state, whether an exit is proposed, and where each event leads from there.
  const LIFE: [MemberState, boolean, Partial<Record<MemberEventName, MemberState>>][] = [
    [
      'active',
      false,
      {
        insured: 'active',
        suspended: 'suspended',
        exitProposed: 'active',
        left: 'left',
        marksIssued: 'active',
        marksReturned: 'active',
        renewed: 'active',
      },
    ],
    [
      'active',
      true,
      {
        insured: 'active',
        suspended: 'suspended',
        exitRefused: 'active',
        revoked: 'revoked',
        left: 'left',
        marksIssued: 'active',
        marksReturned: 'active',
        renewed: 'active',
      },
    ],
    [
      'suspended',
      false,
      {
        insured: 'suspended',
        reinstated: 'active',
        exitProposed: 'suspended',
        left: 'left',
        marksReturned: 'suspended',
        renewed: 'suspended',
      },
    ],
    [
      'suspended',
      true,
      {
        insured: 'suspended',
        reinstated: 'active',
        exitRefused: 'suspended',
        revoked: 'revoked',
        left: 'left',
        marksReturned: 'suspended',
        renewed: 'suspended',
      },
    ],
    ['left', false, { marksReturned: 'left', certified: 'active' }],
    ['revoked', false, { marksReturned: 'revoked', certified: 'active' }],
  ]
  const cases = LIFE.flatMap(([state, proposed, leads]) =>
    EVENTS.map((event) => [state, proposed, event, leads[event] ?? null] as const),
  )

  it.each(cases)('%s, exit proposed: %s, %s → %s', (state, proposed, event, to) => {
    expect(memberAfter({ state, exit: proposed ? EXIT : null }, event)).toBe(to)
  })

  it('has each transition once', () => {
    const keys = MEMBER_TRANSITIONS.map(({ from, event }) => `${from} ${event}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('what a certificate is worth (S-22, S-26)', () => {
  const certificate = { number: '', code: '', issuedAt: NOW, validUntil: NOW + DAY }
  it.each([
    ['active', NOW, 'valid'],
    ['active', NOW + DAY, 'valid'],
    ['active', NOW + DAY + 1, 'expired'],
    ['suspended', NOW, 'suspended'],
    ['suspended', NOW + 2 * DAY, 'suspended'],
    ['left', NOW, 'revoked'],
    ['revoked', NOW + 2 * DAY, 'revoked'],
  ] as const)('%s at %s: %s', (state, now, worth) => {
    expect(certificateState({ state, certificate }, now)).toBe(worth)
  })

  it.each([
    ['2026-11-25', 3, '2029-11-24'],
    ['2028-02-29', 3, '2031-02-28'],
    ['2028-02-29', 4, '2032-02-28'],
    ['2026-01-01', 1, '2026-12-31'],
  ])('issued on %s for %s years: the last day is %s', (day, years, last) => {
    for (const time of ['00:00', '12:00', '23:59']) {
      const end = validityFrom(instantOf(day, time), years)
      expect(dayOf(end)).toBe(last)
      expect(dayOf(end + 1)).not.toBe(last)
    }
  })
})

describe('insurance without a gap (S-27)', () => {
  const policy = (from: string, until: string, name = `${from}…${until}`): Policy => ({
    policy: name,
    from: instantOf(from),
    until: instantOf(until) + DAY - 1,
    by: null,
  })
  const covered = (...list: Policy[]): string | null => {
    const end = coveredUntil(list, NOW)
    return end === null ? null : dayOf(end)
  }

  it('ends with the last policy that joins the one of today', () => {
    expect(covered()).toBeNull()
    expect(covered(policy('2026-01-01', '2026-12-31'))).toBe('2026-12-31')
    expect(covered(policy('2026-01-01', '2026-12-31'), policy('2027-01-01', '2027-12-31'))).toBe('2027-12-31')
    expect(covered(policy('2027-01-02', '2027-12-31'), policy('2026-01-01', '2026-12-31'))).toBe('2026-12-31')
    expect(covered(policy('2026-01-01', '2027-06-30'), policy('2026-06-01', '2026-12-31'))).toBe('2027-06-30')
    expect(covered(policy('2025-01-01', '2025-12-31'))).toBe('2025-12-31')
    expect(covered(policy('2027-01-01', '2027-12-31'))).toBeNull()
    expect(covered(policy('2025-01-01', '2025-12-31'), policy('2026-11-25', '2027-11-24'))).toBe('2027-11-24')
  })

  it.each([
    ['today', [], '2026-11-25', '2027-11-24', null],
    ['until today only', [], '2026-01-01', '2026-11-25', null],
    ['over since yesterday', [], '2026-01-01', '2026-11-24', 'DATES_WRONG'],
    ['ending before it begins', [], '2027-02-01', '2027-01-31', 'DATES_WRONG'],
    ['from tomorrow, uninsured today', [], '2026-11-26', '2027-11-25', 'INSURANCE_GAP'],
    ['joining the one of today', [policy('2026-01-01', '2026-12-31')], '2027-01-01', '2027-12-31', null],
    ['a day late', [policy('2026-01-01', '2026-12-31')], '2027-01-02', '2027-12-31', 'INSURANCE_GAP'],
  ] as const)('a policy %s', (_, known, from, until, refused) => {
    expect(policyRefusal(known, policy(from, until), NOW)).toBe(refused)
  })

  it('takes the same policy again for a correction', () => {
    const wrong = policy('2026-01-01', '2036-12-31', 'A')
    const right = policy('2026-01-01', '2026-12-31', 'A')
    expect(withPolicy([wrong], right)).toEqual([right])
  })

  it('never says someone is covered on a day that no policy covers', () => {
    const spans = fc.array(
      fc.record({ start: fc.integer({ min: -400, max: 400 }), days: fc.integer({ min: 0, max: 400 }) }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 400 }), (list, ahead) => {
        const policies = list.map(({ start, days }, at): Policy => ({
          policy: String(at),
          from: NOW + start * DAY,
          until: NOW + (start + days) * DAY,
          by: null,
        }))
        const end = coveredUntil(policies, NOW)
        const at = NOW + ahead * DAY
        if (end === null || end < at) return
        expect(policies.some(({ from, until }) => from <= at && at <= until)).toBe(true)
      }),
    )
  })

  it.each([
    ['2026-11-25', 0],
    ['2026-11-26', 1],
    ['2026-11-24', -1],
    ['2026-12-25', 30],
  ])('with a last day of %s has %s days left', (day, days) => {
    expect(insuredDays(instantOf(day) + DAY - 1, NOW)).toBe(days)
  })
})

describe('reminders of the insurance (S-27)', () => {
  const END = NOW + 100 * DAY
  const at = (daysLeft: number, reminded: string[] = []) =>
    dueReminder(END, [30, 7], reminded, END - daysLeft * DAY)

  it('is due from each threshold on, the nearest one only', () => {
    expect(at(30.001)).toBeNull()
    expect(at(30)).toEqual({ days: 30, keys: [reminderKey(END, 30)] })
    expect(at(8)?.days).toBe(30)
    expect(at(7)).toEqual({ days: 7, keys: [reminderKey(END, 30), reminderKey(END, 7)] })
    expect(at(0)?.days).toBe(7)
    expect(at(-0.001)).toBeNull()
    expect(dueReminder(null, [30, 7], [], NOW)).toBeNull()
  })

  it('is done once for an end of the insurance, and anew for another', () => {
    expect(at(20, [reminderKey(END, 30)])).toBeNull()
    expect(at(5, [reminderKey(END, 30)])?.days).toBe(7)
    expect(at(5, [reminderKey(END - 365 * DAY, 7)])?.days).toBe(7)
  })

  it('comes at most once per threshold, never out of order, whenever the clock looks', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 60, noNaN: true }), { maxLength: 30 }), (looks) => {
        const reminded: string[] = []
        const sent: number[] = []
        for (const daysLeft of [...looks].sort((a, b) => b - a)) {
          const due = at(daysLeft, reminded)
          if (!due) continue
          sent.push(due.days)
          reminded.push(...due.keys)
        }
        expect(sent).toEqual([...new Set(sent)].sort((a, b) => b - a))
        if (looks.some((days) => days >= 0 && days <= 7)) expect(sent.at(-1)).toBe(7)
      }),
    )
  })
})

describe('who may do what with a file (S-03 … S-05, S-08)', () => {
  const nobody: Standing = { self: false, office: false, leader: false, reviewer: false, captain: false }
  const mark: Mark = { item: '红袖标', issuedAt: NOW, issuedBy: 'p_o', returnedAt: null, returnedBy: null }
  const active = { state: 'active' as const, exit: null, marks: [mark] }
  it.each<[string, Partial<Standing>, FileMove[]]>([
    ['a stranger', {}, []],
    ['the captain', { captain: true }, []],
    ['the member', { self: true }, ['leave']],
    ['the office', { office: true }, ['unmask', 'insure', 'suspend', 'issueMarks', 'returnMarks', 'renew']],
    ['a leader', { leader: true }, ['unmask', 'suspend']],
    ['a reviewer', { reviewer: true }, ['unmask', 'proposeExit']],
    ['the office about oneself', { self: true, office: true }, ['unmask', 'leave']],
    ['a leader about oneself', { self: true, leader: true }, ['unmask', 'leave']],
    ['a reviewer about oneself', { self: true, reviewer: true }, ['unmask', 'leave']],
  ])('%s', (_, standing, moves) => {
    expect(movesOf(active, { ...nobody, ...standing }, 'p_me')).toEqual(moves)
  })

  it('lets a leader decide a proposal, unless it is their own', () => {
    const proposed = { ...active, exit: EXIT }
    const leader = { ...nobody, leader: true }
    expect(movesOf(proposed, leader, 'p_me')).toContain('decideExit')
    expect(movesOf(proposed, { ...leader, reviewer: true }, EXIT.by)).not.toContain('decideExit')
  })

  it('offers nothing that the table of states would refuse', () => {
    const eventOf: Partial<Record<FileMove, MemberEventName>> = {
      insure: 'insured',
      suspend: 'suspended',
      reinstate: 'reinstated',
      proposeExit: 'exitProposed',
      decideExit: 'exitRefused',
      issueMarks: 'marksIssued',
      returnMarks: 'marksReturned',
      renew: 'renewed',
      leave: 'left',
    }
    for (const state of STATES) {
      for (const exit of [null, EXIT]) {
        for (const self of [true, false]) {
          const all = { self, office: true, leader: true, reviewer: true, captain: true }
          for (const move of movesOf({ state, exit, marks: [mark] }, all, 'p_me')) {
            const event = eventOf[move]
            if (event) expect(memberAfter({ state, exit }, event)).not.toBeNull()
          }
        }
      }
    }
  })

  it('leaves someone who goes their other roles only', () => {
    const reviewer = { role: 'reviewer' as const, villageId: 'jingxi' }
    const captain = { role: 'captain' as const, teamId: 'team-jingxi', villageId: 'jingxi' }
    expect(withoutTeam(patroller('wang', {}, [captain, reviewer]))).toEqual({
      roles: [reviewer],
      volunteer: null,
      position: null,
    })
  })
})
