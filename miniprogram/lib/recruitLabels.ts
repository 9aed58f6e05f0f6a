import type { CertificateState } from '../../cloudfunctions/membership/dto'
import type { ApplicationState, Wish } from '../../cloudfunctions/recruitment/dto'
import type { Priority, Qualification, Sex } from '../../cloudfunctions/shared/values'

/** The words of recruitment and certificate: one table, one word per thing everywhere. */

/** Priority groups (S-11). */
export const PRIORITY: Record<Priority, string> = {
  party: '党员',
  veteran: '退伍军人',
  worthy: '乡贤',
  grid: '网格员',
  young: '青年',
}

/** Sex, as the ID number says it. */
export const SEX: Record<Sex, string> = { male: '男', female: '女' }

/** States of an application (S-22). */
export const APPLICATION_STATE: Record<ApplicationState, string> = {
  submitted: '等村里审核',
  villagePassed: '等乡里审核',
  training: '培训中',
  exam: '可以考试',
  resit: '等补考',
  certified: '已发证',
  rejected: '没有通过',
  eliminated: '考试没通过',
  withdrawn: '已撤回',
}

/** What the next recruit of a team should bring, after 希望有 (S-11). */
export const WISH: Record<Wish, string> = {
  people: '更多人手',
  woman: '女队员',
  party: '党员',
  young: '青壮年',
}

/** What anyone is told of a certificate. */
export const CERTIFICATE_STATE: Record<CertificateState, string> = {
  valid: '有效',
  suspended: '已暂停',
  expired: '已过期',
  revoked: '已注销',
}

/** Groups to choose from in the form; age is taken from the ID number. */
export const PRIORITY_CHOICES = (['party', 'veteran', 'worthy', 'grid'] as const).map((value) => ({
  value,
  words: PRIORITY[value],
}))

/** Skills to choose from in the form; veterans are asked about among the groups. */
export const SKILL_CHOICES: { value: Exclude<Qualification, 'veteran'>; words: string }[] = [
  { value: 'firstAid', words: '会急救' },
  { value: 'driver', words: '会开车' },
  { value: 'mediator', words: '会劝架、调解' },
  { value: 'dialect', words: '会说本地话' },
]

/** The two answers about health; neither is preset. */
export const HEALTH_CHOICES = [
  { value: 'healthy', title: '身体好', note: '能走夜路，能站两个小时' },
  { value: 'limited', title: '有些不方便', note: '比如腰腿不好、有慢性病' },
]

/** The two answers about a criminal record; neither is preset. */
export const RECORD_CHOICES = [
  { value: 'none', title: '没有', note: '从来没有过犯罪记录' },
  { value: 'has', title: '有过', note: '按规定不能当巡逻队员' },
]

/** Why somebody takes their application back, offered as choices. */
export const WITHDRAW_REASONS = ['家里有事', '没有时间', '身体不舒服', '不想说'] as const

/** The words people consent to before they give anything (S-21; PIPL articles 17, 29, 30). */
export const CONSENT_WORDS = [
  {
    title: '要填什么',
    lines: ['姓名、身份证号、电话、照片、在哪个村', '健康情况、有没有犯罪记录，这两样是敏感信息'],
  },
  {
    title: '用来做什么',
    lines: ['看你合不合条件：年龄、身体、有没有犯罪记录', '安排培训、考试，办队员证，买意外保险'],
  },
  {
    title: '谁能看到',
    lines: [
      '你们村的审核人、乡领导小组、综治办',
      '身份证号和电话加密保存，平时只显示几位，谁看过全部都有记录',
      '队员证上只有姓名、照片和队伍',
    ],
  },
  {
    title: '留多久',
    lines: ['没有通过或者撤回的，半年后自动删掉', '当了义警的，退出后可以自己删'],
  },
  {
    title: '后悔了怎么办',
    lines: ['在“我的报名”里点“撤回同意”，资料马上删掉', '不同意也能求助、看巡逻，只是不能报名'],
  },
]

/** What someone who meets a volunteer should know (S-92). */
export const LIMITS = ['义警是志愿者，不是警察', '不能查身份证、搜身、扣人扣东西', '不能收钱、罚款']
