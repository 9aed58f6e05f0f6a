import type { Exit, Member } from '../../../cloudfunctions/membership/record'
import { memberFrom } from '../../../cloudfunctions/membership/store'
import { seal } from '../../../cloudfunctions/shared/sealed'
import { DAY } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, person, township } from '../../support/builders'
import { HERE, PATROL, PEOPLE_BY_NAME } from './actors'
import { passed } from '../membership/records'
import { everyone, expects, requestKey, type Case, type Target } from './table'

/** A member of 荆溪村 for each actor, whom no actor is. */
const mateOf = ({ id }: Target) => patroller(`mate-${id}`, HERE)
const CODE = 'abcdefghijklmnopqrstuv'

const memberOf = (target: Target, over: Partial<Member> = {}): Member => {
  const made = memberFrom(mateOf(target), { number: '石义巡2026-0001', code: CODE }, { now: NOW, township })
  if (!made) throw new Error('a mate is no member')
  return { ...made, ...over }
}
const mate =
  (over: (target: Target) => Partial<Member> = () => ({})) =>
  (target: Target) => ({ people: [mateOf(target)], members: [memberOf(target, over(target))] })
const onMate = (target: Target) => ({ personId: mateOf(target)._id, requestKey: requestKey(target) })
const onSelf = (target: Target) => ({ personId: target.personId, requestKey: requestKey(target) })
const ownPhoto = (personId: string) => ({ photo: `cloud://local.6c6f/uploads/${personId}/a.jpg` })
const withReason = (of: (target: Target) => object) => (target: Target) => ({
  ...of(target),
  reason: '连续缺勤',
})
const proposedBy = (by: string): Partial<Member> => ({
  exit: { state: 'proposed', kind: 'absence', reason: '长期不来', by, at: NOW } satisfies Exit,
})
const suspended = (): Partial<Member> => ({
  state: 'suspended',
  suspension: { reason: '缺勤', at: NOW, by: 'p_office' },
})

const IN_PATROL = [...PATROL, 'suspended'] as const
const OFFICE = expects({ ok: ['office'] }, 'FORBIDDEN')
const OFFICE_AND_LEADER = expects({ ok: ['office', 'leader'] }, 'FORBIDDEN')
/** Who sees the file of a member of 荆溪村 (S-25). */
const SEE_FILE = expects({ ok: ['reviewer', 'office', 'leader', 'captain', 'deputy'] }, 'NOT_FOUND')

const membership: Case[] = [
  {
    action: 'membership.file',
    state: 'a member’s of 荆溪村',
    records: mate(),
    payload: (target) => ({ personId: mateOf(target)._id }),
    expected: SEE_FILE,
  },
  { action: 'membership.file', state: 'one’s own', payload: () => ({}), expected: everyone('ok') },
  { action: 'membership.certificate', state: 'one’s own', payload: () => ({}), expected: everyone('ok') },
  {
    action: 'membership.verify',
    state: 'a code of a certificate',
    records: mate(),
    payload: () => ({ code: CODE }),
    expected: everyone('ok'),
  },
  {
    action: 'membership.members',
    state: 'any',
    payload: () => ({}),
    expected: expects(
      { ok: ['reviewer', 'reviewerElsewhere', 'captain', 'captainElsewhere', 'deputy', 'office', 'leader'] },
      'FORBIDDEN',
    ),
  },
  {
    action: 'membership.insure',
    state: 'a member',
    records: mate(),
    payload: (target) => ({
      personIds: [mateOf(target)._id],
      policy: '平安 1 号',
      from: '2026-11-01',
      until: '2027-10-31',
      requestKey: requestKey(target),
    }),
    expected: OFFICE,
  },
  {
    action: 'membership.suspend',
    state: 'active',
    records: mate(),
    payload: withReason(onMate),
    expected: OFFICE_AND_LEADER,
  },
  {
    action: 'membership.suspend',
    state: 'suspended already',
    records: mate(suspended),
    payload: withReason(onMate),
    expected: expects({ NOT_ALLOWED_NOW: ['office', 'leader'] }, 'FORBIDDEN'),
  },
  {
    action: 'membership.reinstate',
    state: 'suspended',
    records: mate(suspended),
    payload: withReason(onMate),
    expected: OFFICE_AND_LEADER,
  },
  {
    action: 'membership.suspend',
    state: 'oneself (S-08)',
    payload: withReason(onSelf),
    expected: expects({ OWN_CASE: ['office', 'leader'] }, 'FORBIDDEN'),
  },
  {
    action: 'membership.proposeExit',
    state: 'a member of 荆溪村',
    records: mate(),
    payload: (target) => ({ ...withReason(onMate)(target), kind: 'absence' }),
    // The village proposes, and only its own (S-26, S-08).
    expected: expects({ ok: ['reviewer'], NOT_FOUND: ['reviewerElsewhere'] }, 'FORBIDDEN'),
  },
  {
    action: 'membership.decideExit',
    state: 'proposed by the village',
    records: mate(() => proposedBy('p_reviewer')),
    payload: (target) => ({ ...withReason(onMate)(target), approve: true }),
    expected: expects({ ok: ['leader'] }, 'FORBIDDEN'),
  },
  {
    action: 'membership.decideExit',
    state: 'proposed by oneself (S-08)',
    records: mate(({ personId }) => proposedBy(personId)),
    payload: (target) => ({ ...withReason(onMate)(target), approve: true }),
    expected: expects({ OWN_PROPOSAL: ['leader'] }, 'FORBIDDEN'),
  },
  {
    action: 'membership.decideExit',
    state: 'not proposed',
    records: mate(),
    payload: (target) => ({ ...withReason(onMate)(target), approve: true }),
    expected: expects({ NOT_ALLOWED_NOW: ['leader'] }, 'FORBIDDEN'),
  },
  {
    action: 'membership.leave',
    state: 'any',
    payload: (target) => ({ reason: '', requestKey: requestKey(target) }),
    // S-26: at any time, suspended or not.
    expected: expects({ ok: IN_PATROL }, 'FORBIDDEN'),
  },
  {
    action: 'membership.setPhoto',
    state: 'without an application',
    payload: (target) => ({ ...ownPhoto(target.personId), requestKey: requestKey(target) }),
    // Shown on the certificate, that of the suspended too (S-22); nobody else has one.
    expected: expects({ ok: IN_PATROL }, 'NOTHING_TO_SHOW'),
  },
  {
    action: 'membership.setPhoto',
    state: 'with an application in training',
    records: ({ id, personId }) => ({
      applications: [
        { ...passed(person('applicant')), _id: id, personId, state: 'training', closedAt: null, passed: [] },
      ],
      applicants: [{ _id: personId, liveId: id, eliminatedAt: null }],
    }),
    payload: (target) => ({ ...ownPhoto(target.personId), requestKey: requestKey(target) }),
    expected: everyone('ok'),
  },
  {
    action: 'membership.setPhoto',
    state: 'somebody else’s photo',
    payload: (target) => ({ ...ownPhoto(mateOf(target)._id), requestKey: requestKey(target) }),
    expected: everyone('PHOTO_NOT_YOURS'),
  },
  ...(['issueMarks', 'returnMarks'] as const).map((verb): Case => ({
    action: `membership.${verb}`,
    state: verb === 'issueMarks' ? 'without marks' : 'with an armband out',
    records: mate(() => ({
      marks:
        verb === 'issueMarks'
          ? []
          : [
              {
                item: '红袖标',
                issuedAt: NOW - DAY,
                issuedBy: 'p_office',
                returnedAt: null,
                returnedBy: null,
              },
            ],
    })),
    payload: (target) => ({ ...onMate(target), items: ['红袖标'] }),
    expected: OFFICE,
  })),
  { action: 'membership.renew', state: 'active', records: mate(), payload: onMate, expected: OFFICE },
  {
    action: 'membership.unmask',
    state: 'a member’s phone',
    records: mate(() => ({ phone: seal('13900000001') })),
    payload: (target) => ({ ...withReason(onMate)(target), field: 'phone' }),
    expected: expects(
      { ok: ['office', 'leader', 'reviewer'], NOT_FOUND: ['reviewerElsewhere'] },
      'FORBIDDEN',
    ),
  },
]

const invited =
  (over: (target: Target) => object = () => ({})) =>
  (target: Target) => ({
    invitations: [
      {
        _id: target.id,
        role: 'auditor',
        villageId: null,
        note: '审计组',
        byId: PEOPLE_BY_NAME.office._id,
        byName: 'office',
        createdAt: NOW,
        expiresAt: NOW + DAY,
        takenBy: null,
        takenAt: null,
        ...over(target),
      },
    ],
  })
const onInvitation = (target: Target) => ({ id: target.id, requestKey: requestKey(target) })

const office: Case[] = [
  { action: 'office.staff', state: 'any', payload: () => ({}), expected: OFFICE },
  {
    action: 'office.invite',
    state: 'a trainer',
    payload: (target) => ({ role: 'trainer', note: '司法所王老师', requestKey: requestKey(target) }),
    expected: OFFICE,
  },
  {
    action: 'office.invitation',
    state: 'open',
    records: invited(),
    payload: ({ id }) => ({ id }),
    expected: everyone('ok'),
  },
  {
    action: 'office.accept',
    state: 'another’s invitation',
    records: invited(),
    payload: (target) => ({ ...onInvitation(target), name: '徐一' }),
    // S-08: nobody gives themself a role.
    expected: expects({ OWN_CASE: ['office'], ALREADY_HELD: ['auditor'] }, 'ok'),
  },
  {
    action: 'office.decline',
    state: 'another’s invitation',
    records: invited(),
    payload: onInvitation,
    expected: expects({ OWN_CASE: ['office'] }, 'ok'),
  },
  {
    action: 'office.withdrawInvitation',
    state: 'open',
    records: invited(),
    payload: onInvitation,
    expected: OFFICE,
  },
  {
    action: 'office.revoke',
    state: 'the auditor',
    payload: (target) => ({
      personId: PEOPLE_BY_NAME.auditor._id,
      role: 'auditor',
      reason: '任期满了',
      requestKey: requestKey(target),
    }),
    expected: OFFICE,
  },
  {
    action: 'office.team',
    state: '荆溪村队',
    payload: () => ({ teamId: HERE.teamId }),
    expected: expects({ ok: ['office', 'reviewer'], NOT_FOUND: ['reviewerElsewhere'] }, 'FORBIDDEN'),
  },
  {
    action: 'office.appoint',
    state: 'a member of 荆溪村队 as its deputy',
    records: mate(),
    payload: (target) => ({ ...onMate(target), as: 'deputy' }),
    expected: expects({ ok: ['office', 'reviewer'], NOT_FOUND: ['reviewerElsewhere'] }, 'FORBIDDEN'),
  },
]

/** Being a member, and the roles that the office gives. */
export const SERVING: readonly Case[] = [...membership, ...office]
