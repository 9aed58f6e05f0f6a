import * as fc from 'fast-check'
import { personId as idOf } from '../../../cloudfunctions/shared/ids'
import { STAFF_ROLES, TEAM_OFFICES } from '../../../cloudfunctions/office/rules'
import { codeOf } from '../membership/records'
import { township } from '../../support/builders'
import { APPLICANTS, INVITATIONS, PATROL, PEOPLE } from './world'
import { mostly, optional, requestKey, text, village, type ValidByAction } from './values'

const patrol = PATROL.map(({ openid }) => openid)
const everyone = [...PEOPLE.map(({ _id }) => _id), 'p_nobody']
const personId = mostly([...patrol, 'left'].map(idOf), everyone)
const deciders = ['office', 'office-2', 'leader']
const office = ['office', 'office-2']
const items = fc.array(mostly(township.membership.marks, ['警棍', '😀']), { minLength: 1, maxLength: 3 })
const reasoned = fc.record({ personId, reason: text(200), requestKey })

const membership: ValidByAction = {
  'membership.file': { payload: fc.record({ personId: optional(personId) }), by: [...deciders, 'reviewer'] },
  'membership.members': {
    payload: fc.record({
      villageId: optional(village),
      filter: optional(fc.constantFrom('all', 'insurance', 'exit', 'suspended')),
    }),
    by: [...deciders, 'captain', 'reviewer'],
  },
  'membership.certificate': { payload: fc.record({}), by: patrol },
  'membership.verify': {
    payload: fc.record({
      code: mostly(PATROL.map(codeOf), ['', 'AAAAAAAAAAAAAAAAAAAAAA', '💥', "' or 1=1"]),
    }),
  },
  'membership.insure': {
    payload: fc.record({
      personIds: fc.array(personId, { minLength: 1, maxLength: 3 }),
      policy: text(60),
      from: mostly(['2026-11-01', '2026-11-25'], ['2028-12-01']),
      until: mostly(['2027-10-31', '2028-02-29'], ['2026-01-01']),
      requestKey,
    }),
    by: office,
  },
  'membership.suspend': { payload: reasoned, by: deciders },
  'membership.reinstate': {
    payload: fc.record({ personId: mostly([idOf('suspended')], everyone), reason: text(200), requestKey }),
    by: deciders,
  },
  'membership.proposeExit': {
    payload: fc.record({
      personId,
      kind: fc.constantFrom('absence', 'discipline'),
      reason: text(200),
      requestKey,
    }),
    by: ['reviewer'],
  },
  'membership.decideExit': {
    payload: fc.record({
      personId: mostly([idOf('deputy')], everyone),
      approve: fc.boolean(),
      reason: text(200),
      requestKey,
    }),
    by: ['leader'],
  },
  'membership.leave': {
    payload: fc.record({ reason: fc.oneof(fc.constant(''), text(200)), requestKey }),
    by: patrol,
  },
  'membership.setPhoto': {
    payload: fc.record({
      photo: fc.constantFrom(...patrol).map((openid) => `cloud://local.6c6f/uploads/${idOf(openid)}/a.jpg`),
      requestKey,
    }),
    by: patrol,
  },
  'membership.issueMarks': { payload: fc.record({ personId, items, requestKey }), by: office },
  'membership.returnMarks': {
    payload: fc.record({
      personId: mostly(['left', 'volunteer-a'].map(idOf), everyone),
      items: mostly([['红袖标']], [['工作证'], ['没有的']]),
      requestKey,
    }),
    by: office,
  },
  'membership.renew': { payload: fc.record({ personId, requestKey }), by: office },
  'membership.unmask': {
    payload: fc.record({
      personId,
      field: fc.constantFrom('idNumber', 'phone'),
      reason: text(100),
      requestKey,
    }),
    by: [...deciders, 'reviewer'],
  },
}

const invitation = mostly(INVITATIONS, ['no-such-invitation'])
const newcomers = ['visitor', 'villager', ...APPLICANTS]

const roles: ValidByAction = {
  'office.staff': { payload: fc.record({}), by: office },
  'office.invite': {
    payload: fc.record({
      role: fc.constantFrom(...STAFF_ROLES),
      villageId: optional(village),
      note: text(40),
      requestKey,
    }),
    by: office,
  },
  'office.invitation': { payload: fc.record({ id: invitation }) },
  'office.accept': {
    payload: fc.record({ id: invitation, name: optional(text(20)), requestKey }),
    by: newcomers,
  },
  'office.decline': { payload: fc.record({ id: invitation, requestKey }), by: newcomers },
  'office.withdrawInvitation': { payload: fc.record({ id: invitation, requestKey }), by: office },
  'office.revoke': {
    payload: fc
      .record({
        whom: mostly(
          [
            { personId: idOf('auditor'), role: 'auditor' },
            { personId: idOf('captain'), role: 'captain' },
            { personId: idOf('office-2'), role: 'office' },
          ],
          [
            { personId: idOf('auditor'), role: 'office' },
            { personId: 'p_nobody', role: 'trainer' },
          ],
        ),
        villageId: optional(village),
        teamId: optional(fc.constantFrom('team-jingxi', 'team-shishi')),
        reason: text(100),
        requestKey,
      })
      .map(({ whom, ...rest }) => ({ ...whom, ...rest })),
    by: office,
  },
  'office.team': {
    payload: fc.record({ teamId: optional(fc.constantFrom('team-jingxi', 'team-shishi', 'team-atlantis')) }),
    by: [...office, 'reviewer'],
  },
  'office.appoint': {
    payload: fc.record({
      personId,
      as: fc.constantFrom(...TEAM_OFFICES, 'volunteer'),
      reason: optional(text(100)),
      requestKey,
    }),
    by: [...office, 'reviewer'],
  },
}

/** Being a member, and the roles that the office gives. */
export const SERVING: ValidByAction = { ...membership, ...roles }
