import type { Session } from '../../../cloudfunctions/training/record'
import { personId } from '../../../cloudfunctions/shared/ids'
import type { Grant } from '../../../cloudfunctions/shared/people'
import { DAY, instantOf, MINUTE } from '../../../cloudfunctions/shared/time'
import type { Township } from '../../../cloudfunctions/shared/township'
import { person, shift, staff, township } from '../../support/builders'

/** The small township of the model test: who is in it, what they may do, and the records it begins with. */

/** When every sequence begins: a Wednesday morning, at an odd time that no sum of ticks hits again. */
export const START = instantOf('2026-11-25', '10:03')

export const APPLICANTS = ['an', 'bo', 'chen', 'ding', 'fang'] as const
/** Someone who may apply; by openid. */
export type Applicant = (typeof APPLICANTS)[number]

export const STAFF = ['rui', 'rong', 'qiu', 'lead', 'both', 'office', 'tutor', 'coach'] as const
/** Someone on the staff; by openid. */
export type Staff = (typeof STAFF)[number]

/** Anybody of the cast. */
export type Actor = Applicant | Staff

/** Person id of somebody of the cast. */
export const idOf = (who: Actor): string => personId(who)

/** The village each applicant applies in, and its team. */
export const HOMES: Record<Applicant, { village: Village; team: string; name: string }> = {
  an: { village: 'jingxi', team: 'team-jingxi', name: '安一' },
  bo: { village: 'jingxi', team: 'team-jingxi', name: '柏二' },
  chen: { village: 'jingxi', team: 'team-jingxi', name: '陈三' },
  ding: { village: 'jingxi', team: 'team-jingxi', name: '丁四' },
  fang: { village: 'qixi', team: 'team-qixi', name: '方五' },
}

/** The two villages. */
export type Village = 'jingxi' | 'qixi'

/** What someone's offices let them do (S-03 … S-07). */
export interface Office {
  reviews: Village | null
  leader: boolean
  office: boolean
  trainer: boolean
}

const nothing: Office = { reviews: null, leader: false, office: false, trainer: false }

/** Chen trains others and Ding reviews, so that they come upon their own cases. */
export const OFFICES: Record<Actor, Office> = {
  an: nothing,
  bo: nothing,
  chen: { ...nothing, trainer: true },
  ding: { ...nothing, reviews: 'jingxi' },
  fang: nothing,
  rui: { ...nothing, reviews: 'jingxi' },
  rong: { ...nothing, reviews: 'jingxi' },
  qiu: { ...nothing, reviews: 'qixi' },
  lead: { ...nothing, leader: true },
  both: { ...nothing, reviews: 'jingxi', leader: true },
  office: { ...nothing, office: true },
  tutor: { ...nothing, trainer: true },
  coach: { ...nothing, trainer: true },
}

/** Reviewers of a village. */
export const REVIEWERS: Record<Village, readonly Actor[]> = {
  jingxi: ['ding', 'rui', 'rong', 'both'],
  qixi: ['qiu'],
}

/** Whom an applicant may declare as relatives among those who decide (S-08). */
export const KIN: Record<Village, Record<'nobody' | 'reviewer' | 'leader' | 'trainer', readonly Actor[]>> = {
  jingxi: { nobody: [], reviewer: ['rui'], leader: ['lead'], trainer: ['tutor'] },
  qixi: { nobody: [], reviewer: ['qiu'], leader: ['lead'], trainer: ['tutor'] },
}
/** One choice of relatives. */
export type Kin = keyof (typeof KIN)['jingxi']

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A valid ID number of GB 11643 from its first 17 digits. */
function idNumber(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return `${digits}${'10X98765432'.charAt(sum % 11)}`
}

/** Everyone's own ID number. */
export const ID_NUMBERS: Record<Applicant, string> = {
  an: idNumber('33080219900101001'),
  bo: idNumber('33080219850615002'),
  chen: idNumber('33080219781231003'),
  ding: idNumber('33080219920229004'),
  fang: idNumber('33080220000810005'),
}

/** Places in a team; few, so that teams fill up. */
export const TEAM_MAX = 2
/** How long a paper lasts. */
export const EXAM_MINUTES = 60
/** Right answers that a paper of `QUESTIONS` needs for 80 of 100. */
export const RIGHT_ENOUGH = 5
export const QUESTIONS = 6
/** Days that someone eliminated waits before applying again. */
export const PAUSE_DAYS = 3

/** The settings: one hour of each kind is enough, and a paper has a question of each topic. */
export const SETTINGS: Township = {
  ...township,
  recruitment: { ...township.recruitment, teamMin: 1, teamMax: TEAM_MAX, eliminatedPause: PAUSE_DAYS },
  training: {
    ...township.training,
    theoryHours: 1,
    practiceHours: 1,
    courses: [
      { id: 'law', title: '治安管理处罚法', kind: 'theory', hours: 1 },
      { id: 'patrol', title: '巡逻与报告', kind: 'practice', hours: 1 },
      { id: 'drill', title: '应急演练', kind: 'drill', hours: 2 },
      { id: 'theory-exam', title: '理论考试', kind: 'theoryExam', hours: 0 },
      { id: 'practice-exam', title: '实操考核', kind: 'practiceExam', hours: 0 },
    ],
  },
  exam: {
    ...township.exam,
    minutes: EXAM_MINUTES,
    questions: { law: 1, mediation: 1, firstAid: 1, fire: 1, fraud: 1, limits: 1 },
  },
}

/** Sessions that go on all the time, by the kind of their course; the tutor runs them. */
export const SESSIONS = {
  theory: ['law-1', 'law-2', 'law-3'],
  practice: ['patrol-1', 'patrol-2', 'patrol-3'],
  theoryExam: ['theory-exam-1', 'theory-exam-2'],
  practiceExam: ['practice-exam-1'],
  drill: ['drill-1'],
} as const
/** Kinds of session in this township. */
export type Kind = keyof typeof SESSIONS
/** One of the sessions. */
export type SessionId = (typeof SESSIONS)[Kind][number]

/** Every session with its kind, those of a kind in order of their start. */
export const KIND_OF = new Map<SessionId, Kind>(
  (Object.keys(SESSIONS) as Kind[]).flatMap((kind) =>
    SESSIONS[kind].map((id): [SessionId, Kind] => [id, kind]),
  ),
)

function session(id: SessionId, kind: Kind, at: number): Session {
  const course = SETTINGS.training.courses.find((each) => each.kind === kind)
  if (!course) throw new Error(`no course of kind ${kind}`)
  return {
    _id: id,
    revision: 1,
    course,
    startAt: START - 120 * MINUTE + at * MINUTE,
    endAt: START + 400 * DAY,
    place: '乡政府三楼',
    trainerId: idOf('tutor'),
    trainerName: '教官',
    capacity: 30,
    state: 'open',
    people: [],
  }
}

const startOf = (days: number, minutes = 0): number => START + days * DAY + minutes * MINUTE

/** Shifts to claim: pairs that overlap, and one of each pair with a single seat. */
export const SHIFTS = [3, 12, 40].flatMap((days) => [
  shift(`day-${days}`, { startAt: startOf(days), max: 4 }),
  shift(`day-${days}-single`, { startAt: startOf(days, 60), min: 1, max: 1 }),
])

/** The records that every sequence begins with. Applicants without an office are visitors: nobody knows them yet. */
export function records(): Record<string, readonly object[]> {
  const jingxi: Grant = { role: 'reviewer', villageId: 'jingxi' }
  return {
    settings: [{ _id: 'township', version: 1, value: SETTINGS }],
    people: [
      person('chen', { roles: [{ role: 'trainer' }] }),
      staff('ding', jingxi),
      staff('rui', jingxi),
      staff('rong', jingxi),
      staff('qiu', { role: 'reviewer', villageId: 'qixi' }),
      staff('lead', { role: 'leader' }),
      staff('both', jingxi, { role: 'leader' }),
      staff('office', { role: 'office' }),
      staff('tutor', { role: 'trainer' }),
      staff('coach', { role: 'trainer' }),
    ],
    sessions: [...KIND_OF].map(([id, kind], at) => session(id, kind, at)),
    shifts: SHIFTS,
  }
}
