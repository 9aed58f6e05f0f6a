import { personId } from '../../../cloudfunctions/shared/ids'
import type { Help } from '../../../cloudfunctions/help/rules'
import { seal } from '../../../cloudfunctions/shared/sealed'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, rostersOf, shift } from '../../support/builders'
import { help } from '../help/records'
import { ACTORS, HERE, PATROL, PEOPLE_BY_NAME } from './actors'
import { everyone, expects, requestKey, type Case, type Target } from './table'

/** A team mate of 荆溪村 whom no actor is. */
const MATE = patroller('mate', HERE)
const asker = personId('asker')

const oneShift = (over: Parameters<typeof shift>[1] = {}) => ({
  records: ({ id }: Target) => ({ shifts: [shift(id, over)] }),
  payload: (target: Target) => ({ shiftId: target.id, requestKey: requestKey(target) }),
})

const seat = (each: { _id: string; name: string }) => ({
  personId: each._id,
  name: each.name,
  teamId: HERE.teamId,
  qualifications: [],
  at: NOW - 60 * MINUTE,
})

const heldBy = (who: (target: Target) => { _id: string; name: string }) => (target: Target) => {
  const held = { ...shift(target.id, { startAt: NOW + 24 * 60 * MINUTE }), crew: [seat(who(target))] }
  return { people: [MATE], shifts: [held], rosters: rostersOf([MATE], [held]) }
}

const shifts: Case[] = [
  { action: 'shifts.list', state: 'any', payload: () => ({}), expected: everyone('ok') },
  {
    action: 'shifts.get',
    state: 'open',
    ...oneShift(),
    payload: ({ id }) => ({ shiftId: id }),
    expected: everyone('ok'),
  },
  {
    action: 'shifts.claim',
    state: 'open to the township',
    ...oneShift(),
    expected: expects({ ok: PATROL, SUSPENDED: ['suspended'] }, 'NOT_CERTIFIED'),
  },
  {
    action: 'shifts.claim',
    state: 'open to 荆溪村 only',
    ...oneShift({ villageId: 'jingxi', openTo: 'village' }),
    expected: expects(
      {
        ok: ['volunteer', 'deputy', 'captain'],
        NOT_OPEN_TO_YOU: ['volunteerElsewhere', 'captainElsewhere'],
        SUSPENDED: ['suspended'],
      },
      'NOT_CERTIFIED',
    ),
  },
  {
    action: 'shifts.claim',
    state: 'started',
    ...oneShift({ startAt: NOW }),
    expected: everyone('SHIFT_STARTED'),
  },
  {
    action: 'shifts.claim',
    state: 'cancelled',
    ...oneShift({ status: 'cancelled' }),
    expected: everyone('SHIFT_CANCELLED'),
  },
  {
    action: 'shifts.release',
    state: 'one’s own seat',
    records: heldBy(({ personId: _id, actor }) => ({ _id, name: actor })),
    payload: (target) => ({ shiftId: target.id, reason: '家里有事', requestKey: requestKey(target) }),
    // Whoever holds a seat may give it back, a suspended person too (S-35).
    expected: everyone('ok'),
  },
  {
    action: 'shifts.release',
    state: 'somebody else’s seat',
    records: heldBy(() => MATE),
    payload: (target) => ({ shiftId: target.id, reason: '家里有事', requestKey: requestKey(target) }),
    expected: everyone('NOT_YOURS'),
  },
  {
    action: 'shifts.releaseMember',
    state: 'a seat of team 荆溪村',
    records: heldBy(() => MATE),
    payload: (target) => ({
      shiftId: target.id,
      personId: MATE._id,
      reason: '生病了',
      requestKey: requestKey(target),
    }),
    expected: expects({ ok: ['captain', 'deputy', 'office'], NOT_FOUND: ['captainElsewhere'] }, 'FORBIDDEN'),
  },
]

const request = (over: (target: Target) => Partial<Help>) => ({
  records: (target: Target) => ({
    helps: [help({ _id: target.id, requesterId: asker, requesterName: '周小军', ...over(target) })],
  }),
  payload: (target: Target) => ({ helpId: target.id, requestKey: requestKey(target) }),
})
const look = { payload: ({ id }: Target) => ({ helpId: id }) }
const live = () => ({})
const closed = () => ({ status: 'resolved' as const, live: false, closedAt: NOW })
const ownedBy = ({ personId: _id, actor }: Target) => ({
  status: 'accepted' as const,
  owner: { personId: _id, name: actor, teamId: HERE.teamId },
  acceptedAt: NOW,
  firstAcceptedAt: NOW,
})
const ownedByMate = () => ({
  status: 'accepted' as const,
  owner: { personId: MATE._id, name: '队友', teamId: HERE.teamId },
  acceptedAt: NOW,
  firstAcceptedAt: NOW,
})
const askedBy = ({ personId: requesterId }: Target) => ({ requesterId })

/** Who watches over 荆溪村's requests by their role (S-03 … S-06). */
const WATCH_HERE = ['captain', 'deputy', 'reviewer', 'office', 'leader', 'police'] as const
const SEE_LIVE = expects({ ok: [...PATROL, 'reviewer', 'office', 'leader', 'police'] }, 'NOT_FOUND')
const SEE_CLOSED = expects({ ok: WATCH_HERE }, 'NOT_FOUND')
/** In the patrol by role, the suspended too. */
const IN_PATROL = [...PATROL, 'suspended'] as const

const helps: Case[] = [
  {
    action: 'help.create',
    state: 'any',
    payload: (target) => ({ kind: 'hazard', requestKey: requestKey(target) }),
    // Nothing ever refuses an emergency (S-45).
    expected: everyone('ok'),
  },
  { action: 'help.mine', state: 'any', payload: () => ({}), expected: everyone('ok') },
  { action: 'help.add', state: 'one’s own', ...request(askedBy), expected: everyone('ok') },
  { action: 'help.add', state: 'somebody else’s', ...request(live), expected: everyone('NOT_FOUND') },
  { action: 'help.get', state: 'live', ...request(live), ...look, expected: SEE_LIVE },
  { action: 'help.get', state: 'one’s own', ...request(askedBy), ...look, expected: everyone('ok') },
  { action: 'help.get', state: 'closed, told to nobody', ...request(closed), ...look, expected: SEE_CLOSED },
  { action: 'help.photos', state: 'live', ...request(live), ...look, expected: SEE_LIVE },
  { action: 'help.photos', state: 'closed', ...request(closed), ...look, expected: SEE_CLOSED },
  {
    action: 'help.seen',
    state: 'live',
    ...request(live),
    ...look,
    expected: expects(
      {
        ok: [...PATROL, 'reviewer', 'office', 'leader', 'police'],
        NOT_FOUND: ['suspended', 'reviewerElsewhere'],
      },
      'FORBIDDEN',
    ),
  },
  {
    action: 'help.watch',
    state: 'any',
    payload: () => ({}),
    expected: expects({ ok: [...WATCH_HERE, 'captainElsewhere', 'reviewerElsewhere'] }, 'FORBIDDEN'),
  },
  {
    action: 'help.nearby',
    state: 'any',
    payload: () => ({}),
    // An empty list for those who may not go out.
    expected: expects({ ok: IN_PATROL }, 'FORBIDDEN'),
  },
  {
    action: 'help.position',
    state: 'off duty',
    payload: () => ({ point: { lng: 118.8, lat: 28.9 } }),
    expected: expects({ NOT_ON_DUTY: IN_PATROL }, 'FORBIDDEN'),
  },
  {
    action: 'help.accept',
    state: 'open',
    ...request(live),
    expected: expects({ ok: PATROL, SUSPENDED: ['suspended'] }, 'FORBIDDEN'),
  },
  {
    action: 'help.accept',
    state: 'one’s own (S-08)',
    ...request(askedBy),
    expected: expects({ NOT_YOURS: PATROL, SUSPENDED: ['suspended'] }, 'FORBIDDEN'),
  },
  {
    action: 'help.accept',
    state: 'accepted by another',
    ...request(ownedByMate),
    expected: expects({ ALREADY_ACCEPTED: PATROL, SUSPENDED: ['suspended'] }, 'FORBIDDEN'),
  },
  ...(['arrive', 'handBack'] as const).flatMap((verb): Case[] => [
    {
      action: `help.${verb}`,
      state: 'one’s own to handle',
      ...request(ownedBy),
      payload: (target) => ({
        helpId: target.id,
        requestKey: requestKey(target),
        ...(verb === 'handBack' ? { reason: '路走不通' } : {}),
      }),
      // Whoever has taken a request finishes it, suspended meanwhile or not.
      expected: expects({ ok: IN_PATROL }, 'FORBIDDEN'),
    },
    {
      action: `help.${verb}`,
      state: 'another’s to handle',
      ...request(ownedByMate),
      payload: (target) => ({
        helpId: target.id,
        requestKey: requestKey(target),
        ...(verb === 'handBack' ? { reason: '路走不通' } : {}),
      }),
      expected: expects({ NOT_YOURS: PATROL, NOT_FOUND: ['suspended'] }, 'FORBIDDEN'),
    },
  ]),
  {
    action: 'help.resolve',
    state: 'another’s to handle',
    ...request(ownedByMate),
    payload: (target) => ({ helpId: target.id, outcome: '人已找到', requestKey: requestKey(target) }),
    expected: expects({ ok: ['office'], NOT_YOURS: PATROL, NOT_FOUND: ['suspended'] }, 'FORBIDDEN'),
  },
  {
    action: 'help.cancel',
    state: 'somebody else’s',
    ...request(live),
    payload: (target) => ({ helpId: target.id, reason: 'mistake', requestKey: requestKey(target) }),
    expected: expects({ ok: ['office'], NOT_YOURS: PATROL }, 'NOT_FOUND'),
  },
  {
    action: 'help.cancel',
    state: 'one’s own',
    ...request(askedBy),
    payload: (target) => ({ helpId: target.id, reason: 'safe', requestKey: requestKey(target) }),
    expected: everyone('ok'),
  },
  {
    action: 'help.contact',
    state: 'the requester of one that another handles',
    ...request((target) => ({ ...ownedByMate(), ...phoneOf(target) })),
    payload: (target) => ({ helpId: target.id, who: 'requester', requestKey: requestKey(target) }),
    // A number is for who goes there and for the office (S-45, S-92).
    expected: expects(
      { ok: ['office'], NO_CONTACT: [...PATROL, 'reviewer', 'leader', 'police'] },
      'NOT_FOUND',
    ),
  },
]

function phoneOf({ id }: Target) {
  return { phone: seal(`139${id.length}0000000`.slice(0, 11)) }
}

const account: Case[] = [
  ...['me', 'inbox', 'exportData'].map((verb): Case => ({
    action: `account.${verb}`,
    state: 'any',
    payload: () => ({}),
    expected: everyone('ok'),
  })),
  {
    action: 'account.save',
    state: 'one’s own name',
    payload: (target) => ({ name: '周小军', requestKey: requestKey(target) }),
    // A volunteer's name stands on the certificate.
    expected: expects({ NAME_FIXED: IN_PATROL }, 'ok'),
  },
  {
    action: 'account.standby',
    state: 'any',
    payload: (target) => ({ on: true, requestKey: requestKey(target) }),
    expected: expects({ ok: PATROL, SUSPENDED: ['suspended'] }, 'FORBIDDEN'),
  },
  {
    action: 'account.bindPhone',
    state: 'a code of one’s own',
    payload: ({ id }) => ({ code: `13900001234-${id}` }),
    expected: everyone('ok'),
  },
  {
    action: 'account.deleteMe',
    state: 'any',
    payload: (target) => ({ confirm: '删除', requestKey: requestKey(target) }),
    // Whoever serves leaves first, whoever works for the scheme hands over first.
    expected: expects({ LEAVE_FIRST: IN_PATROL, ok: ['visitor', 'villager'] }, 'HAS_ROLE'),
  },
  {
    action: 'account.consent',
    state: 'any',
    payload: (target) => ({ accepted: ['help'], requestKey: requestKey(target) }),
    expected: everyone('ok'),
  },
  {
    action: 'account.markRead',
    state: 'any',
    payload: (target) => ({ ids: [target.id], requestKey: requestKey(target) }),
    expected: everyone('ok'),
  },
]

/** Patrols, help requests and one's own account. */
export const FOUNDATION: readonly Case[] = [...shifts, ...helps, ...account]

/** Everyone but the visitor, as records. */
export const EVERYONE = ACTORS.flatMap((actor) => (actor === 'visitor' ? [] : [PEOPLE_BY_NAME[actor]]))
