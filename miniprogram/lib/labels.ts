import type { HelpEventDto, HelpFlag, HelpStatus } from '../../cloudfunctions/help/dto'
import type { HelpKind, Qualification, Role } from '../../cloudfunctions/shared/values'

/** The words of the screens: one table, one word per thing everywhere. */

/** Kinds of help request (S-45). */
export const HELP_KIND: Record<HelpKind, string> = {
  missing: '有人走失',
  illness: '突发急病',
  hazard: '有险情',
  other: '其他急事',
}

/** What a kind is for, in the words of the person who needs it. */
export const HELP_KIND_NOTE: Record<HelpKind, string> = {
  missing: '老人、小孩不见了',
  illness: '晕倒、摔伤、喘不上气',
  hazard: '起火、触电、落水、塌方',
  other: '说不清也能求助',
}

/** States of a help request. */
export const HELP_STATUS: Record<HelpStatus, string> = {
  open: '等人接单',
  accepted: '有人赶来',
  arrived: '已到场',
  resolved: '已办结',
  cancelled: '已取消',
}

/** Whom an offer or an escalation went to. */
export const TOLD: Record<NonNullable<HelpEventDto['told']>, string> = {
  onDuty: '附近在岗义警',
  standby: '本村待命义警',
  wider: '邻村义警',
  captain: '队长',
  office: '乡综治办',
  leader: '领导小组',
}

/** Roles (S-01 … S-07). */
export const ROLE: Record<Role, string> = {
  volunteer: '义警',
  deputy: '副队长',
  captain: '队长',
  reviewer: '村委',
  office: '乡综治办',
  leader: '领导小组',
  police: '派出所联络员',
  department: '部门',
  trainer: '教官',
  auditor: '审计',
}

/** Whom a shift may ask for (S-32): 须有 1 名会急救的. */
export const QUALIFICATION: Record<Qualification, string> = {
  veteran: '退伍军人',
  firstAid: '会急救的',
  driver: '会开车的',
  mediator: '会调解的',
  dialect: '会说本地话的',
}

/** What a volunteer brings, in a list of their own. */
export const SKILL: Record<Qualification, string> = {
  veteran: '退伍军人',
  firstAid: '会急救',
  driver: '会开车',
  mediator: '会调解',
  dialect: '会说本地话',
}

/** What whoever answers a request should know before they set out (S-45). */
export const HELP_FLAG: Record<HelpFlag, string> = {
  NO_LOCATION: '位置不知道，先打电话问',
  FAR_LOCATION: '定位在外地，可能是替人求助，先打电话问',
  ODD_CONTENT: '有些内容没能识别',
  FREQUENT: '一小时内多次求助',
  RISKY_TEXT: '文字里有不妥的内容',
}

/** Numbers that come before everything else when life is in danger (S-45). */
export const EMERGENCY = [
  { number: '110', name: '报警' },
  { number: '119', name: '火警' },
  { number: '120', name: '急救' },
] as const

/** For whom one may ask, offered as choices. */
export const FOR_WHOM = ['奶奶', '爷爷', '爸爸', '妈妈', '孩子', '邻居', '路人'] as const

/** Reasons to give back a shift, offered as choices. */
export const RELEASE_REASONS = ['家里有事', '身体不舒服', '要加班', '记错时间了'] as const

/** Reasons to hand back a request, offered as choices. */
export const HAND_BACK_REASONS = ['路走不通', '离得太远', '身体不舒服', '手上还有别的求助'] as const

/** Outcomes of a request, offered as choices. */
export const OUTCOMES = [
  '人已找到，平安',
  '已送医院',
  '已交给 110 / 119 / 120',
  '险情已排除',
  '已安抚，没有大碍',
] as const

/** Why a requester ends their own request. */
export const CANCEL_REASONS = [
  { reason: 'safe', words: '我安全了' },
  { reason: 'mistake', words: '按错了' },
  { reason: 'other', words: '不需要了' },
] as const

/** What a message is about. */
export const MESSAGE_KIND: Record<'help' | 'shift' | 'notice', string> = {
  help: '求助',
  shift: '排班',
  notice: '公告',
}

/** What volunteers may and may not do (S-92), and what happens to people's data. */
export const ABOUT = {
  can: ['巡逻、看到隐患就上报', '有人求助，就近赶去帮忙', '劝一劝邻里的小纠纷', '讲防骗、防火、交通安全'],
  cannot: ['盘问、搜身、扣人、扣东西', '罚款、没收', '强行进入别人家里', '把知道的私事说出去'],
  privacy: [
    '位置、照片、电话只用来找到求助的人，只给来帮忙的人看。',
    '电话加密保存，谁看过都有记录。',
    '不上班、不待命的时候，不记义警的位置。',
    '姓名、地址、电话随时可以在“我的资料”里改掉或清空。',
  ],
}
