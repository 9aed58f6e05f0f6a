import type { Help, HelpEvent } from '../../../cloudfunctions/help/rules'
import { toGeo } from '../../../cloudfunctions/shared/geo'
import { NOW } from '../../support/builders'

/** Who asks in `help()`. */
export const REQUESTER = 'p_requester'

/** Who has taken it, once it is accepted. */
export const OWNER = { personId: 'p_owner', name: '郑大山', teamId: 'team-jingxi' }

/** A request made at `NOW`, open and unseen unless said otherwise. */
export function help(over: Partial<Help> = {}): Help {
  const point = { lng: 118.8127, lat: 28.9418 }
  const created: HelpEvent = { at: NOW, event: 'created', by: '周小军' }
  return {
    _id: 'help_1',
    kind: 'missing',
    status: 'open',
    live: true,
    requesterId: REQUESTER,
    forCaller: false,
    requesterName: '周小军',
    villageId: 'jingxi',
    place: { text: '荆溪村口', point },
    placeSource: 'given',
    geo: toGeo(point),
    forWhom: '奶奶',
    note: '穿蓝布衫',
    photos: [],
    phone: null,
    flags: [],
    createdAt: NOW,
    openedAt: NOW,
    round: 0,
    owner: null,
    firstAcceptedAt: null,
    acceptedAt: null,
    arrivedAt: null,
    closedAt: null,
    told: [],
    seenBy: [],
    timeline: [created],
    respondLevel: 0,
    arriveLevel: 0,
    dueAt: null,
    ...over,
  }
}
