import type { MemberEventDto, MemberState } from '../../cloudfunctions/membership/dto'
import type { SessionKind, Topic } from '../../cloudfunctions/shared/values'
import type { QuestionKind } from '../../cloudfunctions/training/dto'

/** The words of training, exam and the team's desk: one table, one word per thing everywhere. */

/** Kinds of session (S-23, S-24). */
export const SESSION_KIND: Record<SessionKind, string> = {
  theory: '理论课',
  practice: '实操课',
  topical: '专题培训',
  police: '派出所月训',
  drill: '应急演练',
  theoryExam: '理论考试',
  practiceExam: '实操考核',
}

/** Topics of the theory exam (S-24). */
export const TOPIC: Record<Topic, string> = {
  law: '治安管理处罚法',
  mediation: '人民调解法',
  firstAid: '急救',
  fire: '消防',
  fraud: '防骗',
  limits: '职责边界',
}

/** How a question is answered. */
export const QUESTION_KIND: Record<QuestionKind, string> = {
  single: '单选题，选一个',
  multiple: '多选题，对的都要选上',
  judge: '判断题',
}

/** States of a membership (S-22, S-26). */
export const MEMBER_STATE: Record<MemberState, string> = {
  active: '在队',
  suspended: '已暂停',
  left: '已退出',
  revoked: '已除名',
}

/** Why a village proposes that someone leaves (S-26). */
export const EXIT_KIND: Record<'absence' | 'discipline', string> = {
  absence: '长期不参加',
  discipline: '违反纪律',
}

/** What can happen to a membership. */
export const MEMBER_EVENT: Record<MemberEventDto['event'], string> = {
  certified: '拿到队员证',
  insured: '登记保险',
  suspended: '暂停巡逻',
  reinstated: '恢复巡逻',
  exitProposed: '村里提议退出',
  exitRefused: '没有同意退出',
  left: '自愿退出',
  revoked: '除名',
  marksIssued: '领取标识',
  marksReturned: '归还标识',
  renewed: '换发新证',
}

/** Marks that are handed out after certification (S-14). */
export const MARKS = ['红袖标', '工作证', '反光背心'] as const

/** Reasons to turn an application down, offered as choices; the applicant reads them. */
export const REJECT_REASONS = [
  '年龄不符合',
  '身体条件不适合',
  '长期不在本村',
  '名额已满',
  '资料不真实',
] as const

/** Reasons to say that an ID number is not the applicant's, offered as choices. */
export const NOT_SAME_REASONS = ['证件号码填错了', '证件不是本人的'] as const

/** Why someone looks at a number in full, offered as choices; it goes to the audit. */
export const UNMASK_REASONS = ['核对身份', '打电话联系', '办理保险'] as const

/** Reasons to suspend, offered as choices. */
export const SUSPEND_REASONS = ['身体原因', '外出务工', '多次缺岗', '违反纪律，待核实'] as const

/** Reasons to reinstate, offered as choices. */
export const REINSTATE_REASONS = ['身体恢复', '已经返乡', '核实清楚'] as const

/** Reasons of a proposal that someone leaves, offered as choices. */
export const EXIT_REASONS = ['连续三个月没有参加', '多次缺岗，劝过没有改', '超出义警能做的事'] as const

/** Reasons to decide a proposal, offered as choices. */
export const DECIDE_REASONS = ['情况属实', '情况不属实', '再给一次机会'] as const

/** Why someone leaves by themself, offered as choices. */
export const LEAVE_REASONS = ['外出务工', '身体原因', '家里有事', '没有时间'] as const

/** Why a session does not take place, offered as choices. */
export const CANCEL_SESSION_REASONS = ['老师有事', '天气原因', '场地有变', '报名人太少'] as const
