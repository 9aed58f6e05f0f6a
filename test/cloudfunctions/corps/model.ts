import type { ExamPart } from '../../../cloudfunctions/recruitment/record'
import type { ApplicationState } from '../../../cloudfunctions/recruitment/states'
import type { MemberState } from '../../../cloudfunctions/membership/dto'
import { APPLICANTS, HOMES, RIGHT_ENOUGH, SHIFTS, type Actor, type Applicant, type SessionId } from './cast'

/**
 * What the township should hold, kept by hand from the scheme beside the product: nothing here comes from its rules or
 * tables.
 */

/** What happens to an application. */
export type Event =
  | 'villageApprove'
  | 'villageReject'
  | 'townshipApprove'
  | 'townshipReject'
  | 'identityReject'
  | 'hoursReached'
  | 'partPassed'
  | 'partFailed'
  | 'allPassed'
  | 'withdraw'

/** The way of an application (S-20, S-22, S-24), written out state by state. */
export const WAY: Record<ApplicationState, Partial<Record<Event, ApplicationState>>> = {
  submitted: {
    villageApprove: 'villagePassed',
    villageReject: 'rejected',
    identityReject: 'rejected',
    withdraw: 'withdrawn',
  },
  villagePassed: { townshipApprove: 'training', townshipReject: 'rejected', withdraw: 'withdrawn' },
  training: { hoursReached: 'exam', withdraw: 'withdrawn' },
  exam: { partPassed: 'exam', partFailed: 'resit', allPassed: 'certified', withdraw: 'withdrawn' },
  resit: { partPassed: 'resit', partFailed: 'eliminated', allPassed: 'certified', withdraw: 'withdrawn' },
  certified: {},
  rejected: {},
  eliminated: {},
  withdrawn: {},
}

/** States from which nothing goes on. */
export const FINAL: readonly ApplicationState[] = ['certified', 'rejected', 'eliminated', 'withdrawn']

/** States that hold a place in the team without being a member. */
export const CANDIDATE: readonly ApplicationState[] = ['training', 'exam', 'resit']

/** One application. */
export interface Application {
  id: string
  of: Applicant
  state: ApplicationState
  revision: number
  /** Whose ID number it carries. */
  number: Applicant
  identityCheck: boolean
  kin: readonly Actor[]
  recused: Actor[]
  /** Who let it through the village's step. */
  village: Actor | null
  passed: ExamPart[]
  steps: Event[]
  papers: Paper[]
  /** The session at which each practice exam was judged; null apart from one. */
  practices: (SessionId | null)[]
}

/** One theory paper. */
export interface Paper {
  id: string
  endsAt: number
  sitting: SessionId
  /** Questions answered rightly as saved. */
  right: number
  open: boolean
}

/** A membership. */
export interface Membership {
  state: MemberState
  /** Last instant covered; null without insurance. */
  insuredUntil: number | null
  /** Who proposed that they leave. */
  exit: Actor | null
}

/** One of the applicants. */
export interface Person {
  consented: boolean
  applications: Application[]
  /** When a second failure put them out last: no later than this. */
  eliminatedAt: number | null
  /** Sessions they are on the list of as present. */
  present: SessionId[]
  /** What is known of their training: the sessions, with the application each counts for. */
  attended: { session: SessionId; application: string | null }[]
  member: Membership | null
  /** Certificates received so far. */
  certificates: number
}

/** The whole township. */
export class Model {
  readonly people = Object.fromEntries(
    APPLICANTS.map((who): [Applicant, Person] => [
      who,
      {
        consented: false,
        applications: [],
        eliminatedAt: null,
        present: [],
        attended: [],
        member: null,
        certificates: 0,
      },
    ]),
  ) as Record<Applicant, Person>
  /** To whom each ID number is registered. */
  readonly registered = new Map<Applicant, Applicant>()
  readonly crews = new Map<string, Set<Applicant>>(SHIFTS.map(({ _id }) => [_id, new Set()]))

  /** @param now the test clock */
  constructor(readonly now: () => number) {}

  newest(who: Applicant): Application | null {
    return this.people[who].applications.at(-1) ?? null
  }

  live(who: Applicant): Application | null {
    const newest = this.newest(who)
    return newest && !FINAL.includes(newest.state) ? newest : null
  }

  /** Their application while they are a candidate. */
  candidacy(who: Applicant): Application | null {
    const live = this.live(who)
    return live && CANDIDATE.includes(live.state) ? live : null
  }

  /** Their membership while they serve: active, or suspended for a while. */
  serving(who: Applicant): Membership | null {
    const { member } = this.people[who]
    return member?.state === 'active' || member?.state === 'suspended' ? member : null
  }

  /** Places taken in a team: members and candidates (S-10). */
  holders(team: string): number {
    const own = APPLICANTS.filter((who) => HOMES[who].team === team)
    return own.filter((who) => this.serving(who)).length + own.filter((who) => this.candidacy(who)).length
  }

  /** Moves an application; the model itself must know the way. */
  move(application: Application, event: Event): void {
    const to = WAY[application.state][event]
    if (!to) throw new Error(`the model knows no ${event} from ${application.state}`)
    application.state = to
    application.revision++
    application.steps.push(event)
    if (FINAL.includes(to)) application.identityCheck = false
    if (to === 'eliminated') this.people[application.of].eliminatedAt = this.now()
    if (to === 'certified') {
      const person = this.people[application.of]
      person.member = { state: 'active', insuredUntil: null, exit: null }
      person.certificates++
    }
  }

  /** Registers a number to someone, in place of whoever had it and of their other number. */
  register(number: Applicant, to: Applicant): void {
    this.unregister(to)
    this.registered.set(number, to)
  }

  unregister(who: Applicant): void {
    for (const [number, of] of this.registered) if (of === who) this.registered.delete(number)
  }

  /** Settles a part of the exam, unless the application is past it (S-24). */
  settle(application: Application, part: ExamPart, passed: boolean): void {
    if (!['exam', 'resit'].includes(application.state) || application.passed.includes(part)) return
    if (!passed) return this.move(application, 'partFailed')
    application.passed.push(part)
    this.move(application, application.passed.length === 2 ? 'allPassed' : 'partPassed')
  }

  /** Grades an open paper with what was saved. */
  grade(application: Application, paper: Paper): void {
    if (!paper.open) return
    paper.open = false
    this.settle(application, 'theory', paper.right >= RIGHT_ENOUGH)
  }

  /** Whether their hours for an application are enough: here one course of each kind. */
  hours(who: Applicant, application: string, kindOf: ReadonlyMap<SessionId, string>): Record<string, number> {
    const counted = this.people[who].attended.filter((each) => each.application === application)
    const has = (kind: string): number =>
      counted.some(({ session }) => kindOf.get(session) === kind) ? 1 : 0
    return { theory: has('theory'), practice: has('practice') }
  }

  /** Takes someone off every shift to come. */
  vacate(who: Applicant): void {
    for (const { _id, startAt } of SHIFTS) if (startAt >= this.now()) this.crews.get(_id)?.delete(who)
  }

  /** Every paper with its application. */
  papers(): { application: Application; paper: Paper }[] {
    return APPLICANTS.flatMap((who) =>
      this.people[who].applications.flatMap((application) =>
        application.papers.map((paper) => ({ application, paper })),
      ),
    )
  }
}
