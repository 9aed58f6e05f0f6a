import type { MeDto } from '../../cloudfunctions/account/dto'
import type { Role } from '../../cloudfunctions/shared/values'

/** A page of the team's desk, for those whose role has work there. */
export interface WorkRow {
  label: string
  note: string
  icon: string
  url: string
}

const WORK: (WorkRow & { roles: readonly Role[] })[] = [
  {
    label: '审核报名',
    note: '谁报了名，通过还是不通过',
    icon: 'edit',
    url: '/packages/team/queue/index',
    roles: ['reviewer', 'leader', 'office'],
  },
  {
    label: '队伍情况',
    note: '还缺几人，缺什么样的人',
    icon: 'desk',
    url: '/packages/team/board/index',
    roles: ['reviewer', 'captain', 'deputy', 'office', 'leader'],
  },
  {
    label: '队员',
    note: '档案、保险、暂停、退出',
    icon: 'people',
    url: '/packages/team/members/index',
    roles: ['reviewer', 'captain', 'deputy', 'office', 'leader'],
  },
  {
    label: '培训场次',
    note: '排课、亮签到码、登记到场',
    icon: 'clock',
    url: '/packages/team/sessions/index',
    roles: ['trainer', 'office'],
  },
  {
    label: '实操考核',
    note: '一个场景一个场景打分',
    icon: 'check',
    url: '/packages/team/practice/index',
    roles: ['trainer'],
  },
]

/** The lines of 我的 for who reviews, leads or trains (S-02 … S-05, S-23). */
export function workRows({ roles }: Pick<MeDto, 'roles'>): WorkRow[] {
  const held = new Set(roles.map(({ role }) => role))
  return WORK.filter((row) => row.roles.some((role) => held.has(role))).map(({ label, note, icon, url }) => ({
    label,
    note,
    icon,
    url,
  }))
}
