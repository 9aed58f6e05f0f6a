import type { InvitationDto, StaffDto, TeamLeadsDto } from '../../../cloudfunctions/office/dto'
import { STAFF_ROLES } from '../../../cloudfunctions/office/rules'
import {
  invitationView,
  leadViews,
  placeQuestion,
  STAFF_DUTY,
  staffView,
} from '../../../miniprogram/lib/officeView'

const NOW = Date.parse('2026-11-25T18:00:00+08:00')
const DAY = 86_400_000
const jingxi = { id: 'jingxi', name: '荆溪村' }
const shishi = { id: 'shishi', name: '石室社区' }

const staff: StaffDto = {
  people: [
    { personId: 'p_1', name: '李综治', roles: [{ role: 'office', village: null, team: null }], me: true },
    { personId: 'p_2', name: '王综治', roles: [{ role: 'office', village: null, team: null }], me: false },
    {
      personId: 'p_3',
      name: '周书记',
      roles: [
        { role: 'reviewer', village: jingxi, team: null },
        { role: 'leader', village: null, team: null },
      ],
      me: false,
    },
    {
      personId: 'p_4',
      name: '陈队长',
      roles: [{ role: 'captain', village: jingxi, team: { id: 'team-jingxi', name: '荆溪村队' } }],
      me: false,
    },
  ],
  invitations: [
    {
      id: 'invitation_1',
      role: 'reviewer',
      village: shishi,
      team: null,
      note: '石室书记',
      expiresAt: NOW + DAY,
    },
  ],
  teams: [
    {
      team: { id: 'team-jingxi', name: '荆溪村队' },
      captain: { id: 'p_4', name: '陈队长' },
      deputy: null,
    },
  ],
}

describe('the staff', () => {
  const view = staffView(staff, [jingxi, shishi], NOW)
  const group = (role: string) => view.groups.find((each) => each.role === role)

  it('has a group for every role that can be given, once', () => {
    expect(STAFF_DUTY.map(({ role }) => role).sort()).toEqual([...STAFF_ROLES].sort())
  })

  it('names people in each of their roles, and lets nobody take their own place in the office', () => {
    expect(group('office')?.holders.map(({ name, me, canRevoke }) => [name, me, canRevoke])).toEqual([
      ['李综治', true, false],
      ['王综治', false, true],
    ])
    expect(group('reviewer')?.holders[0]).toMatchObject({
      name: '周书记',
      village: '荆溪村',
      canRevoke: true,
    })
    expect(group('leader')?.holders[0]?.name).toBe('周书记')
  })

  it('says what is still to be filled', () => {
    expect(group('reviewer')?.missing).toBe('还没有村委的村：石室社区')
    expect(group('trainer')?.missing).toBe('还没有人')
    expect(group('office')?.missing).toBe('')
  })

  it('lists open invitations and who leads each team', () => {
    expect(view.invitations).toEqual([
      { id: 'invitation_1', title: '石室社区 · 村委', note: '石室书记', until: '到明天' },
    ])
    expect(view.teams[0]).toMatchObject({ note: '队长 陈队长 · 副队长 还没有', value: '待定' })
  })
})

describe('an invitation', () => {
  const invitation: InvitationDto = {
    role: 'reviewer',
    village: jingxi,
    township: '石室乡',
    byName: '李综治',
    note: '荆溪村支书',
    state: 'open',
    expiresAt: NOW + 7 * DAY,
    mine: false,
    own: false,
    manages: false,
    nameNeeded: true,
  }

  it('says who asks, for what, and until when', () => {
    expect(invitationView(invitation, NOW)).toMatchObject({
      lead: '石室乡邀请你担任',
      title: '荆溪村 · 村委',
      facts: '邀请人：李综治\n给谁：荆溪村支书\n12月2日 周三前有效，只能接受一次',
      share: '石室乡邀请你担任荆溪村村委',
      outcome: '',
    })
  })

  it.each([
    ['somebody', {}, true, false],
    ['its inviter', { own: true, manages: true }, false, true],
    ['another of the office', { manages: true }, true, true],
    ['anyone once taken', { state: 'taken', manages: true }, false, false],
    ['anyone once run out', { state: 'expired' }, false, false],
  ] as const)('offers %s what they can do', (_, over, canAccept, canManage) => {
    expect(invitationView({ ...invitation, ...over }, NOW)).toMatchObject({ canAccept, canManage })
  })

  it('says what became of it', () => {
    const outcome = (over: Partial<InvitationDto>): string =>
      invitationView({ ...invitation, ...over }, NOW).outcome
    expect(outcome({ state: 'taken', mine: true })).toContain('你已经接受了')
    expect(outcome({ state: 'taken' })).toContain('已经有人接受了')
    expect(outcome({ state: 'expired' })).toContain('过期')
  })
})

describe('who leads a team', () => {
  const member = (name: string, over: Partial<TeamLeadsDto['members'][number]> = {}) => ({
    personId: `p_${name}`,
    name,
    place: 'volunteer' as const,
    mayLead: true,
    me: false,
    ...over,
  })
  const members = [
    member('陈', { place: 'captain' }),
    member('李'),
    member('停', { mayLead: false }),
    member('停副', { mayLead: false, place: 'deputy' }),
    member('我', { me: true }),
  ]

  it('offers the changes that make sense, and none about oneself', () => {
    expect(leadViews(members).map(({ name, changes }) => [name, changes.map(({ as }) => as)])).toEqual([
      ['陈', ['deputy', 'volunteer']],
      ['李', ['captain', 'deputy']],
      ['停', []],
      ['停副', ['volunteer']],
      ['我（我）', []],
    ])
  })

  it('says who steps back before it happens', () => {
    expect(placeQuestion(members, 'p_李', 'captain')).toEqual({
      title: '让李当队长？',
      text: '陈会改回队员。两个人都会收到通知。',
    })
    expect(placeQuestion(members.slice(0, 2), 'p_李', 'deputy').text).toBe('他会收到通知。')
    expect(placeQuestion(members, 'p_陈', 'volunteer').title).toBe('让陈改回队员？')
  })
})
