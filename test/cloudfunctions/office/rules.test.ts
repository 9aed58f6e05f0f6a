import * as fc from 'fast-check'
import {
  acceptRefusal,
  appointRefusal,
  invitationState,
  placeIn,
  revokeRefusal,
  rolesAs,
  type Invitation,
} from '../../../cloudfunctions/office/rules'
import type { Grant } from '../../../cloudfunctions/shared/people'
import { DAY } from '../../../cloudfunctions/shared/time'
import { NOW, volunteer } from '../../support/builders'

const TEAM = { teamId: 'team-jingxi', villageId: 'jingxi' }
const REVIEWER: Grant = { role: 'reviewer', villageId: 'jingxi' }

function invitation(over: Partial<Invitation> = {}): Invitation {
  return {
    _id: 'invitation_1',
    role: 'reviewer',
    villageId: 'jingxi',
    note: '荆溪村支书',
    byId: 'p_office',
    byName: '李综治',
    createdAt: NOW,
    expiresAt: NOW + 7 * DAY,
    takenBy: null,
    takenAt: null,
    ...over,
  }
}

describe('an invitation', () => {
  it.each([
    ['at once', {}, true, NOW, 'open'],
    ['a moment before its end', {}, true, NOW + 7 * DAY - 1, 'open'],
    ['at its end', {}, true, NOW + 7 * DAY, 'expired'],
    ['once its inviter has left the office', {}, false, NOW, 'expired'],
    ['once accepted', { takenBy: 'p_chen' }, true, NOW, 'taken'],
    ['once accepted and run out', { takenBy: 'p_chen' }, false, NOW + 8 * DAY, 'taken'],
  ] as const)('%s', (_, over, inOffice, now, state) => {
    expect(invitationState(invitation(over), inOffice, now)).toBe(state)
  })

  it.each([
    ['somebody with a name', { name: '陈建国' }, {}, null],
    ['somebody without', { name: '' }, {}, 'NAME_NEEDED'],
    ['its own inviter', { id: 'p_office', name: '李综治' }, {}, 'OWN_CASE'],
    ['its own inviter once taken', { id: 'p_office', name: '李综治' }, { takenBy: 'p_x' }, 'OWN_CASE'],
    ['anyone once taken', { name: '' }, { takenBy: 'p_x' }, 'INVITATION_TAKEN'],
    ['anyone once run out', { name: '' }, { expiresAt: NOW }, 'INVITATION_EXPIRED'],
    ['who holds it already', { name: '', roles: [REVIEWER] }, {}, 'ALREADY_HELD'],
    [
      'who holds it in another village',
      { name: '陈建国', roles: [{ role: 'reviewer', villageId: 'shishi' }] },
      {},
      null,
    ],
  ] as const)('answers %s', (_, by, over, code) => {
    const caller = { id: 'p_chen', roles: [], ...by }
    expect(acceptRefusal(invitation(over), caller, true, NOW)).toBe(code)
  })
})

it.each([
  ['a role not held', [REVIEWER], { role: 'leader' }, false, 2, 'NOT_HELD'],
  [
    'a reviewer of another village',
    [REVIEWER],
    { role: 'reviewer', villageId: 'shishi' },
    false,
    2,
    'NOT_HELD',
  ],
  ['a reviewer of this village', [REVIEWER], { role: 'reviewer', villageId: 'jingxi' }, false, 2, null],
  ['one’s own role that is not the office', [REVIEWER], { role: 'reviewer' }, true, 2, null],
  ['a colleague’s place in the office', [{ role: 'office' }], { role: 'office' }, false, 2, null],
  ['one’s own place in the office', [{ role: 'office' }], { role: 'office' }, true, 2, 'OWN_CASE'],
  ['the last place in the office', [{ role: 'office' }], { role: 'office' }, true, 1, 'LAST_OFFICE'],
] as const)('taking back %s', (_, held, scope, own, inOffice, code) => {
  expect(revokeRefusal([...held], scope, own, inOffice)).toBe(code)
})

const CAPTAIN: Grant = { role: 'captain', ...TEAM }

it.each([
  ['a member', volunteer(), [], 'captain', null],
  ['a captain as deputy', volunteer(), [CAPTAIN], 'deputy', null],
  ['a captain as captain', volunteer(), [CAPTAIN], 'captain', 'ALREADY_HELD'],
  ['a volunteer as volunteer', volunteer(), [], 'volunteer', 'ALREADY_HELD'],
  ['nobody’s member', null, [], 'captain', 'NOT_A_MEMBER'],
  ['one without a certificate', volunteer({ certifiedAt: null }), [], 'captain', 'NOT_A_MEMBER'],
  ['one whose certificate ran out', volunteer({ certifiedUntil: NOW - 1 }), [], 'deputy', 'NOT_A_MEMBER'],
  ['one suspended', volunteer({ suspended: true }), [], 'deputy', 'NOT_A_MEMBER'],
  ['one to be insured again', volunteer({ insuredUntil: NOW - 1 }), [], 'captain', null],
  ['a suspended captain who steps back', volunteer({ suspended: true }), [CAPTAIN], 'volunteer', null],
] as const)('appointing %s', (_, part, held, as, code) => {
  expect(appointRefusal({ volunteer: part, roles: held }, as, false, NOW)).toBe(code)
  expect(appointRefusal({ volunteer: part, roles: held }, as, true, NOW)).toBe('OWN_CASE')
})

it('a member has one place in their team, and keeps every other role', () => {
  const grant = fc.constantFrom<Grant>(
    { role: 'volunteer', ...TEAM },
    CAPTAIN,
    { role: 'deputy', ...TEAM },
    { role: 'captain', teamId: 'team-shishi', villageId: 'shishi' },
    REVIEWER,
    { role: 'office' },
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(grant),
      fc.constantFrom('captain' as const, 'deputy' as const, 'volunteer' as const),
      (held, as) => {
        const after = rolesAs(held, as, TEAM)
        const leading = after.filter(({ role }) => role === 'captain' || role === 'deputy')
        expect(leading).toEqual(as === 'volunteer' ? [] : [{ role: as, ...TEAM }])
        expect(placeIn(TEAM.teamId, after)).toBe(as)
        const others = (list: readonly Grant[]): Grant[] =>
          list.filter(({ role }) => role !== 'captain' && role !== 'deputy')
        expect(others(after)).toEqual(others(held))
      },
    ),
  )
})
