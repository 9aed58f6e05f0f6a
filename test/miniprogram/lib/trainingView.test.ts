import type { SessionDto } from '../../../cloudfunctions/training/dto'
import { attendanceLink, meterOf, sessionCard } from '../../../miniprogram/lib/trainingView'

const NOW = Date.parse('2026-11-25T18:00:00+08:00')
const HOUR = 3_600_000

const session: SessionDto = {
  id: 'session_1',
  course: { id: 'law', title: '治安管理处罚法', kind: 'theory', hours: 4 },
  startAt: NOW + HOUR,
  endAt: NOW + 3 * HOUR,
  place: '文化礼堂',
  trainer: { id: 'p_1', name: '周剑锋' },
  capacity: 40,
  taken: 38,
  state: 'open',
  signedUp: false,
  attended: false,
  refusal: null,
  mayRun: false,
}

describe('hours', () => {
  it('say what is there, needed and missing', () => {
    expect(meterOf('theory', '理论', 12, 20, '课时')).toMatchObject({
      value: '12/20 课时',
      note: '还差 8 课时',
      percent: 60,
      met: false,
    })
    expect(meterOf('theory', '理论', 23, 20, '课时')).toMatchObject({ note: '够了', percent: 100, met: true })
  })
})

describe('a session', () => {
  it('can be joined while there are places', () => {
    expect(sessionCard(session, NOW)).toMatchObject({
      day: '今天',
      time: '19:00–21:00',
      kind: '理论课 4 课时',
      tag: '还有 2 个位置',
      action: 'join',
    })
  })

  it.each([
    [{ signedUp: true }, '你报了名', 'leave'],
    [{ attended: true, signedUp: true }, '✓ 已签到', 'none'],
    [{ state: 'cancelled' as const, signedUp: true }, '已取消', 'none'],
    [{ taken: 40, refusal: { code: 'SESSION_FULL' as const, message: '满了' } }, '已报满', 'none'],
    [{ refusal: { code: 'COURSE_DONE' as const, message: '学过' } }, '学过了', 'none'],
    [{ startAt: NOW - HOUR, signedUp: true }, '正在进行，记得签到', 'none'],
    [{ startAt: NOW - 3 * HOUR, endAt: NOW - HOUR }, '已结束', 'none'],
  ])('%o reads %s and offers %s', (over, tag, action) => {
    expect(sessionCard({ ...session, ...over }, NOW)).toMatchObject({ tag, action })
  })

  it('says why it is not for the caller, once', () => {
    const refusal = { code: 'NOT_FOR_YOU' as const, message: '这一场不对你开放。' }
    expect(sessionCard({ ...session, refusal }, NOW).reason).toBe('这一场不对你开放。')
    const full = { code: 'SESSION_FULL' as const, message: '满了' }
    expect(sessionCard({ ...session, refusal: full }, NOW).reason).toBe('')
  })
})

describe('an attendance link', () => {
  const link = 'https://example.com/a?s=session_1&c=Ab-9_'

  it('opens the check-in as WeChat passes it on, encoded', () => {
    expect(attendanceLink({ q: encodeURIComponent(link) })).toEqual({ sessionId: 'session_1', code: 'Ab-9_' })
    expect(attendanceLink({ q: link })).toEqual({ sessionId: 'session_1', code: 'Ab-9_' })
    expect(attendanceLink({ s: 'session_1', c: 'Ab-9_' })).toEqual({ sessionId: 'session_1', code: 'Ab-9_' })
  })

  it.each([{}, { q: 'https://example.com/v?c=code' }, { q: '%E0%A4%A' }, { q: '6901234567892' }])(
    'is none: %o',
    (query) => {
      expect(attendanceLink(query)).toBeNull()
    },
  )
})
