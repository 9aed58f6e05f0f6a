import * as fc from 'fast-check'
import { personId as idOf } from '../../../cloudfunctions/shared/ids'
import { HELPS, PATROL, PEOPLE, SHIFTS } from './world'
import { day, mostly, optional, phone, place, point, requestKey, text, type ValidByAction } from './values'

const patrol = PATROL.map(({ openid }) => openid)
const shiftId = mostly(SHIFTS, ['no-such-shift'])
const helpId = mostly(HELPS, ['no-such-help'])
const everyone = [...PEOPLE.map(({ _id }) => _id), 'p_nobody']

const details = {
  place: optional(fc.option(place)),
  phone: optional(phone),
  photos: optional(
    fc.array(fc.constantFrom(...PEOPLE.map(({ _id }) => `cloud://local.6c6f/uploads/${_id}/a.jpg`)), {
      maxLength: 3,
    }),
  ),
  forWhom: optional(text(20)),
  note: optional(text(200)),
}

const account: ValidByAction = {
  'account.me': { payload: fc.record({}) },
  'account.save': {
    payload: fc.record({
      name: optional(text(20)),
      villageId: optional(fc.constantFrom('jingxi', 'shishi', null)),
      home: optional(fc.option(place)),
      phone: optional(fc.option(phone)),
      requestKey,
    }),
  },
  'account.bindPhone': {
    payload: fc.record({
      code: fc.oneof(
        fc.constant('13900001234'),
        fc.uuid().map((each) => `13900001234-${each}`),
      ),
    }),
  },
  'account.standby': { payload: fc.record({ on: fc.boolean(), requestKey }), by: patrol },
  'account.inbox': { payload: fc.record({ before: optional(fc.nat()), beforeId: optional(helpId) }) },
  'account.markRead': {
    payload: fc.record({ ids: fc.array(shiftId, { minLength: 1, maxLength: 5 }), requestKey }),
  },
  'account.consent': {
    payload: fc.record({ accepted: fc.subarray(['help', 'shift', 'notice']), requestKey }),
  },
  'account.exportData': { payload: fc.record({}) },
  'account.deleteMe': {
    payload: fc.record({ confirm: fc.constant('删除'), requestKey }),
    by: ['waiting', 'rejected'],
  },
}

const shifts: ValidByAction = {
  'shifts.list': {
    payload: fc.record({
      from: optional(day),
      days: optional(fc.integer({ min: 1, max: 14 })),
      villageId: optional(fc.constant('shishi')),
      areaId: optional(fc.constant('market-street')),
      mine: optional(fc.boolean()),
    }),
  },
  'shifts.get': { payload: fc.record({ shiftId }) },
  'shifts.claim': { payload: fc.record({ shiftId, requestKey }), by: patrol },
  'shifts.release': {
    payload: fc.record({ shiftId: mostly(['full'], SHIFTS), reason: text(100), requestKey }),
    by: ['volunteer-b'],
  },
  'shifts.releaseMember': {
    payload: fc.record({
      shiftId: mostly(['full'], SHIFTS),
      personId: mostly([idOf('volunteer-b')], everyone),
      reason: text(100),
      requestKey,
    }),
    by: ['captain', 'office'],
  },
}

const help: ValidByAction = {
  'help.create': {
    payload: fc.record({
      kind: fc.constantFrom('missing', 'illness', 'hazard', 'other'),
      useHome: optional(fc.boolean()),
      caller: optional(fc.record({ name: optional(text(20)), phone: optional(phone) })),
      ...details,
      requestKey,
    }),
  },
  'help.add': { payload: fc.record({ helpId, ...details, requestKey }), by: ['villager'] },
  'help.nearby': { payload: fc.record({ point: optional(fc.option(point)) }), by: patrol },
  'help.watch': { payload: fc.record({}), by: ['captain', 'office', 'police'] },
  'help.mine': { payload: fc.record({}) },
  'help.get': { payload: fc.record({ helpId }) },
  'help.photos': { payload: fc.record({ helpId }) },
  'help.seen': { payload: fc.record({ helpId }), by: patrol },
  'help.accept': {
    payload: fc.record({ helpId, point: optional(fc.option(point)), requestKey }),
    by: patrol,
  },
  'help.arrive': {
    payload: fc.record({
      helpId: mostly(['help-taken'], HELPS),
      point: optional(fc.option(point)),
      requestKey,
    }),
    by: ['volunteer-a'],
  },
  'help.resolve': {
    payload: fc.record({ helpId: mostly(['help-taken'], HELPS), outcome: text(200), requestKey }),
    by: ['volunteer-a'],
  },
  'help.handBack': {
    payload: fc.record({ helpId: mostly(['help-taken'], HELPS), reason: text(100), requestKey }),
    by: ['volunteer-a'],
  },
  'help.cancel': {
    payload: fc.record({
      helpId,
      reason: fc.constantFrom('safe', 'mistake', 'other'),
      text: optional(text(100)),
      requestKey,
    }),
    by: ['villager', 'office'],
  },
  'help.contact': {
    payload: fc.record({
      helpId: mostly(['help-taken'], HELPS),
      who: fc.constantFrom('requester', 'responder', 'captain'),
      requestKey,
    }),
    by: ['volunteer-a', 'office', 'captain'],
  },
  'help.position': { payload: fc.record({ point }), by: ['volunteer-a'] },
}

/** One's own account, patrols and requests for help. */
export const FOUNDATION: ValidByAction = { ...account, ...shifts, ...help }
