import type { SessionKind } from '../../../cloudfunctions/shared/values'
import type { Application } from '../../../cloudfunctions/recruitment/record'
import type { Attended, Session, Training } from '../../../cloudfunctions/training/record'
import type { Person } from '../../../cloudfunctions/shared/people'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, township } from '../../support/builders'
import { application } from '../recruitment/records'

/** A session of a course of the settings, an hour from `NOW`, two hours long, without anybody in it. */
export function session(id: string, courseId: string, over: Partial<Session> = {}): Session {
  const course = township.training.courses.find((each) => each.id === courseId)
  if (!course) throw new Error(`there is no course ${courseId}`)
  const startAt = over.startAt ?? NOW + 60 * MINUTE
  return {
    _id: id,
    revision: 1,
    course,
    startAt,
    endAt: startAt + 120 * MINUTE,
    place: '乡政府三楼',
    trainerId: 'p_trainer',
    trainerName: '教官',
    capacity: 30,
    state: 'open',
    people: [],
    ...over,
  }
}

/** The session with people who signed up, and are present if said so. */
export function withPeople(base: Session, people: readonly Person[], present = false): Session {
  return {
    ...base,
    people: people.map(({ _id, name, villageId }) => ({
      personId: _id,
      name,
      villageId,
      signedUpAt: NOW - 1440 * MINUTE,
      attendedAt: present ? base.startAt : null,
      by: present ? ('code' as const) : null,
    })),
  }
}

/** An application of a person who was accepted into the team of 荆溪村. */
export function candidacy(person: Person, over: Partial<Application> = {}): Application {
  return application({
    _id: `application-${person.openid}`,
    revision: 3,
    state: 'training',
    personId: person._id,
    name: person.name,
    submittedAt: NOW - 40 * 1440 * MINUTE,
    steps: [],
    ...over,
  })
}

/** An attendance of a course of the settings. */
export function attended(courseId: string, over: Partial<Attended> = {}): Attended {
  const { course } = session('any', courseId)
  return {
    sessionId: `session-${courseId}`,
    courseId,
    title: course.title,
    kind: course.kind,
    hours: course.hours,
    at: NOW - 1440 * MINUTE,
    applicationId: null,
    ...over,
  }
}

/** What a candidate attended who has every course of these kinds but those left out. */
export function trained(
  application: Application,
  { kinds = ['theory', 'practice'], without = [] }: { kinds?: SessionKind[]; without?: string[] } = {},
): Training {
  const courses = township.training.courses.filter(
    ({ id, kind }) => kinds.includes(kind) && !without.includes(id),
  )
  const sum = (wanted: SessionKind): number =>
    courses.reduce((hours, course) => hours + (course.kind === wanted ? course.hours : 0), 0)
  return {
    _id: application.personId,
    applicationId: application._id,
    hours: { theory: sum('theory'), practice: sum('practice') },
    attended: courses.map(({ id }) => attended(id, { applicationId: application._id })),
  }
}

/** The locks that go with live applications. */
export function applicantsOf(applications: readonly Application[]): object[] {
  return applications.map(({ _id, personId }) => ({ _id: personId, liveId: _id, eliminatedAt: null }))
}
