import type { ProgressDto, SessionDto } from '../../cloudfunctions/training/dto'
import { SESSION_KIND } from './teamLabels'
import { dayText, rangeText } from './time'

/** A bar with its words. */
export interface MeterView {
  key: string
  label: string
  value: string
  note: string
  percent: number
  target: number
  met: boolean
}

/** How much of something is done, of what is needed: `12/20 课时`. */
export function meterOf(key: string, label: string, done: number, needed: number, unit: string): MeterView {
  const met = done >= needed
  return {
    key,
    label,
    value: `${done}/${needed} ${unit}`,
    note: met ? '够了' : `还差 ${needed - done} ${unit}`,
    percent: needed === 0 ? 100 : Math.min(100, Math.round((done / needed) * 100)),
    target: 0,
    met,
  }
}

/** A session in a list. */
export interface SessionCardView {
  id: string
  title: string
  kind: string
  day: string
  time: string
  place: string
  people: string
  tag: string
  tone: 'brand' | 'warn' | 'grey'
  mine: boolean
  /** Why one cannot sign up; empty when the tag says it or there is nothing to say. */
  reason: string
  action: 'join' | 'leave' | 'none'
}

/** The tag says these already. */
const SAID_BY_TAG = new Set(['SESSION_CANCELLED', 'SESSION_STARTED', 'COURSE_DONE', 'SESSION_FULL'])

/** A session as who might attend it sees it. */
export function sessionCard(session: SessionDto, now: number): SessionCardView {
  const { id, course, startAt, endAt, place, trainer, taken, capacity, signedUp, attended } = session
  const ahead = session.state === 'open' && now < startAt
  const { refusal } = session
  return {
    id,
    title: course.title,
    kind: course.hours > 0 ? `${SESSION_KIND[course.kind]} ${course.hours} 课时` : SESSION_KIND[course.kind],
    day: dayText(startAt, now),
    time: rangeText(startAt, endAt),
    place,
    people: `${trainer.name}老师 · 已报 ${taken}/${capacity} 人`,
    ...tagOf(session, now),
    mine: signedUp && session.state === 'open' && now < endAt,
    reason: !signedUp && refusal && !SAID_BY_TAG.has(refusal.code) ? refusal.message : '',
    action: !ahead || attended ? 'none' : signedUp ? 'leave' : refusal === null ? 'join' : 'none',
  }
}

function tagOf(session: SessionDto, now: number): Pick<SessionCardView, 'tag' | 'tone'> {
  const { state, startAt, endAt, signedUp, attended, taken, capacity, refusal } = session
  if (state === 'cancelled') return { tag: '已取消', tone: 'grey' }
  if (attended) return { tag: '✓ 已签到', tone: 'brand' }
  if (now >= endAt) return { tag: '已结束', tone: 'grey' }
  if (now >= startAt) return { tag: signedUp ? '正在进行，记得签到' : '正在进行', tone: 'warn' }
  if (signedUp) return { tag: '你报了名', tone: 'brand' }
  if (refusal?.code === 'COURSE_DONE') return { tag: '学过了', tone: 'grey' }
  if (taken >= capacity) return { tag: '已报满', tone: 'grey' }
  return { tag: `还有 ${capacity - taken} 个位置`, tone: 'brand' }
}

/** The caller's training in words (S-23). */
export interface ProgressView {
  as: ProgressDto['as']
  hours: MeterView[]
  yearly: MeterView[]
  courses: { id: string; title: string; note: string; done: boolean }[]
  exam: ExamEntryView | null
}

/** Where someone stands before the exam, and whether they may go in now. */
export interface ExamEntryView {
  theory: string
  practice: string
  hint: string
  /** Words of the button that leads to the exam; empty when there is nothing to do there. */
  button: string
}

/** What someone has learned and what is still to do. */
export function progressView(progress: ProgressDto): ProgressView {
  const { as, theory, practice, yearly, courses } = progress
  return {
    as,
    hours: [
      meterOf('theory', '理论', theory.done, theory.needed, '课时'),
      meterOf('practice', '实操', practice.done, practice.needed, '课时'),
    ],
    yearly: yearly.map(({ kind, done, needed }) => meterOf(kind, SESSION_KIND[kind], done, needed, '次')),
    courses: courses
      .filter(({ kind }) => kind === 'theory' || kind === 'practice')
      .map(({ id, title, kind, hours, done }) => ({
        id,
        title,
        note: `${SESSION_KIND[kind]} ${hours} 课时 · ${done ? '学过了' : '还没学'}`,
        done,
      })),
    exam: as === 'candidate' ? examEntry(progress.exam) : null,
  }
}

function examEntry(exam: ProgressDto['exam']): ExamEntryView {
  const { ready, theory, practice, sitting, paper, resitUsed } = exam
  const words = (part: 'open' | 'passed'): string => (part === 'passed' ? '✓ 通过' : '还没通过')
  const entry = { theory: words(theory), practice: words(practice) }
  if (!ready) return { ...entry, hint: '课时学满就能考试。', button: '' }
  if (paper?.state === 'open') return { ...entry, hint: '你有一份卷子还没交。', button: '接着答题' }
  if (theory === 'passed') return { ...entry, hint: '报一场实操考核，到场由教官考。', button: '看成绩' }
  if (sitting !== null) {
    const words = resitUsed ? '你已经签到，可以补考了。' : '你已经签到，可以开始了。'
    return { ...entry, hint: words, button: '去考试' }
  }
  const button = paper === null ? '看考试规则' : '看成绩'
  return { ...entry, hint: '报一场理论考试，到考场扫码签到后开始答题。', button }
}

/** A scanned attendance link. */
export interface AttendanceLink {
  sessionId: string
  code: string
}

/**
 * The session and code of an attendance link, from what opened the page: `s` and `c`, or `q`, which WeChat fills with
 * the scanned link, encoded. Null for any other link.
 */
export function attendanceLink(query: { q?: string; s?: string; c?: string }): AttendanceLink | null {
  if (query.s && query.c) return { sessionId: query.s, code: query.c }
  const link = decoded(query.q ?? '')
  const [, sessionId = ''] = /[?&]s=([\w-]+)/.exec(link) ?? []
  const [, code = ''] = /[?&]c=([\w-]+)/.exec(link) ?? []
  return sessionId === '' || code === '' ? null : { sessionId, code }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
