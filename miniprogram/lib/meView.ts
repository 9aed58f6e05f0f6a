import type { MeDto } from '../../cloudfunctions/account/dto'
import { ROLE, SKILL } from './labels'
import { dayText } from './time'

/** What 我的 shows of a person. */
export interface MeView {
  name: string
  initial: string
  village: string
  roles: string[]
  home: string
  volunteer: { standby: boolean; canStandby: boolean; state: string; facts: string } | null
  unread: string
  /** Who may say who does what: everybody's roles, or who leads the own village's team (S-02 … S-07). */
  appoints: 'roles' | 'leads' | null
}

/** A person for 我的: who they are in the scheme, in words. */
export function meView(me: MeDto, now: number): MeView {
  const name = me.name === '' ? '还没有填姓名' : me.name
  return {
    name,
    initial: me.name === '' ? '我' : me.name.slice(0, 1),
    village: me.village?.name ?? '还没有选村',
    roles: me.roles.map(({ role, village, team }) =>
      [team?.name ?? village?.name ?? '', ROLE[role]].filter(Boolean).join(' · '),
    ),
    home: me.home === null ? '' : me.home.text || '已存位置',
    volunteer: me.volunteer && {
      standby: me.volunteer.standby,
      // One who may no longer go out can still switch it off.
      canStandby: me.volunteer.standby || canGoOut(me.volunteer, now),
      state: stateOf(me.volunteer, now),
      facts: me.volunteer.qualifications.map((each) => SKILL[each]).join('、'),
    },
    unread: me.unread === 0 ? '' : `${me.unread} 条新的`,
    appoints: appointsOf(me),
  }
}

function appointsOf({ roles }: MeDto): MeView['appoints'] {
  if (roles.some(({ role }) => role === 'office')) return 'roles'
  return roles.some(({ role }) => role === 'reviewer') ? 'leads' : null
}

function isInsured({ insuredUntil }: NonNullable<MeDto['volunteer']>, now: number): boolean {
  return insuredUntil !== null && insuredUntil >= now
}

function canGoOut(volunteer: NonNullable<MeDto['volunteer']>, now: number): boolean {
  return volunteer.certified && !volunteer.suspended && isInsured(volunteer, now)
}

function stateOf(volunteer: NonNullable<MeDto['volunteer']>, now: number): string {
  if (volunteer.suspended) return '目前暂停巡逻，请联系队长'
  if (!volunteer.certified) return '还没有拿到巡逻队员证，请联系队长'
  if (volunteer.insuredUntil === null) return '还没有意外保险，请联系综治办'
  if (!isInsured(volunteer, now)) return '意外保险已过期，请联系综治办续保'
  return `意外保险到 ${dayText(volunteer.insuredUntil, now)}`
}
