import {
  ageRefusal,
  applyRefusal,
  compositionOf,
  decideRefusal,
  declarationRefusal,
  prioritiesOf,
  queueKeyOf,
  recommendationState,
  relatedTo,
  reviewerLeft,
  stepOf,
  type Decider,
  type Holder,
} from '../../../cloudfunctions/recruitment/rules'
import {
  applicationAfter,
  APPLICATION_STATES,
  isLive,
  type ApplicationEvent,
  type ApplicationState,
} from '../../../cloudfunctions/recruitment/states'
import { DAY } from '../../../cloudfunctions/shared/time'
import { NOW, township } from '../../support/builders'
import { application } from './records'

describe('the table of states (S-22, S-24)', () => {
  // Written by hand from the scheme, not read off the table under test.
  const allowed: Record<string, ApplicationState> = {
    'submitted villageApprove': 'villagePassed',
    'submitted villageReject': 'rejected',
    'submitted identityReject': 'rejected',
    'submitted withdraw': 'withdrawn',
    'villagePassed townshipApprove': 'training',
    'villagePassed townshipReject': 'rejected',
    'villagePassed withdraw': 'withdrawn',
    'training hoursReached': 'exam',
    'training withdraw': 'withdrawn',
    'exam partPassed': 'exam',
    'exam partFailed': 'resit',
    'exam allPassed': 'certified',
    'exam withdraw': 'withdrawn',
    'resit partPassed': 'resit',
    'resit partFailed': 'eliminated',
    'resit allPassed': 'certified',
    'resit withdraw': 'withdrawn',
  }
  const events: ApplicationEvent[] = [
    'apply',
    'villageApprove',
    'villageReject',
    'townshipApprove',
    'townshipReject',
    'identityReject',
    'hoursReached',
    'partPassed',
    'partFailed',
    'allPassed',
    'withdraw',
  ]
  it.each(APPLICATION_STATES.flatMap((state) => events.map((event) => [state, event] as const)))(
    '%s %s',
    (state, event) => {
      expect(applicationAfter(state, event)).toBe(allowed[`${state} ${event}`] ?? null)
    },
  )

  it('nothing leads out of an end', () => {
    for (const state of APPLICATION_STATES) {
      const leads = events.some((event) => applicationAfter(state, event) !== null)
      expect(leads).toBe(isLive(state))
    }
  })
})

describe('who may apply', () => {
  it.each([
    [17, 'TOO_YOUNG'],
    [18, null],
    [55, null],
    [56, 'TOO_OLD'],
  ])('at %d: %s', (age, code) => {
    expect(ageRefusal(age, township.recruitment)).toBe(code)
  })

  it('has no upper limit where the township set none', () => {
    expect(ageRefusal(90, { minAge: 18, maxAge: null })).toBeNull()
  })

  const standing = { volunteer: false, applicant: null, open: true, consented: true, eliminatedPause: 180 }
  const applicant = { _id: 'p', liveId: null, eliminatedAt: null }
  it.each([
    ['nobody known', standing, null],
    ['a volunteer', { ...standing, volunteer: true, open: false }, 'ALREADY_VOLUNTEER'],
    [
      'someone whose application goes on',
      { ...standing, applicant: { ...applicant, liveId: 'a' }, open: false },
      'ALREADY_APPLYING',
    ],
    ['someone whose application ended', { ...standing, applicant }, null],
    [
      'someone eliminated 179 days ago',
      { ...standing, applicant: { ...applicant, eliminatedAt: NOW - 180 * DAY + 1 } },
      'ELIMINATED_RECENTLY',
    ],
    [
      'someone eliminated 180 days ago',
      { ...standing, applicant: { ...applicant, eliminatedAt: NOW - 180 * DAY } },
      null,
    ],
    ['anyone while it is closed', { ...standing, open: false, consented: false }, 'CLOSED'],
    ['someone without consent', { ...standing, consented: false }, 'CONSENT_NEEDED'],
  ])('%s', (_, given, code) => {
    expect(applyRefusal(given, NOW)).toBe(code)
  })

  it.each([
    [{ health: null, healthNote: '', criminalRecord: 'none' }, 'DECLARATION_MISSING'],
    [{ health: 'healthy', healthNote: '', criminalRecord: null }, 'DECLARATION_MISSING'],
    [{ health: 'limited', healthNote: '', criminalRecord: 'none' }, 'DECLARATION_MISSING'],
    [{ health: null, healthNote: '', criminalRecord: 'has' }, 'DECLARATION_MISSING'],
    [{ health: 'healthy', healthNote: '', criminalRecord: 'has' }, 'CRIMINAL_RECORD'],
    [{ health: 'limited', healthNote: '腰不好', criminalRecord: 'none' }, null],
    [{ health: 'healthy', healthNote: '', criminalRecord: 'none' }, null],
  ] as const)('declaring %j: %s', (declared, code) => {
    expect(declarationRefusal(declared)).toBe(code)
  })
})

describe('the order of a queue (S-11)', () => {
  it('counts young adults among the priority groups by age, never by what was sent', () => {
    expect(prioritiesOf(['party', 'party'], 35)).toEqual(['party', 'young'])
    expect(prioritiesOf(['young'], 36)).toEqual([])
  })

  it('puts priority groups first, then the older application, then tells equals apart', () => {
    const keys = [
      queueKeyOf([], NOW, 'a'),
      queueKeyOf(['party'], NOW + DAY, 'b'),
      queueKeyOf(['young'], NOW, 'd'),
      queueKeyOf(['grid'], NOW, 'c'),
      queueKeyOf([], 5, 'e'),
    ]
    expect([...keys].sort().map((key) => key.at(-1))).toEqual(['c', 'd', 'b', 'e', 'a'])
  })
})

describe('who may decide (S-08)', () => {
  const reviewer: Decider = { personId: 'p_reviewer', reviewer: true, leader: false, office: false }
  const leader: Decider = { personId: 'p_leader', reviewer: false, leader: true, office: false }
  const office: Decider = { personId: 'p_office', reviewer: false, leader: false, office: true }
  const stranger: Decider = { personId: 'p_other', reviewer: false, leader: false, office: false }
  const submitted = application()
  const passed = application({
    state: 'villagePassed',
    steps: [{ event: 'villageApprove', at: NOW, by: 'p_both', reason: null }],
  })
  it.each([
    ['a reviewer, the first review', submitted, reviewer, true, null],
    ['a leader, the first review', submitted, leader, true, 'NOT_WAITING'],
    ['a leader, where no reviewer is left', submitted, leader, false, null],
    ['the office, the first review', submitted, office, false, 'NOT_WAITING'],
    ['a reviewer of another village', submitted, stranger, false, 'NOT_WAITING'],
    ['their own', submitted, { ...reviewer, personId: 'p_applicant' }, true, 'OWN_CASE'],
    ['their own as leader', passed, { ...leader, personId: 'p_applicant' }, true, 'OWN_CASE'],
    ['a relative’s', application({ relatives: ['p_reviewer'] }), reviewer, true, 'RELATIVE'],
    ['one they stepped back from', application({ recused: ['p_reviewer'] }), reviewer, true, 'RECUSED'],
    ['one under an identity check', application({ identityCheck: true }), reviewer, true, 'IDENTITY_CHECK'],
    ['the identity check, a leader', application({ identityCheck: true }), leader, false, 'IDENTITY_CHECK'],
    ['the identity check, the office', application({ identityCheck: true }), office, true, null],
    [
      'the identity check of a relative',
      application({ identityCheck: true, relatives: ['p_office'] }),
      office,
      true,
      'RELATIVE',
    ],
    ['a leader, the final review', passed, leader, true, null],
    ['a reviewer, the final review', passed, reviewer, true, 'NOT_WAITING'],
    ['who decided before', passed, { ...leader, personId: 'p_both' }, true, 'DECIDED_BEFORE'],
    ...(['training', 'exam', 'resit', 'certified', 'rejected', 'eliminated', 'withdrawn'] as const).map(
      (state) => [`one that is ${state}`, application({ state }), leader, false, 'NOT_WAITING'] as const,
    ),
  ] as const)('%s', (_, given, decider, left, code) => {
    expect(decideRefusal(given, decider, left)).toBe(code)
  })

  it('names the step that waits', () => {
    expect(stepOf(application({ identityCheck: true }))).toBe('identity')
    expect(stepOf(submitted)).toBe('village')
    expect(stepOf(passed)).toBe('township')
    expect(stepOf(application({ state: 'training' }))).toBeNull()
  })

  it('a reviewer is left unless each is the applicant, a relative or stepped back', () => {
    const given = application({ personId: 'p_a', relatives: ['p_b'], recused: ['p_c'] })
    expect(reviewerLeft(given, [])).toBe(false)
    expect(reviewerLeft(given, ['p_a', 'p_b', 'p_c'])).toBe(false)
    expect(reviewerLeft(given, ['p_a', 'p_b', 'p_c', 'p_d'])).toBe(true)
    expect(relatedTo(given, 'p_b')).toBe(true)
    expect(relatedTo(given, 'p_a')).toBe(false)
  })
})

describe('the composition of a team (S-10, S-11)', () => {
  const holder = (sex: Holder['sex'], age: number, party: boolean): Holder => ({ sex, age, party })
  const men = (count: number, party = false): Holder[] =>
    Array.from({ length: count }, () => holder('male', 40, party))
  const compose = (holders: Holder[]) => compositionOf(holders, township.recruitment)

  it('of nobody wishes for everything', () => {
    expect(compose([])).toEqual({
      places: 12,
      party: { count: 0, percent: 0, target: 40, met: false },
      young: { count: 0, percent: 0, target: 70, met: false },
      women: { count: 0, percent: 0, target: 20, met: false },
      wishes: ['people', 'woman', 'party', 'young'],
    })
  })

  it('is met exactly at the target, and not one person below', () => {
    const team = [holder('female', 30, true), holder('female', 30, true), ...men(2, true), ...men(6)]
    expect(compose(team)).toMatchObject({
      places: 2,
      party: { count: 4, percent: 40, met: true },
      women: { count: 2, percent: 20, met: true },
      young: { count: 10, percent: 100, met: true },
      wishes: [],
    })
    expect(compose([...team, ...men(1)]).wishes).toEqual(['woman', 'party'])
  })

  it('counts someone of 56 in the team, but not among the young', () => {
    const team = [...Array.from({ length: 7 }, () => holder('female', 55, true)), ...men(0)]
    const old = Array.from({ length: 3 }, () => holder('male', 56, true))
    expect(compose([...team, ...old]).young).toMatchObject({ count: 7, percent: 70, met: true })
    expect(compose([...team, ...old, ...old.slice(0, 1)]).young).toMatchObject({ percent: 63, met: false })
  })

  it('takes places for people of unknown composition without guessing what they are', () => {
    const unknown: Holder = { sex: null, age: null, party: null }
    const team = compose([unknown, unknown, holder('female', 30, true)])
    expect(team.places).toBe(9)
    expect(team.women).toEqual({ count: 1, percent: 100, target: 20, met: true })
  })

  it('needs a woman and a Party member even where the township set no share', () => {
    const figures = { ...township.recruitment, targets: { party: 0, young: 0, women: 0 } }
    expect(compositionOf(men(10), figures).wishes).toEqual(['woman', 'party'])
  })

  it('wishes for nothing once full, and has no negative places', () => {
    expect(compose(men(12))).toMatchObject({ places: 0, wishes: [] })
    expect(compose(men(13)).places).toBe(0)
  })
})

it('a recommendation is open until it is taken up or its time is over (S-20)', () => {
  expect(recommendationState({ takenBy: null, expiresAt: NOW + 1 }, NOW)).toBe('open')
  expect(recommendationState({ takenBy: null, expiresAt: NOW }, NOW)).toBe('expired')
  expect(recommendationState({ takenBy: 'p', expiresAt: NOW - 1 }, NOW)).toBe('taken')
})
