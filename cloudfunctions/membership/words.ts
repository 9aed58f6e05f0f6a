import { clockRange, dayOf, spoken } from '../shared/time'
import type { Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { Duty } from '../shifts/rules'
import type { MemberState } from './dto'

const STATE_WORDS: Record<MemberState, string> = {
  active: '在队',
  suspended: '暂停巡逻',
  left: '已退队',
  revoked: '已被清退',
}

/** What people call a state of a membership. */
export function stateWords(state: MemberState): string {
  return STATE_WORDS[state]
}

/** `2027年12月31日`, the day (UTC+8) on which something ends. */
export function dayWords(at: Instant): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** The shifts someone was taken off, one a line; empty when there were none. */
export function dutyWords(duties: readonly Duty[], township: Township): string {
  return duties
    .map(({ startAt, endAt, areaId }) => {
      const area = township.areas.find(({ id }) => id === areaId)?.name ?? ''
      const [day, weekday] = spoken(startAt).split(' ')
      return `${day} ${weekday} ${clockRange(startAt, endAt)} ${area}`
    })
    .join('；')
}

/** Page of the caller's own file. */
export const OWN_FILE = '/packages/team/file/index'

/** Page of somebody's file. */
export function filePage(personId: string): string {
  return `${OWN_FILE}?id=${personId}`
}
