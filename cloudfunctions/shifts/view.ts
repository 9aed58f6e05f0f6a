import { refusal, type Refusal } from '../shared/refusal'
import { clockRange, spoken } from '../shared/time'
import { villageOf, type Township } from '../shared/township'
import { holds, type Me } from '../shared/people'
import type { Instant, Qualification } from '../shared/values'
import type { ShiftDetailDto, ShiftDto } from './dto'
import {
  claimRefusal,
  missingFor,
  releaseDeadline,
  type ClaimRefusal,
  type Duty,
  type ReleaseRefusalCode,
  type Shift,
} from './rules'

/** What people call a qualification. */
export const QUALIFICATION_WORDS: Record<Qualification, string> = {
  veteran: '退伍军人',
  firstAid: '会急救的',
  driver: '会开车的',
  mediator: '会调解的',
  dialect: '会说本地话的',
}

function areaName(township: Township, areaId: string): string {
  return township.areas.find((area) => area.id === areaId)?.name ?? '已撤销的区域'
}

/** A claim's refusal in words. */
export function claimWords(reason: ClaimRefusal, township: Township): string {
  switch (reason.code) {
    case 'SHIFT_CANCELLED':
      return '这个班已经取消了。'
    case 'SHIFT_STARTED':
      return '这个班已经开始，不能再报名。'
    case 'NOT_CERTIFIED':
      return '拿到巡逻队员证后才能报班。'
    case 'SUSPENDED':
      return '你目前暂停巡逻，请联系队长。'
    case 'UNINSURED':
      return '你的意外保险到那天已过期，请先联系综治办续保。'
    case 'NOT_OPEN_TO_YOU':
      return '这个班只招本村队员。'
    case 'ALREADY_CLAIMED':
      return '你已经报了这个班。'
    case 'OVERLAPS':
      return `和你 ${clockRange(reason.other.startAt, reason.other.endAt)} ${areaName(township, reason.other.areaId)}的班时间重叠，同一时间只能上一个班。`
    case 'SHIFT_FULL':
      return '这个班刚刚满了，看看别的班吧。'
    case 'QUALIFICATION_NEEDED':
      return `剩下的位置要留给${QUALIFICATION_WORDS[reason.need.qualification]}。`
  }
}

/** A claim's refusal, to throw. */
export function claimRefused(reason: ClaimRefusal, township: Township): Refusal {
  return refusal(reason.code, claimWords(reason, township))
}

/** A release's refusal, to throw. */
export function releaseRefused(code: ReleaseRefusalCode, township: Township): Refusal {
  const words: Record<ReleaseRefusalCode, string> = {
    NOT_YOURS: '不在这个班里，不用退。',
    SHIFT_STARTED: '班已经开始，不能退了。有急事请打电话给队长。',
    TOO_LATE: `开班前 ${spokenMinutes(township.shifts.releaseBefore)}内不能自己退班，请打电话给队长。`,
  }
  return refusal(code, words[code])
}

function spokenMinutes(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`
}

/** What to call a shift in a message: `11月25日 周三 19:00 景区入口`. */
export function shiftTitle(shift: { startAt: Instant; areaId: string }, township: Township): string {
  return `${spoken(shift.startAt)} ${areaName(township, shift.areaId)}`
}

/** The shift as the caller may see it. */
export function shiftView(
  shift: Shift,
  context: { me: Me; township: Township; now: Instant },
  duties: readonly Duty[],
): ShiftDto {
  const { me, township, now } = context
  const area = township.areas.find((each) => each.id === shift.areaId)
  const mine = shift.crew.some((each) => each.personId === me.id)
  const reason = mine ? null : claimRefusal(shift, me.id, me.person?.volunteer ?? null, duties, now)
  return {
    id: shift._id,
    day: shift.day,
    startAt: shift.startAt,
    endAt: shift.endAt,
    area: { id: shift.areaId, name: areaName(township, shift.areaId) },
    village: villageOf(township, shift.villageId) ?? { id: shift.villageId, name: '' },
    route: area?.route ?? '',
    meet: area?.meet ?? '',
    min: shift.min,
    max: shift.max,
    taken: shift.crew.length,
    free: Math.max(0, shift.max - shift.crew.length),
    status: shift.status,
    needs: shift.needs.map((need) => ({ ...need, missing: missingFor(need, shift.crew) })),
    mine,
    refusal: reason && { code: reason.code, message: claimWords(reason, township) },
    releaseBy: mine ? releaseDeadline(shift, township.shifts.releaseBefore) : null,
  }
}

/** The shift with its crew; the names are for those in the scheme. */
export function shiftDetail(
  shift: Shift,
  context: { me: Me; township: Township; now: Instant },
  duties: readonly Duty[],
): ShiftDetailDto {
  const inScheme = (context.me.person?.roles.length ?? 0) > 0
  return {
    ...shiftView(shift, context, duties),
    crew: inScheme
      ? shift.crew.map((each) => ({
          personId: each.personId,
          name: each.name,
          me: each.personId === context.me.id,
        }))
      : [],
    canReleaseMembers:
      context.now < shift.startAt &&
      (holds(context.me, 'office') || shift.crew.some((each) => leads(context.me, each.teamId))),
  }
}

/** Whether the caller is captain or deputy of a team. */
export function leads(me: Me, teamId: string): boolean {
  return holds(me, 'captain', { teamId }) || holds(me, 'deputy', { teamId })
}
