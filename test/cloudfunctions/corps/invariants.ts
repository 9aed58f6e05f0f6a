import type {
  Applicant as Lock,
  Application as Stored,
  Registration,
} from '../../../cloudfunctions/recruitment/record'
import type { Member } from '../../../cloudfunctions/membership/record'
import type { Person } from '../../../cloudfunctions/shared/people'
import type { RosterRecord } from '../../../cloudfunctions/shifts/store'
import type { Shift } from '../../../cloudfunctions/shifts/rules'
import type { Paper, Practice, Session, Training } from '../../../cloudfunctions/training/record'
import { APPLICANTS, HOMES, idOf, KIND_OF, TEAM_MAX, type Applicant } from './cast'
import { CANDIDATE, FINAL, WAY, type Application, type Event, type Model } from './model'
import type { World } from './world'

/** Holds the database against the scheme, and against the model, when a sequence is over. */
export async function expectSound(model: Model, world: World): Promise<void> {
  const [applications, locks, people, members, papers, practices] = await Promise.all([
    world.all<Stored>('applications'),
    world.all<Lock>('applicants'),
    world.all<Person>('people'),
    world.all<Member>('members'),
    world.all<Paper>('papers'),
    world.all<Practice>('practices'),
  ])
  const known = APPLICANTS.flatMap((who) => model.people[who].applications)
  expect(applications.map(({ _id }) => _id).sort()).toEqual(known.map(({ id }) => id).sort())
  for (const stored of applications) {
    expectWay(stored)
    const application = known.find(({ id }) => id === stored._id)
    if (application) expectAsModelled(stored, application)
    expectExams(
      papers.filter(({ applicationId }) => applicationId === stored._id),
      practices.filter(({ applicationId }) => applicationId === stored._id),
      application,
    )
    world.note(`state ${stored.state}`)
  }
  for (const who of APPLICANTS) {
    const own = applications.filter(({ personId }) => personId === idOf(who))
    const live = own.filter(({ state }) => !FINAL.includes(state))
    // One live application per person (S-20).
    expect(live.length).toBeLessThanOrEqual(1)
    if (own.length > 0) expect(locks.find(({ _id }) => _id === idOf(who))?.liveId).toBe(live[0]?._id ?? null)
    expectMember(model, who, people, members, own)
  }
  for (const team of new Set(APPLICANTS.map((who) => HOMES[who].team))) {
    const held = people.filter(({ volunteer }) => volunteer?.teamId === team).length
    const candidates = applications.filter((each) => each.teamId === team && CANDIDATE.includes(each.state))
    expect(held + candidates.length).toBeLessThanOrEqual(TEAM_MAX)
  }
  expectCertificates(members, await world.all('counters'))
  await expectShifts(model, world, people)
  await expectTraining(model, world)
  expect(registrations(await world.all<Registration>('identities'))).toEqual(
    [...model.registered.values()].map(idOf).sort(),
  )
}

function registrations(stored: Registration[]): string[] {
  return stored.map(({ personId }) => personId).sort()
}

/** Only legal transitions, and one final state, the last. */
function expectWay({ steps, state, closedAt, revision }: Stored): void {
  let at: Stored['state'] = 'submitted'
  expect(steps[0]?.event).toBe('apply')
  for (const { event } of steps.slice(1)) {
    const to: Stored['state'] | undefined = WAY[at][event as Event]
    if (!to) throw new Error(`${event} from ${at}`)
    at = to
  }
  expect(at).toBe(state)
  expect(closedAt !== null).toBe(FINAL.includes(state))
  expect(revision).toBeGreaterThanOrEqual(steps.length)
  // One resit (S-24): a second failure is the end.
  const failures = steps.filter(({ event }) => event === 'partFailed').length
  expect(failures).toBe(state === 'eliminated' ? 2 : Math.min(failures, 1))
}

function expectAsModelled(stored: Stored, application: Application): void {
  const { state, revision, identityCheck, passed, recused, steps } = stored
  expect({
    state,
    revision,
    identityCheck,
    passed: [...passed].sort(),
    recused,
    steps: steps.slice(1).map(({ event }) => event),
  }).toEqual({
    state: application.state,
    revision: application.revision,
    identityCheck: application.identityCheck,
    passed: [...application.passed].sort(),
    recused: application.recused.map(idOf),
    steps: application.steps,
  })
}

/** At most two papers, each graded once; together with the practice exams no more than one resit uses up. */
function expectExams(papers: Paper[], practices: Practice[], application: Application | undefined): void {
  expect(papers.length).toBeLessThanOrEqual(2)
  expect(papers.filter(({ attempt }) => attempt > 1).length).toBeLessThanOrEqual(1)
  expect(practices.length).toBeLessThanOrEqual(2)
  expect(practices.length).toBe(application?.practices.length)
  for (const { _id, state, gradedAt } of papers) {
    const paper = application?.papers.find(({ id }) => id === _id)
    expect(state).toBe(paper?.open ? 'open' : 'graded')
    expect(gradedAt === null).toBe(state === 'open')
  }
  expect(papers.length).toBe(application?.papers.length)
}

/** Who is a volunteer is active or suspended, and came by one certified application after the other. */
function expectMember(
  model: Model,
  who: Applicant,
  people: Person[],
  members: Member[],
  own: Stored[],
): void {
  const person = people.find(({ _id }) => _id === idOf(who))
  const member = members.find(({ _id }) => _id === idOf(who))
  const { member: modelled, certificates } = model.people[who]
  const volunteer = person?.volunteer ?? null
  expect(volunteer !== null).toBe(member?.state === 'active' || member?.state === 'suspended')
  expect(person?.roles.some(({ role }) => role === 'volunteer') ?? false).toBe(volunteer !== null)
  expect(member?.state ?? null).toBe(modelled?.state ?? null)
  expect(own.filter(({ state }) => state === 'certified')).toHaveLength(certificates)
  expect(member?.events.filter(({ event }) => event === 'certified') ?? []).toHaveLength(certificates)
  if (!member || !modelled) return
  expect(member.insuredUntil).toBe(modelled.insuredUntil)
  expect(member.exit?.by ?? null).toBe(modelled.exit === null ? null : idOf(modelled.exit))
  if (volunteer) {
    expect(volunteer.suspended).toBe(member.state === 'suspended')
    expect(volunteer.insuredUntil).toBe(member.insuredUntil)
  }
}

/** Certificate numbers of a year count from one, without gaps or doubles; no code is given twice. */
function expectCertificates(members: Member[], counters: { _id: string; last: number }[]): void {
  const numbers = members.flatMap(({ events }) =>
    events.filter(({ event }) => event === 'certified').map(({ text }) => text),
  )
  const years = new Set(numbers.map((each) => each.slice(0, -5)))
  expect(counters).toHaveLength(years.size)
  for (const { _id, last } of counters) {
    const year = _id.slice('certificate-'.length)
    const ofYear = numbers.filter((each) => each.includes(`${year}-`)).sort()
    expect(ofYear).toEqual(
      Array.from({ length: last }, (_, at) => `石义巡${year}-${String(at + 1).padStart(4, '0')}`),
    )
  }
  expect(new Set(members.map(({ certificate }) => certificate.code)).size).toBe(members.length)
}

/** Crews are what was granted; nobody suspended, gone or revoked holds a seat to come (S-26, S-35). */
async function expectShifts(model: Model, world: World, people: Person[]): Promise<void> {
  const rosters = await world.all<RosterRecord>('rosters')
  for (const { _id, startAt, crew, max } of await world.all<Shift>('shifts')) {
    expect(crew.map(({ personId }) => personId).sort()).toEqual(
      [...(model.crews.get(_id) ?? [])].map(idOf).sort(),
    )
    expect(crew.length).toBeLessThanOrEqual(max)
    for (const { personId } of crew) {
      const duties = rosters.find((roster) => roster._id === personId)?.duties ?? []
      expect(duties.map(({ shiftId }) => shiftId)).toContain(_id)
      if (startAt < model.now()) continue
      expect(people.find((each) => each._id === personId)?.volunteer).toMatchObject({ suspended: false })
    }
  }
  const seats = [...model.crews.values()].reduce((sum, crew) => sum + crew.size, 0)
  expect(rosters.reduce((sum, { duties }) => sum + duties.length, 0)).toBe(seats)
}

/** Hours count once a course, for the application under way. */
async function expectTraining(model: Model, world: World): Promise<void> {
  const trainings = await world.all<Training>('trainings')
  const sessions = await world.all<Session>('sessions')
  for (const who of APPLICANTS) {
    const training = trainings.find(({ _id }) => _id === idOf(who))
    const { attended, present } = model.people[who]
    const there = sessions.filter(({ people }) =>
      people.some((each) => each.personId === idOf(who) && each.attendedAt !== null),
    )
    expect(there.map(({ _id }) => _id).sort()).toEqual([...present].sort())
    expect((training?.attended ?? []).map(({ sessionId }) => sessionId).sort()).toEqual(
      attended.map(({ session }) => session).sort(),
    )
    if (training?.applicationId != null)
      expect(training.hours).toEqual(model.hours(who, training.applicationId, KIND_OF))
  }
}
