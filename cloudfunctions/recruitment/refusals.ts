import { refusal, type Refusal } from '../shared/refusal'
import { DAY, dayOf } from '../shared/time'
import type { Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { ApplyRefusalCode, DecideRefusalCode } from './dto'
import type { IdRefusalCode } from './idNumber'
import type { Applicant, Application } from './record'
import type { AgeRefusalCode } from './rules'
import { notAllowedNow } from './store'
import { stateWords } from './words'

const ID_WORDS: Record<IdRefusalCode, string> = {
  ID_LENGTH_15: '这是 15 位的老号码，请填二代身份证上的 18 位号码。',
  ID_FORMAT: '身份证号应是 18 位，最后一位可以是 X，请对照身份证检查。',
  ID_DATE: '身份证号里的出生日期不对，请对照身份证检查。',
  ID_CHECKSUM: '身份证号有一位填错了，请对照身份证检查。',
}

/** The refusal of a text that is no ID number. */
export function idRefused(code: IdRefusalCode): Refusal {
  return refusal(code, ID_WORDS[code])
}

/** The refusal of an age, with the boundary said in words (S-11). */
export function ageRefused(code: AgeRefusalCode, { recruitment }: Township): Refusal {
  return code === 'TOO_YOUNG'
    ? refusal(code, `要满 ${recruitment.minAge} 周岁才能报名，过了生日再来吧。`)
    : refusal(code, `报名要求未满 ${(recruitment.maxAge ?? 0) + 1} 周岁，谢谢你的热心。`)
}

/** Why someone cannot apply now, in words. */
export function applyWords(
  code: ApplyRefusalCode,
  applicant: Applicant | null,
  { recruitment, officePhone }: Township,
): string {
  switch (code) {
    case 'CLOSED':
      return `现在暂停招募，想了解请打综治办电话 ${officePhone}。`
    case 'CONSENT_NEEDED':
      return '请先看过并同意个人信息说明，再报名。'
    case 'ALREADY_APPLYING':
      return '你已经有一份报名在办理，不用再报。'
    case 'ALREADY_VOLUNTEER':
      return '你已经是义警队员，不用再报。'
    case 'ELIMINATED_RECENTLY':
      return `上次考核没有通过，${spokenDay((applicant?.eliminatedAt ?? 0) + recruitment.eliminatedPause * DAY)}起可以再报名。`
  }
}

/** `2027年5月24日` in UTC+8. */
function spokenDay(at: Instant): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** Why someone may not decide an application, in words (S-08). */
export function decideWords(code: DecideRefusalCode, application: Pick<Application, 'state'>): string {
  switch (code) {
    case 'OWN_CASE':
      return '这是你自己的报名，要由别人来审。'
    case 'RELATIVE':
      return '报名人说你是亲属，要由别人来审。'
    case 'RECUSED':
      return '你已经回避了这份报名，由别人来审。'
    case 'IDENTITY_CHECK':
      return '要等综治办核对身份后再审。'
    case 'DECIDED_BEFORE':
      return '村里那一关是你审的，终审要换一个人。'
    case 'NOT_WAITING':
      return `这份报名现在是“${stateWords(application.state)}”，不用你来审。`
  }
}

/** The refusal of a decision. */
export function decideRefused(code: DecideRefusalCode, application: Application): Refusal {
  return code === 'NOT_WAITING' ? notAllowedNow(application) : refusal(code, decideWords(code, application))
}
