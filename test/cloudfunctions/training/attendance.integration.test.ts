import type { Application } from '../../../cloudfunctions/recruitment/record'
import type {
  AttendanceCodeDto,
  ProgressDto,
  SessionDetailDto,
  SessionDto,
} from '../../../cloudfunctions/training/dto'
import type { Session, Training } from '../../../cloudfunctions/training/record'
import type { MessageRecord } from '../../../cloudfunctions/shared/messages'
import { instantOf, MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, person, staff } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'
import { applicantsOf, candidacy, session, trained, withPeople } from './records'

const trainer = staff('trainer', { role: 'trainer' })
const other = staff('other-trainer', { role: 'trainer' })
const office = staff('office', { role: 'office' })
const one = person('one')
const two = person('two')
const member = patroller('member')
const stranger = person('stranger')
const crowd = Array.from({ length: 12 }, (_, at) => person(`crowd-${at}`))

const LAST = 'law'
const applications = [candidacy(one), candidacy(two), ...crowd.map((each) => candidacy(each))]
const own = { trainerId: trainer._id, trainerName: trainer.name }
const law = session('law-1', LAST, own)
const lawAgain = session('law-2', LAST, own)
const drill = session('drill-1', 'drill', own)
const exam = session('exam-1', 'theory-exam', own)

/** The test clock runs on; so much time a step may take. The rules' own test looks at the milliseconds. */
const SOON = 15_000

let cloud: TestCloud
let keys = 0
const key = (): string => `attendance-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})
beforeEach(() => arrange())
afterAll(() => cloud.close())

function arrange(records: Record<string, readonly object[]> = {}): Promise<void> {
  return cloud.reset(NOW, {
    people: [trainer, other, office, one, two, member, stranger, ...crowd],
    applications,
    applicants: applicantsOf(applications),
    trainings: applications.map((each) => trained(each, { without: [LAST] })),
    sessions: [law, lawAgain, drill, exam],
    ...records,
  })
}

const ask = (openid: string, verb: string, payload: object): Promise<Reply> =>
  cloud.call(openid, 'training', verb, { ...payload, requestKey: key() })

async function done<T>(openid: string, verb: string, payload: object): Promise<T> {
  const reply = await ask(openid, verb, payload)
  if (!reply.ok) throw new Error(`${verb}: ${reply.code} ${reply.message}`)
  return reply.data as T
}

async function codeOf(openid: string, verb: string, payload: object): Promise<string> {
  const reply = await ask(openid, verb, payload)
  return reply.ok ? 'ok' : reply.code
}

async function all<T>(collection: string): Promise<T[]> {
  const { data } = await cloud.db.collection(collection).limit(1000).get()
  return data as T[]
}

async function stored<T extends { _id: string }>(collection: string, id: string): Promise<T> {
  const found = (await all<T>(collection)).find(({ _id }) => _id === id)
  if (!found) throw new Error(`${collection} has no ${id}`)
  return found
}

async function codesOf(sessionId: string): Promise<(AttendanceCodeDto & { text: string })[]> {
  const { codes } = await cloud.must<{ codes: AttendanceCodeDto[] }>('trainer', 'training', 'code', {
    sessionId,
  })
  return codes.map((each) => ({ ...each, text: new URL(each.link).searchParams.get('c') ?? '' }))
}

describe('planning', () => {
  const input = {
    courseId: LAST,
    startAt: instantOf('2026-12-01', '09:00'),
    endAt: instantOf('2026-12-01', '12:00'),
    place: '乡政府',
    capacity: 20,
  }

  it('lets a trainer plan their own, which everyone then finds by its day', async () => {
    const planned = await done<SessionDto>('trainer', 'plan', input)
    expect(planned).toMatchObject({
      course: { id: LAST, title: '治安管理处罚法', kind: 'theory', hours: 4 },
      trainer: { id: trainer._id, name: 'trainer' },
      taken: 0,
      state: 'open',
      mayRun: true,
    })
    const day = { from: '2026-12-01', days: 1 }
    const { sessions } = await cloud.must<{ sessions: SessionDto[] }>('one', 'training', 'sessions', day)
    expect(sessions).toMatchObject([{ id: planned.id, mayRun: false, refusal: null }])
    const next = { from: '2026-12-02', days: 1 }
    expect(await cloud.must('one', 'training', 'sessions', next)).toEqual({ sessions: [] })
  })

  it.each<[string, string, object, string]>([
    ['a course that is not taught', 'trainer', { courseId: 'fencing' }, 'UNKNOWN_COURSE'],
    ['a time that is over', 'trainer', { startAt: NOW - 1, endAt: NOW + 1 }, 'BAD_TIME'],
    ['an end before the start', 'trainer', { endAt: input.startAt }, 'BAD_TIME'],
    ['somebody else as a trainer', 'trainer', { trainerId: other._id }, 'UNKNOWN_TRAINER'],
    ['nobody as the office', 'office', {}, 'UNKNOWN_TRAINER'],
    ['somebody who is no trainer', 'office', { trainerId: one._id }, 'UNKNOWN_TRAINER'],
    ['as a villager', 'one', {}, 'FORBIDDEN'],
    ['for nobody', 'trainer', { capacity: 0 }, 'BAD_INPUT'],
  ])('refuses %s', async (_, who, over, code) => {
    expect(await codeOf(who, 'plan', { ...input, ...over })).toBe(code)
    expect(await all('sessions')).toHaveLength(4)
  })

  it('lets the office plan with any trainer', async () => {
    const planned = await done<SessionDto>('office', 'plan', { ...input, trainerId: other._id })
    expect(planned.trainer).toEqual({ id: other._id, name: other.name })
  })

  it('tells those who signed up, once, that a session is cancelled and why', async () => {
    await done('one', 'signUp', { sessionId: law._id })
    expect(await codeOf('other-trainer', 'cancelSession', { sessionId: law._id, reason: '停电' })).toBe(
      'NOT_FOUND',
    )
    const cancelled = await done<SessionDto>('trainer', 'cancelSession', {
      sessionId: law._id,
      reason: '停电',
    })
    expect(cancelled.state).toBe('cancelled')
    const [message, ...more] = await all<MessageRecord>('messages')
    expect(more).toEqual([])
    expect(message).toMatchObject({ to: [one._id] })
    expect(message?.text).toContain('停电')
    expect(await codeOf('office', 'cancelSession', { sessionId: law._id, reason: '停电' })).toBe(
      'SESSION_CANCELLED',
    )
    expect(await codeOf('two', 'signUp', { sessionId: law._id })).toBe('SESSION_CANCELLED')
    expect(await codeOf('one', 'signOff', { sessionId: law._id })).toBe('ok')
  })
})

describe('signing up', () => {
  it('takes a place, takes it once, and gives it back', async () => {
    expect(await done('one', 'signUp', { sessionId: law._id })).toMatchObject({ signedUp: true, taken: 1 })
    expect(await done('one', 'signUp', { sessionId: law._id })).toMatchObject({ signedUp: true, taken: 1 })
    expect(await done('one', 'signOff', { sessionId: law._id })).toMatchObject({ signedUp: false, taken: 0 })
    expect(await codeOf('one', 'signOff', { sessionId: law._id })).toBe('NOT_SIGNED_UP')
  })

  it.each<[string, string, string, string]>([
    ['a candidate to theory', 'one', law._id, 'ok'],
    ['a candidate without hours to the exam', 'one', exam._id, 'NOT_FOR_YOU'],
    ['a candidate to a drill', 'one', drill._id, 'NOT_FOR_YOU'],
    ['a member to a drill', 'member', drill._id, 'ok'],
    ['a member to theory', 'member', law._id, 'NOT_FOR_YOU'],
    ['a stranger', 'stranger', law._id, 'NOT_FOR_YOU'],
    ['a visitor without a record', 'nobody-yet', drill._id, 'NOT_FOR_YOU'],
    ['to a session that is not there', 'one', 'session_x', 'NOT_FOUND'],
  ])('%s', async (_, who, sessionId, code) => expect(await codeOf(who, 'signUp', { sessionId })).toBe(code))

  it('names the same reason in the list as it answers', async () => {
    const { sessions } = await cloud.must<{ sessions: SessionDto[] }>('stranger', 'training', 'sessions', {})
    expect(sessions).toHaveLength(4)
    for (const each of sessions) expect(each.refusal?.code).toBe('NOT_FOR_YOU')
  })

  it('never gives more places than there are to a crowd at once', async () => {
    const small = session('small', LAST, { ...own, capacity: 5 })
    await arrange({ sessions: [small] })
    const codes = await Promise.all(
      crowd.map(({ openid }) => codeOf(openid, 'signUp', { sessionId: 'small' })),
    )
    expect(codes.filter((code) => code === 'ok')).toHaveLength(5)
    expect(new Set(codes)).toEqual(new Set(['ok', 'SESSION_FULL']))
    const { people } = await stored<Session>('sessions', 'small')
    expect(new Set(people.map((each) => each.personId)).size).toBe(5)
    expect(people).toHaveLength(5)
  })

  it('shows names to who runs the session, and to nobody else', async () => {
    await done('one', 'signUp', { sessionId: law._id })
    const seen = await cloud.must<SessionDetailDto>('office', 'training', 'session', { sessionId: law._id })
    expect(seen.people).toEqual([
      {
        personId: one._id,
        name: 'one',
        village: { id: 'jingxi', name: '荆溪村' },
        signedUp: true,
        attendedAt: null,
        by: null,
      },
    ])
    const asOther = await cloud.call('other-trainer', 'training', 'session', { sessionId: law._id })
    expect(asOther).toMatchObject({ code: 'NOT_FOUND' })
    expect(await cloud.call('one', 'training', 'session', { sessionId: law._id })).toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('checking in by code', () => {
  const scan = (who: string, code: string, sessionId = law._id): Promise<string> =>
    codeOf(who, 'checkIn', { sessionId, code })

  it('gives four codes that follow each other, for two minutes', async () => {
    cloud.moveClockOnly(law.startAt)
    const codes = await codesOf(law._id)
    expect(codes).toHaveLength(4)
    codes.forEach((each, at) => {
      expect(each.from).toBe(law.startAt + at * 30_000)
      expect(each.until).toBe(each.from + 30_000)
      expect(each.code).toMatch(/^data:image\/png;base64,/)
      expect(new URL(each.link).searchParams.get('s')).toBe(law._id)
    })
    expect(new Set(codes.map(({ text }) => text)).size).toBe(4)
    for (const who of ['one', 'other-trainer']) {
      const reply = await cloud.call(who, 'training', 'code', { sessionId: law._id })
      expect(reply.ok).toBe(false)
    }
  })

  it('gives codes from 30 minutes before the start to the end', async () => {
    const ask4 = async (at: number): Promise<string> => {
      cloud.moveClockOnly(at)
      const reply = await cloud.call('trainer', 'training', 'code', { sessionId: law._id })
      return reply.ok ? 'ok' : reply.code
    }
    expect(await ask4(law.startAt - 30 * MINUTE - SOON)).toBe('NOT_OPEN_YET')
    expect(await ask4(law.startAt - 30 * MINUTE)).toBe('ok')
    expect(await ask4(law.endAt)).toBe('CLOSED')
  })

  it('takes a code in its slot and the one after, and tells an old one from a wrong one', async () => {
    cloud.moveClockOnly(law.startAt)
    const [code] = await codesOf(law._id)
    const text = code?.text ?? ''
    cloud.moveClockOnly(law.startAt + 60_000 - SOON)
    expect(await scan('one', text)).toBe('ok')
    cloud.moveClockOnly(law.startAt + 60_000)
    expect(await scan('two', text)).toBe('CODE_EXPIRED')
    expect(await scan('two', 'AbCdEfGhIjKl')).toBe('BAD_CODE')
    expect(await scan('two', text, lawAgain._id)).toBe('BAD_CODE')
    expect((await stored<Session>('sessions', law._id)).people.map((each) => each.personId)).toEqual([
      one._id,
    ])
  })

  it('opens 30 minutes before the start and closes at the end', async () => {
    const at = async (now: number): Promise<string> => {
      cloud.moveClockOnly(now)
      return scan('one', 'AbCdEfGhIjKl')
    }
    expect(await at(law.startAt - 30 * MINUTE - SOON)).toBe('NOT_OPEN_YET')
    expect(await at(law.startAt - 30 * MINUTE)).toBe('BAD_CODE')
    expect(await at(law.endAt)).toBe('CLOSED')
  })

  it('moves a candidate to the exam with the last hours, in the same moment, and tells them once (S-23)', async () => {
    cloud.moveClockOnly(law.startAt)
    const [code] = await codesOf(law._id)
    const before = await cloud.must<ProgressDto>('one', 'training', 'progress')
    expect(before).toMatchObject({
      as: 'candidate',
      theory: { done: 16, needed: 20 },
      exam: { ready: false },
    })
    expect(await done('one', 'checkIn', { sessionId: law._id, code: code?.text })).toMatchObject({
      attended: true,
      signedUp: false,
    })
    expect(await scan('one', code?.text ?? '')).toBe('ok')
    const application = await stored<Application>('applications', `application-one`)
    expect(application.state).toBe('exam')
    expect(application.steps.map(({ event }) => event)).toEqual(['hoursReached'])
    const after = await cloud.must<ProgressDto>('one', 'training', 'progress')
    expect(after).toMatchObject({ theory: { done: 20 }, practice: { done: 15 }, exam: { ready: true } })
    expect(after.courses.every((each) => each.done)).toBe(true)
    const told = (await all<MessageRecord>('messages')).filter(({ to }) => to.includes(one._id))
    expect(told).toHaveLength(1)
  })

  it('counts a course once, however often it is attended', async () => {
    await arrange({ trainings: [] })
    cloud.moveClockOnly(law.startAt)
    const [first] = await codesOf(law._id)
    const [second] = await codesOf(lawAgain._id)
    expect(await scan('one', first?.text ?? '')).toBe('ok')
    expect(await scan('one', second?.text ?? '', lawAgain._id)).toBe('ok')
    const training = await stored<Training>('trainings', one._id)
    expect(training.hours).toEqual({ theory: 4, practice: 0 })
    expect(training.attended).toHaveLength(2)
    expect((await stored<Application>('applications', 'application-one')).state).toBe('training')
  })

  it('counts a member’s year, not towards any application', async () => {
    cloud.moveClockOnly(drill.startAt)
    const [code] = await codesOf(drill._id)
    expect(await scan('member', code?.text ?? '', drill._id)).toBe('ok')
    const progress = await cloud.must<ProgressDto>('member', 'training', 'progress')
    expect(progress.as).toBe('member')
    expect(progress.yearly).toEqual([
      { kind: 'topical', done: 0, needed: 4 },
      { kind: 'police', done: 0, needed: 12 },
      { kind: 'drill', done: 1, needed: 12 },
    ])
    cloud.moveClockOnly(instantOf('2027-01-01'))
    const next = await cloud.must<ProgressDto>('member', 'training', 'progress')
    expect(next.yearly.find(({ kind }) => kind === 'drill')?.done).toBe(0)
  })

  it('lets nobody vouch for themself who can see the codes', async () => {
    const both = { ...one, roles: [{ role: 'office' as const }] }
    await arrange({ people: [both, trainer] })
    cloud.moveClockOnly(law.startAt)
    const [code] = await codesOf(law._id)
    expect(await scan('one', code?.text ?? '')).toBe('OWN_CASE')
    expect(await codeOf('one', 'mark', { sessionId: law._id, personId: one._id, present: true })).toBe(
      'OWN_CASE',
    )
    expect(await codeOf('trainer', 'mark', { sessionId: law._id, personId: one._id, present: true })).toBe(
      'ok',
    )
  })

  it('loses nobody of a room that scans at once', async () => {
    cloud.moveClockOnly(law.startAt)
    const [code] = await codesOf(law._id)
    const payload = { sessionId: law._id, code: code?.text }
    const results = await Promise.all(crowd.map(({ openid }) => codeOf(openid, 'checkIn', payload)))
    expect(results).toEqual(crowd.map(() => 'ok'))
    const { people } = await stored<Session>('sessions', law._id)
    expect(people.map((each) => each.personId).sort()).toEqual(crowd.map(({ _id }) => _id).sort())
    const moved = (await all<Application>('applications')).filter(({ state }) => state === 'exam')
    expect(moved).toHaveLength(crowd.length)
  })
})

describe('marking by the trainer', () => {
  const mark = (who: string, personId: string, present: boolean, sessionId = law._id): Promise<string> =>
    codeOf(who, 'mark', { sessionId, personId, present })

  it('takes an attendance and takes it back, with its hours', async () => {
    await arrange({ trainings: [], sessions: [withPeople(law, [two])] })
    cloud.moveClockOnly(law.startAt)
    const detail = await done<SessionDetailDto>('trainer', 'mark', {
      sessionId: law._id,
      personId: one._id,
      present: true,
    })
    expect(detail.people.map(({ by, signedUp }) => ({ by, signedUp }))).toEqual([
      { by: null, signedUp: true },
      { by: 'trainer', signedUp: false },
    ])
    expect((await stored<Training>('trainings', one._id)).hours.theory).toBe(4)
    expect(await mark('trainer', one._id, false)).toBe('ok')
    expect((await stored<Training>('trainings', one._id)).hours.theory).toBe(0)
    expect((await stored<Session>('sessions', law._id)).people.map(({ personId }) => personId)).toEqual([
      two._id,
    ])
  })

  it('takes nothing back once the exam rests on it', async () => {
    cloud.moveClockOnly(law.startAt)
    expect(await mark('trainer', one._id, true)).toBe('ok')
    expect((await stored<Application>('applications', 'application-one')).state).toBe('exam')
    expect(await mark('trainer', one._id, false)).toBe('EXAM_OPEN')
    expect((await stored<Training>('trainings', one._id)).hours.theory).toBe(20)
  })

  it('is not for relatives whom the candidate declared (S-08)', async () => {
    const related = candidacy(one, { relatives: [trainer._id] })
    await arrange({ applications: [related] })
    cloud.moveClockOnly(law.startAt)
    expect(await mark('trainer', one._id, true)).toBe('RELATIVE')
    expect(await mark('office', one._id, true)).toBe('ok')
  })

  it.each<[string, string, string, number, string]>([
    ['by a trainer of another session', 'other-trainer', one._id, law.startAt, 'NOT_FOUND'],
    ['of someone it is not for', 'trainer', member._id, law.startAt, 'NOT_FOR_YOU'],
    ['of someone unknown', 'trainer', 'p_unknown', law.startAt, 'NOT_FOR_YOU'],
    ['too early', 'trainer', one._id, law.startAt - 31 * MINUTE, 'NOT_OPEN_YET'],
    ['a week later', 'trainer', one._id, law.endAt + 7 * 1440 * MINUTE - SOON, 'ok'],
    ['after that', 'trainer', one._id, law.endAt + 7 * 1440 * MINUTE, 'CLOSED'],
  ])('%s', async (_, who, personId, at, code) => {
    cloud.moveClockOnly(at)
    expect(await mark(who, personId, true)).toBe(code)
  })
})
