import type {
  ApplicationDto,
  ApplicationEvent,
  ApplicationState,
  NextStep,
  NoticeDto,
  StepDto,
} from '../../cloudfunctions/recruitment/dto'
import type { TimelineStep } from './helpView'
import { APPLICATION_STATE, WISH } from './recruitLabels'
import { dateText, whenText } from './time'

/** What 我的报名 shows of an application (S-22). */
export interface WayView {
  id: string
  headline: string
  note: string
  tag: string
  tone: 'brand' | 'warn' | 'grey'
  /** Village and team. */
  place: string
  /** Why it ended without success; empty otherwise. */
  reason: string
  steps: TimelineStep[]
  /** The one thing to do now. */
  main: { words: string; url: string } | null
  canWithdraw: boolean
  /** The portrait for the certificate is still to come. */
  photoMissing: boolean
}

const TRAINING = '/packages/recruit/training/index'
const EXAM = '/packages/recruit/exam/index'
const CERTIFICATE = '/packages/recruit/certificate/index'

interface Next {
  headline: string
  note: string
  main: { words: string; url: string } | null
}

const NEXT: Record<Exclude<NextStep, 'none'>, Next> = {
  waitVillage: {
    headline: '等村里审核',
    note: '村里正在看你的报名，有结果会通知你，不用来问。',
    main: null,
  },
  waitTownship: {
    headline: '等乡里审核',
    note: '村里已经通过，乡领导小组再看一遍，有结果会通知你。',
    main: null,
  },
  attendTraining: {
    headline: '去参加培训',
    note: '挑方便的场次报名，到场扫码记课时。课时够了就能考试。',
    main: { words: '去培训', url: TRAINING },
  },
  takeExam: {
    headline: '可以考试了',
    note: '理论和实操两项都要考过。',
    main: { words: '去考试', url: EXAM },
  },
  takeResit: {
    headline: '还有一次补考',
    note: '上次有一项没考过。再准备一下，这次考过就行。',
    main: { words: '去补考', url: EXAM },
  },
  collectCertificate: {
    headline: '你是义警了',
    note: '队员证已经办好。保险买好以后就能报班。',
    main: { words: '看队员证', url: CERTIFICATE },
  },
}

const ENDED: Partial<Record<ApplicationState, Next>> = {
  rejected: { headline: '这次没有通过', note: '谢谢你愿意为村里出力。', main: null },
  eliminated: { headline: '考试没有通过', note: '谢谢你愿意为村里出力。过一阵可以再报名。', main: null },
  withdrawn: { headline: '已经撤回', note: '想来随时可以再报名。', main: null },
}

/** An application for its applicant. */
export function wayView(application: ApplicationDto, now: number): WayView {
  const { id, state, village, team, next, reason } = application
  const words = (next === 'none' ? ENDED[state] : NEXT[next]) ?? {
    headline: APPLICATION_STATE[state],
    note: '',
    main: null,
  }
  const failed = state === 'rejected' || state === 'eliminated'
  return {
    id,
    headline: words.headline,
    note: examNote(application) ?? words.note,
    tag: APPLICATION_STATE[state],
    tone: failed ? 'warn' : state === 'withdrawn' ? 'grey' : 'brand',
    place: `${village.name} · ${team.name}`,
    reason: failed ? (reason ?? '') : '',
    steps: stepsOf(application, now),
    main: words.main,
    canWithdraw: application.canWithdraw,
    photoMissing: next !== 'none' && next !== 'collectCertificate' && !application.hasPhoto,
  }
}

function examNote({ next, exam }: ApplicationDto): string | null {
  if (next !== 'takeExam' && next !== 'takeResit') return null
  if (exam.passed.includes('theory')) return '理论已经考过，还差实操。'
  return exam.passed.includes('practice') ? '实操已经考过，还差理论。' : null
}

const EVENT: Record<ApplicationEvent, string> = {
  apply: '已报名',
  villageApprove: '村里审核通过',
  villageReject: '村里没有通过',
  townshipApprove: '乡里审核通过，可以培训',
  townshipReject: '乡里没有通过',
  identityReject: '身份没有核对上',
  hoursReached: '课时学满，可以考试',
  partPassed: '考过一项',
  partFailed: '有一项没考过',
  allPassed: '都考过了，拿到队员证',
  withdraw: '已撤回',
}

const BAD: readonly ApplicationEvent[] = ['villageReject', 'townshipReject', 'identityReject', 'partFailed']

/** What is still to come in each state, in order. */
const TO_COME: Partial<Record<ApplicationState, string[]>> = {
  submitted: ['村里审核', '乡里审核', '培训', '考试', '拿到队员证'],
  villagePassed: ['乡里审核', '培训', '考试', '拿到队员证'],
  training: ['培训', '考试', '拿到队员证'],
  exam: ['考试', '拿到队员证'],
  resit: ['补考', '拿到队员证'],
}

/** What happened to an application and what is still to come. */
export function stepsOf(
  { state, timeline }: Pick<ApplicationDto, 'state' | 'timeline'>,
  now: number,
): TimelineStep[] {
  const done = timeline.map((step) => stepOf(step, now))
  const next = (TO_COME[state] ?? []).map((title, at) => ({
    title,
    note: '',
    done: false,
    alarm: false,
    current: at === 0,
  }))
  return [...done, ...next].map((step, key) => ({ key, ...step }))
}

function stepOf({ event, at, reason }: StepDto, now: number): Omit<TimelineStep, 'key'> {
  const said = reason === null || reason === '' ? '' : ` · ${reason}`
  return { title: EVENT[event], note: whenText(at, now) + said, done: true, alarm: BAD.includes(event) }
}

/** Where someone stands, in a few words for a line or a tile; null when there is nothing to say any more. */
export function wayNote(application: Pick<ApplicationDto, 'state' | 'next'> | null): string | null {
  if (application === null || application.state === 'withdrawn') return null
  return application.next === 'none' ? APPLICATION_STATE[application.state] : NEXT[application.next].headline
}

/** What the notice of recruitment shows (S-20, S-21). */
export interface NoticeView {
  title: string
  open: boolean
  conditions: string[]
  flow: { title: string; note: string }[]
  villages: { id: string; name: string; places: string; full: boolean; wishes: string }[]
  officePhone: string
}

/** The notice of recruitment in words. */
export function noticeView(notice: NoticeDto): NoticeView {
  const age = notice.maxAge === null ? '' : `，未满 ${notice.maxAge + 1} 周岁`
  return {
    title: `${notice.township}招义警`,
    open: notice.open,
    conditions: [
      `满 ${notice.minAge} 周岁${age}`,
      '身体健康，能走夜路',
      '没有犯罪记录',
      '能和人好好说话、沟通',
      '自己愿意，不强派',
    ],
    flow: [
      { title: '报名', note: '手机上填，大约 5 分钟' },
      { title: '村里和乡里审核', note: '结果会通知你，没通过会说原因' },
      { title: '培训', note: `理论 ${notice.theoryHours} 课时，实操 ${notice.practiceHours} 课时` },
      { title: '考试', note: `理论 ${notice.pass} 分及格，实操合格；可以补考一次` },
      { title: '领队员证，上岗', note: '乡里给买意外保险' },
    ],
    // Those that still look for people first; the others keep their order.
    villages: [...notice.villages]
      .sort((a, b) => Number(b.places > 0) - Number(a.places > 0))
      .map(({ village, places, wishes }) => ({
        id: village.id,
        name: village.name,
        full: places <= 0,
        places: places > 0 ? `还招 ${places} 人` : '已招满',
        wishes: places > 0 ? wishesText(wishes) : '',
      })),
    officePhone: notice.officePhone,
  }
}

function wishesText(wishes: NoticeDto['villages'][number]['wishes']): string {
  const wanted = wishes.filter((wish) => wish !== 'people').map((wish) => WISH[wish])
  return wanted.length === 0 ? '' : `希望有${wanted.join('、')}`
}

/** What the ID number says, to be confirmed: `男 · 46 周岁`. */
export function idWordsOf(check: { sex: 'male' | 'female'; age: number }): string {
  return `${check.sex === 'male' ? '男' : '女'} · ${check.age} 周岁`
}

/** The recommender's line about one recommendation. */
export function recommendationNote({
  taken,
  expiresAt,
  village,
}: {
  taken: boolean
  expiresAt: number
  village: { name: string }
}): string {
  return `${village.name} · ${taken ? '已经报名' : `还没有报名，${dateText(expiresAt)}前有效`}`
}

/** Those who may decide an application from a village, to declare relatives among (S-08). */
export function relativesIn(
  reviewers: readonly { personId: string; name: string; village: { id: string; name: string } | null }[],
  villageId: string,
): { value: string; words: string }[] {
  return reviewers
    .filter(({ village }) => village === null || village.id === villageId)
    .map(({ personId, name, village }) => ({
      value: personId,
      words: `${name}（${village === null ? '乡领导小组' : '村委'}）`,
    }))
}
