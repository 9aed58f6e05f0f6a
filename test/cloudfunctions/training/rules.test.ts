import * as fc from 'fast-check'
import type { ApplicationState } from '../../../cloudfunctions/recruitment/states'
import { DAY, MINUTE } from '../../../cloudfunctions/shared/time'
import type { Attended, Session } from '../../../cloudfunctions/training/record'
import {
  attendRefusal,
  cancelRefusal,
  hoursOf,
  hoursReached,
  signOffRefusal,
  signUpRefusal,
  timeFits,
  withAttendance,
  withoutAttendance,
  type Trainee,
} from '../../../cloudfunctions/training/rules'
import { NOW, person, township } from '../../support/builders'
import { attended, candidacy, session, trained, withPeople } from './records'

const one = person('one')
const two = person('two')
const application = candidacy(one)

function trainee(over: Partial<Trainee> = {}): Trainee {
  return { personId: one._id, candidacy: null, member: false, training: null, ...over }
}
const candidate = (state: ApplicationState = 'training'): Trainee =>
  trainee({ candidacy: { ...application, state } })
const member = trainee({ member: true })

describe('signUpRefusal', () => {
  it.each<[string, Trainee, string, string | null]>([
    ['a candidate, theory', candidate(), 'law', null],
    ['a candidate, practice', candidate(), 'patrol', null],
    ['a candidate, a topical training', candidate(), 'topical', 'NOT_FOR_YOU'],
    ['a candidate without their hours, the theory exam', candidate(), 'theory-exam', 'NOT_FOR_YOU'],
    ['a candidate without their hours, the practice exam', candidate(), 'practice-exam', 'NOT_FOR_YOU'],
    ['a candidate with their hours, the theory exam', candidate('exam'), 'theory-exam', null],
    ['a candidate before the resit, the practice exam', candidate('resit'), 'practice-exam', null],
    ['a member, theory', member, 'law', 'NOT_FOR_YOU'],
    ['a member, a topical training', member, 'topical', null],
    ['a member, the police training', member, 'police', null],
    ['a member, a drill', member, 'drill', null],
    ['a member, the theory exam', member, 'theory-exam', 'NOT_FOR_YOU'],
    ['anybody else, theory', trainee(), 'law', 'NOT_FOR_YOU'],
    ['anybody else, a drill', trainee(), 'drill', 'NOT_FOR_YOU'],
  ])('for %s', (_, who, courseId, code) => {
    expect(signUpRefusal(session('s', courseId), who, NOW)).toBe(code)
  })

  it('refuses a course that counts already, and a part of the exam that is passed', () => {
    const training = trained(application, { without: ['law'] })
    const done = trainee({ candidacy: application, training })
    expect(signUpRefusal(session('s', 'fire-safety'), done, NOW)).toBe('COURSE_DONE')
    expect(signUpRefusal(session('s', 'law'), done, NOW)).toBeNull()
    const passed = trainee({ candidacy: { ...application, state: 'resit', passed: ['theory'] } })
    expect(signUpRefusal(session('s', 'theory-exam'), passed, NOW)).toBe('COURSE_DONE')
    expect(signUpRefusal(session('s', 'practice-exam'), passed, NOW)).toBeNull()
  })

  it('lets someone who applies anew take every course again', () => {
    const anew = trainee({ candidacy: { ...application, _id: 'another' }, training: trained(application) })
    expect(signUpRefusal(session('s', 'law'), anew, NOW)).toBeNull()
  })

  it('keeps the trainer out of what they run', () => {
    expect(signUpRefusal(session('s', 'law', { trainerId: one._id }), candidate(), NOW)).toBe('NOT_FOR_YOU')
  })

  it('names reasons in their order', () => {
    const full = withPeople(session('s', 'law', { capacity: 1 }), [two])
    expect(signUpRefusal(full, candidate(), NOW)).toBe('SESSION_FULL')
    expect(
      signUpRefusal(full, trainee({ candidacy: application, training: trained(application) }), NOW),
    ).toBe('COURSE_DONE')
    expect(signUpRefusal(full, trainee(), NOW)).toBe('NOT_FOR_YOU')
    expect(signUpRefusal(full, trainee(), full.startAt)).toBe('SESSION_STARTED')
    expect(signUpRefusal({ ...full, state: 'cancelled' }, trainee(), full.startAt)).toBe('SESSION_CANCELLED')
  })

  it('counts those who signed up, not those who came without', () => {
    const walkIn = withPeople(session('s', 'law', { capacity: 1 }), [two], true)
    const people = walkIn.people.map((each) => ({ ...each, signedUpAt: null }))
    expect(signUpRefusal({ ...walkIn, people }, candidate(), NOW)).toBeNull()
  })

  it('closes at the start, to the millisecond', () => {
    const soon = session('s', 'law')
    expect(signUpRefusal(soon, candidate(), soon.startAt - 1)).toBeNull()
    expect(signUpRefusal(soon, candidate(), soon.startAt)).toBe('SESSION_STARTED')
  })
})

describe('signOffRefusal', () => {
  const signed = withPeople(session('s', 'law'), [one])
  const present = withPeople(session('s', 'law'), [one], true)
  it.each<[string, Session, number, string | null]>([
    ['before the start', signed, signed.startAt - 1, null],
    ['at the start', signed, signed.startAt, 'SESSION_STARTED'],
    ['without having signed up', session('s', 'law'), NOW, 'NOT_SIGNED_UP'],
    ['after checking in', present, signed.startAt - 1, 'ATTENDED'],
    ['from a cancelled session, after its start', { ...signed, state: 'cancelled' }, signed.startAt, null],
  ])('%s', (_, from, now, code) => expect(signOffRefusal(from, one._id, now)).toBe(code))
})

describe('attendRefusal', () => {
  const open = session('s', 'law')
  const early = open.startAt - 30 * MINUTE
  it.each<[string, Session, Trainee, number, string | null]>([
    ['30 minutes before the start', open, candidate(), early, null],
    ['earlier', open, candidate(), early - 1, 'NOT_OPEN_YET'],
    ['in the last moment', open, candidate(), open.endAt - 1, null],
    ['at the end', open, candidate(), open.endAt, 'CLOSED'],
    ['of a cancelled session', { ...open, state: 'cancelled' }, candidate(), open.startAt, 'CLOSED'],
    ['of somebody it is not for', open, member, open.startAt, 'NOT_FOR_YOU'],
  ])('%s', (_, at, who, now, code) => expect(attendRefusal(at, who, at.endAt, now)).toBe(code))

  it('lets someone come who has the course', () => {
    const done = trainee({ candidacy: application, training: trained(application) })
    expect(attendRefusal(open, done, open.endAt, open.startAt)).toBeNull()
  })
})

describe('cancelRefusal', () => {
  const open = session('s', 'law')
  it.each<[string, Session, number, string | null]>([
    ['before the start', withPeople(open, [one]), open.startAt - 1, null],
    ['at the start', open, open.startAt, 'SESSION_STARTED'],
    ['once somebody is there', withPeople(open, [one], true), open.startAt - 1, 'ATTENDED'],
    ['twice', { ...open, state: 'cancelled' }, NOW, 'SESSION_CANCELLED'],
  ])('%s', (_, which, now, code) => expect(cancelRefusal(which, now)).toBe(code))
})

describe('timeFits', () => {
  it.each<[string, number, number, boolean]>([
    ['in an hour for two', NOW + 60 * MINUTE, NOW + 180 * MINUTE, true],
    ['from now', NOW, NOW + 60 * MINUTE, false],
    ['ending when it starts', NOW + 60 * MINUTE, NOW + 60 * MINUTE, false],
    ['ending before it starts', NOW + 60 * MINUTE, NOW + 30 * MINUTE, false],
    ['for twelve hours', NOW + 1, NOW + 1 + DAY / 2, true],
    ['for longer', NOW + 1, NOW + 2 + DAY / 2, false],
    ['in two years', NOW + 730 * DAY, NOW + 730 * DAY + 60 * MINUTE, false],
  ])('%s', (_, startAt, endAt, fits) => expect(timeFits(startAt, endAt, NOW)).toBe(fits))
})

describe('hours (S-23)', () => {
  const courses = township.training.courses.map(({ id }) => id)
  const attendances = fc.array(
    fc.record({ course: fc.constantFrom(...courses), own: fc.constantFrom('mine', 'other', null) }),
    { maxLength: 40 },
  )
  const list = (drawn: { course: string; own: string | null }[]): Attended[] =>
    drawn.map(({ course, own }, at) => attended(course, { sessionId: `s${at}`, applicationId: own }))

  it('count each course of the application once, and nothing else', () => {
    fc.assert(
      fc.property(attendances, (drawn) => {
        const hours = hoursOf(list(drawn), 'mine')
        for (const kind of ['theory', 'practice'] as const) {
          const counted = township.training.courses.filter(
            (course) =>
              course.kind === kind && drawn.some((each) => each.course === course.id && each.own === 'mine'),
          )
          expect(hours[kind]).toBe(counted.reduce((sum, course) => sum + course.hours, 0))
        }
      }),
    )
  })

  it('are reached by every course of the shipped settings, and by no fewer', () => {
    const { hours } = trained(application)
    expect(hours).toEqual({ theory: 20, practice: 15 })
    expect(hoursReached(hours, township.training)).toBe(true)
    for (const { id, kind } of township.training.courses) {
      if (kind !== 'theory' && kind !== 'practice') continue
      expect(hoursReached(trained(application, { without: [id] }).hours, township.training)).toBe(false)
    }
  })

  it('are the same after an attendance is taken and taken back, and no more after taking it twice', () => {
    fc.assert(
      fc.property(attendances, fc.constantFrom(...courses), (drawn, courseId) => {
        const before = {
          _id: one._id,
          applicationId: 'mine',
          hours: hoursOf(list(drawn), 'mine'),
          attended: list(drawn),
        }
        const added = session('new', courseId)
        const after = withAttendance(before, one._id, added, 'mine', NOW)
        expect(withAttendance(after, one._id, added, 'mine', NOW)).toEqual(after)
        expect(withoutAttendance(after, 'new')).toEqual(before)
      }),
    )
  })

  it('begin anew with another application, and stay when a member trains on', () => {
    const anew = withAttendance(trained(application), one._id, session('new', 'law'), 'another', NOW)
    expect(anew).toMatchObject({ applicationId: 'another', hours: { theory: 4, practice: 0 } })
    const later = withAttendance(trained(application), one._id, session('new', 'drill'), null, NOW)
    expect(later).toMatchObject({ applicationId: application._id, hours: { theory: 20, practice: 15 } })
  })
})
