import { FREE_FOR_CLAIMS, MARKET_CREW } from '../seed/patrols'

/** What earlier steps found out. */
export interface Found {
  shiftId: string
  personId: string
  helpId: string
  messageId: string
}

/** One call of an action that is permitted and succeeds. */
export interface Step {
  /** Openid of the caller. */
  by: string
  fn: string
  action: string
  /** What the row says beside the action's name. */
  as?: string
  /** Without a requestKey. */
  isRead?: boolean
  /** Only sets the scene for a later step. */
  isScene?: boolean
  payload?: (found: Found) => object
  keep?: (data: unknown) => Partial<Found>
}

const VOLUNTEER = FREE_FOR_CLAIMS[0]
const CAPTAIN = 'demo-captain-jingxi'
const VILLAGER = 'demo-villager-01'
const RESPONDER = MARKET_CREW.evening
const OFFICE = 'demo-office-1'

const theShift = ({ shiftId }: Found): object => ({ shiftId })
const theHelp = ({ helpId }: Found): object => ({ helpId })
const HERE = { lng: 118.8312, lat: 28.9302 }

const claim: Step = { by: VOLUNTEER, fn: 'shifts', action: 'claim', payload: theShift }
const create: Step = {
  by: VILLAGER,
  fn: 'help',
  action: 'create',
  payload: () => ({ kind: 'illness', place: { text: '菜场门口', point: HERE } }),
  keep: (data) => ({ helpId: (data as { id: string }).id }),
}
const accept: Step = { by: RESPONDER, fn: 'help', action: 'accept', payload: theHelp }

/** Every action of the product at least once, in an order in which all of them succeed. */
export const STEPS: readonly Step[] = [
  {
    by: VOLUNTEER,
    fn: 'shifts',
    action: 'list',
    isRead: true,
    payload: () => ({ days: 3 }),
    keep: (data) => ({ shiftId: claimable(data) }),
  },
  {
    by: VOLUNTEER,
    fn: 'shifts',
    action: 'list',
    as: '(mine)',
    isRead: true,
    payload: () => ({ mine: true }),
  },
  { by: VOLUNTEER, fn: 'shifts', action: 'get', isRead: true, payload: theShift },
  claim,
  {
    by: VOLUNTEER,
    fn: 'shifts',
    action: 'release',
    payload: (found) => ({ ...theShift(found), reason: '家里有事' }),
  },
  { ...claim, isScene: true },
  {
    by: VOLUNTEER,
    fn: 'account',
    action: 'me',
    isRead: true,
    keep: (data) => ({ personId: (data as { id: string }).id }),
  },
  {
    by: CAPTAIN,
    fn: 'shifts',
    action: 'releaseMember',
    payload: ({ shiftId, personId }) => ({ shiftId, personId, reason: '换人' }),
  },
  create,
  { by: VILLAGER, fn: 'help', action: 'mine', isRead: true },
  { by: VILLAGER, fn: 'help', action: 'get', isRead: true, payload: theHelp },
  {
    by: VILLAGER,
    fn: 'help',
    action: 'add',
    payload: (found) => ({ ...theHelp(found), note: '在菜场东门' }),
  },
  { by: RESPONDER, fn: 'help', action: 'position', isRead: true, payload: () => ({ point: HERE }) },
  { by: RESPONDER, fn: 'help', action: 'nearby', isRead: true },
  { by: OFFICE, fn: 'help', action: 'watch', isRead: true },
  { by: RESPONDER, fn: 'help', action: 'seen', isRead: true, payload: theHelp },
  accept,
  {
    by: RESPONDER,
    fn: 'help',
    action: 'contact',
    payload: (found) => ({ ...theHelp(found), who: 'requester' }),
  },
  { by: RESPONDER, fn: 'help', action: 'arrive', payload: theHelp },
  {
    by: RESPONDER,
    fn: 'help',
    action: 'handBack',
    payload: (found) => ({ ...theHelp(found), reason: '车坏了' }),
  },
  { ...accept, isScene: true },
  {
    by: RESPONDER,
    fn: 'help',
    action: 'resolve',
    payload: (found) => ({ ...theHelp(found), outcome: '已送卫生院' }),
  },
  { ...create, isScene: true },
  {
    by: VILLAGER,
    fn: 'help',
    action: 'cancel',
    payload: (found) => ({ ...theHelp(found), reason: 'safe' }),
  },
  {
    by: VILLAGER,
    fn: 'account',
    action: 'inbox',
    isRead: true,
    keep: (data) => ({ messageId: (data as { messages: { id: string }[] }).messages[0]?.id ?? '' }),
  },
  {
    by: VILLAGER,
    fn: 'account',
    action: 'markRead',
    payload: ({ messageId }) => ({ ids: [messageId] }),
  },
  { by: VILLAGER, fn: 'account', action: 'save', payload: () => ({ phone: '13900001234' }) },
  { by: VILLAGER, fn: 'account', action: 'consent', payload: () => ({ accepted: ['help'] }) },
  { by: VOLUNTEER, fn: 'account', action: 'standby', payload: () => ({ on: true }) },
]

function claimable(data: unknown): string {
  const { shifts } = data as { shifts: { id: string; mine: boolean; refusal: object | null }[] }
  const shift = shifts.find(({ mine, refusal }) => !mine && refusal === null)
  if (!shift) throw new Error('the demo township has no shift to claim')
  return shift.id
}
