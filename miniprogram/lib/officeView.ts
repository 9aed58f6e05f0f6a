import type {
  InvitationDto,
  StaffDto,
  StaffRole,
  TeamLeadsDto,
  TeamPlace,
} from '../../cloudfunctions/office/dto'
import type { Named } from '../../cloudfunctions/shared/values'
import { ROLE } from './labels'
import { dayText } from './time'

/** Roles given by invitation, in the order in which a township fills them, with what each is for (S-03 … S-07). */
export const STAFF_DUTY: readonly { role: StaffRole; duty: string }[] = [
  { role: 'office', duty: '值班、调度、登记保险，管人员和邀请' },
  { role: 'leader', duty: '终审报名，批准退出' },
  { role: 'reviewer', duty: '初审本村的报名，定本村的队长' },
  { role: 'police', duty: '看求助进展，联系派出所' },
  { role: 'department', duty: '接办转来的事情' },
  { role: 'trainer', duty: '排课、点名、考核' },
  { role: 'auditor', duty: '查看经费台账' },
]

/** Reasons to take a role back, offered as choices; the person reads them. */
export const REVOKE_REASONS = ['换届了', '工作调动', '发错人了'] as const

/** A role with its village, as it stands in a title: `荆溪村 · 村委`. */
export function roleText(role: StaffRole, village: Named | null): string {
  return [village?.name ?? '', ROLE[role]].filter(Boolean).join(' · ')
}

/** A person in one role, with what taking it back needs. */
export interface HolderView {
  key: string
  personId: string
  name: string
  village: string
  villageId: string
  me: boolean
  canRevoke: boolean
}

/** People of one role. */
export interface RoleGroup {
  role: StaffRole
  title: string
  duty: string
  holders: HolderView[]
  /** What is still to be filled; empty when nothing is. */
  missing: string
}

/** The page of the staff. */
export interface StaffView {
  invitations: { id: string; title: string; note: string; until: string }[]
  groups: RoleGroup[]
  teams: { id: string; name: string; note: string; value: string }[]
}

/** The staff by role, with what is missing, for the office. */
export function staffView(staff: StaffDto, villages: readonly Named[], now: number): StaffView {
  return {
    invitations: staff.invitations.map(({ id, role, village, note, expiresAt }) => ({
      id,
      title: roleText(role, village),
      note,
      until: `到${dayText(expiresAt, now)}`,
    })),
    groups: STAFF_DUTY.map(({ role, duty }) => groupOf(role, duty, staff, villages)),
    teams: staff.teams.map(({ team, captain, deputy }) => ({
      id: team.id,
      name: team.name,
      note: `队长 ${captain?.name ?? '还没有'} · 副队长 ${deputy?.name ?? '还没有'}`,
      value: captain && deputy ? '' : '待定',
    })),
  }
}

function groupOf(role: StaffRole, duty: string, staff: StaffDto, villages: readonly Named[]): RoleGroup {
  const holders = staff.people.flatMap(({ personId, name, roles, me }) =>
    roles
      .filter((each) => each.role === role)
      .map(({ village }): HolderView => ({
        key: `${personId} ${village?.id ?? ''}`,
        personId,
        name: name === '' ? '没有填姓名' : name,
        village: village?.name ?? '',
        villageId: village?.id ?? '',
        me,
        // Nobody leaves the office without a colleague knowing (S-08).
        canRevoke: !(me && role === 'office'),
      })),
  )
  const filled = new Set(holders.map(({ villageId }) => villageId))
  const without = role === 'reviewer' ? villages.filter(({ id }) => !filled.has(id)) : []
  const missing =
    without.length > 0 && holders.length > 0
      ? `还没有村委的村：${without.map(({ name }) => name).join('、')}`
      : holders.length === 0
        ? '还没有人'
        : ''
  return { role, title: ROLE[role], duty, holders, missing }
}

/** The page of an invitation. */
export interface InvitationView {
  title: string
  duty: string
  lead: string
  facts: string
  /** What became of it; empty while it can be accepted. */
  outcome: string
  nameNeeded: boolean
  canAccept: boolean
  /** Passing it on and taking it back. */
  canManage: boolean
  share: string
}

/** An invitation in words, with what the person can do about it. */
export function invitationView(invitation: InvitationDto, now: number): InvitationView {
  const { role, village, township, byName, note, state, mine, own, manages, nameNeeded } = invitation
  const title = roleText(role, village)
  const open = state === 'open'
  return {
    title,
    duty: STAFF_DUTY.find((each) => each.role === role)?.duty ?? '',
    lead: own ? '你发出的邀请，担任' : `${township}邀请你担任`,
    facts: [
      byName === '' ? '' : `邀请人：${byName}`,
      `给谁：${note}`,
      open ? `${dayText(invitation.expiresAt, now)}前有效，只能接受一次` : '',
    ]
      .filter(Boolean)
      .join('\n'),
    outcome: open ? '' : outcomeOf(state, mine),
    nameNeeded,
    canAccept: open && !own,
    canManage: open && manages,
    share: `${township}邀请你担任${title.replace(' · ', '')}`,
  }
}

function outcomeOf(state: 'taken' | 'expired', mine: boolean): string {
  if (state === 'expired') return '这个邀请已经过期，请乡综治办再发一次。'
  return mine ? '你已经接受了，现在就能用。' : '这个邀请已经有人接受了。如果应该是你，请马上联系乡综治办。'
}

/** Words of a place in a team. */
export const PLACE: Record<TeamPlace, string> = { captain: '队长', deputy: '副队长', volunteer: '队员' }

/** A change that can be made to a member's place. */
export interface PlaceChange {
  as: TeamPlace
  words: string
}

/** A member on the page of who leads a team. */
export interface LeadView {
  personId: string
  name: string
  place: string
  leads: boolean
  /** Why nothing can be changed; empty when something can. */
  note: string
  changes: PlaceChange[]
}

const CHANGES: readonly PlaceChange[] = [
  { as: 'captain', words: '设为队长' },
  { as: 'deputy', words: '设为副队长' },
  { as: 'volunteer', words: '改回队员' },
]

/** The members of a team with what can be changed about each (S-02, S-08). */
export function leadViews(members: TeamLeadsDto['members']): LeadView[] {
  return members.map(({ personId, name, place, mayLead, me }) => ({
    personId,
    name: me ? `${name}（我）` : name,
    place: PLACE[place],
    leads: place !== 'volunteer',
    note: me ? '不能任命自己，请综治办来办' : mayLead ? '' : '没有有效队员证或暂停中，不能当队长、副队长',
    changes: me ? [] : CHANGES.filter(({ as }) => as !== place && (mayLead || as === 'volunteer')),
  }))
}

/** What is asked before a place changes: who it is, and who steps back. */
export function placeQuestion(
  members: TeamLeadsDto['members'],
  personId: string,
  as: TeamPlace,
): { title: string; text: string } {
  const name = members.find((each) => each.personId === personId)?.name ?? ''
  if (as === 'volunteer')
    return { title: `让${name}改回队员？`, text: '他还是队员，巡逻照常。我们会告诉他。' }
  const former = members.find(({ place }) => place === as)
  return {
    title: `让${name}当${PLACE[as]}？`,
    text: former ? `${former.name}会改回队员。两个人都会收到通知。` : '他会收到通知。',
  }
}
