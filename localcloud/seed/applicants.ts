import type {
  Applicant,
  Application,
  ApplicationStep,
  Declarations,
  ExamPart,
  Registration,
} from '../../cloudfunctions/recruitment/record'
import { queueKeyOf } from '../../cloudfunctions/recruitment/rules'
import { registrationId } from '../../cloudfunctions/recruitment/store'
import { isLive, type ApplicationEvent, type ApplicationState } from '../../cloudfunctions/recruitment/states'
import { idFrom, personId } from '../../cloudfunctions/shared/ids'
import { newPerson, type Person } from '../../cloudfunctions/shared/people'
import { PRIVACY_VERSION, type PrivacyConsent } from '../../cloudfunctions/shared/privacy'
import { seal } from '../../cloudfunctions/shared/sealed'
import type { Priority } from '../../cloudfunctions/shared/values'
import type { Attended, Training } from '../../cloudfunctions/training/record'
import { inventIdentity } from './identity'
import type { Generation, Sex } from './names'
import type { PeopleContext } from './people'

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Plan {
  openid: string
  villageId: string
  generation: Generation
  sex: Sex
  priorities: Priority[]
  daysAgo: number
  events: [ApplicationEvent, by: string | null, reason?: string][]
  state: ApplicationState
  passed?: ExamPart[]
  /** Courses attended so far; all of them when the exam is open. */
  courses?: number
}

const WAY: Plan['events'] = [
  ['villageApprove', 'reviewer'],
  ['townshipApprove', 'demo-leader-1'],
]

/** One applicant in every state that somebody has to do with; villages with a free place in the team. */
const PLANS: readonly Plan[] = [
  {
    openid: 'demo-applicant-01',
    villageId: 'gaotang',
    generation: '1980s',
    sex: 'female',
    priorities: ['party'],
    daysAgo: 1,
    events: [],
    state: 'submitted',
  },
  {
    openid: 'demo-applicant-02',
    villageId: 'gaotang',
    generation: '1970s',
    sex: 'male',
    priorities: [],
    daysAgo: 3,
    events: [],
    state: 'submitted',
  },
  {
    openid: 'demo-applicant-03',
    villageId: 'baiyun',
    generation: '1990s',
    sex: 'male',
    priorities: ['veteran', 'young'],
    daysAgo: 2,
    events: [],
    state: 'submitted',
  },
  {
    openid: 'demo-applicant-04',
    villageId: 'dongken',
    generation: '1980s',
    sex: 'female',
    priorities: ['grid'],
    daysAgo: 6,
    events: WAY.slice(0, 1),
    state: 'villagePassed',
  },
  {
    openid: 'demo-applicant-05',
    villageId: 'xialiu',
    generation: '1980s',
    sex: 'male',
    priorities: [],
    daysAgo: 20,
    events: WAY,
    state: 'training',
    courses: 6,
  },
  {
    openid: 'demo-applicant-06',
    villageId: 'shanbei',
    generation: '1990s',
    sex: 'female',
    priorities: ['party', 'young'],
    daysAgo: 40,
    events: [...WAY, ['hoursReached', null]],
    state: 'exam',
  },
  {
    openid: 'demo-applicant-07',
    villageId: 'lanke',
    generation: '1970s',
    sex: 'male',
    priorities: [],
    daysAgo: 50,
    events: [
      ...WAY,
      ['hoursReached', null],
      ['partPassed', 'demo-trainer'],
      ['partFailed', null, '理论考试 62 分，没有到 80 分'],
    ],
    state: 'resit',
    passed: ['practice'],
  },
  {
    openid: 'demo-applicant-08',
    villageId: 'baiyun',
    generation: '1960s',
    sex: 'male',
    priorities: [],
    daysAgo: 12,
    events: [['villageReject', 'reviewer', '长年在外务工，一个月回来不到两天，先等回村再报']],
    state: 'rejected',
  },
]

/** What the demo's applicants leave in the database. */
export interface DemoApplicants {
  people: Person[]
  applications: Application[]
  applicants: Applicant[]
  registrations: Registration[]
  consents: PrivacyConsent[]
  trainings: Training[]
}

/** The demo's applicants, with their applications at every step of the way (S-20 … S-24). */
export function demoApplicants(context: PeopleContext, now: number): DemoApplicants {
  const made = PLANS.map((plan) => applicant(plan, context, now))
  return {
    people: made.map((each) => each.person),
    applications: made.map((each) => each.application),
    applicants: made.map(({ application: { _id, personId: who, state } }) => ({
      _id: who,
      liveId: isLive(state) ? _id : null,
      eliminatedAt: null,
    })),
    registrations: made.map((each) => each.registration),
    consents: made.map((each) => each.consent),
    trainings: made.flatMap((each) => each.training ?? []),
  }
}

function applicant(plan: Plan, context: PeopleContext, now: number) {
  const { township, fieldKeys, random, names } = context
  const { openid, villageId, sex, generation, priorities, state } = plan
  const me = { id: personId(openid), openid, person: null }
  const submittedAt = now - plan.daysAgo * DAY
  const _id = idFrom('app', openid)
  const name = names.make(generation, sex)
  const phone = seal(`199000099${openid.slice(-2)}`, fieldKeys)
  const identity = inventIdentity(generation, sex, random)
  const declarations: Declarations = { health: 'healthy', healthNote: '', criminalRecord: 'none' }
  const steps = plan.events.map(([event, by, reason], at): ApplicationStep => ({
    event,
    at: submittedAt + Math.round(((at + 1) / (plan.events.length + 1)) * plan.daysAgo * DAY),
    by: by === null ? null : personId(by === 'reviewer' ? `demo-reviewer-${villageId}` : by),
    reason: reason ?? null,
  }))
  const application: Application = {
    _id,
    revision: steps.length + 1,
    state,
    personId: me.id,
    villageId,
    teamId: township.teams.find((team) => team.villageId === villageId)?.id ?? '',
    way: 'self',
    recommendedBy: null,
    name,
    sex,
    identity: seal(JSON.stringify(identity), fieldKeys),
    phone,
    declarations: seal(JSON.stringify(declarations), fieldKeys),
    identityCheck: false,
    occupation: '种田',
    priorities,
    skills: ['dialect'],
    motive: '想为村里做点事',
    photo: null,
    relatives: [],
    recused: [],
    queueKey: queueKeyOf(priorities, submittedAt, _id),
    submittedAt,
    closedAt: isLive(state) ? null : (steps.at(-1)?.at ?? null),
    erasedAt: null,
    passed: plan.passed ?? [],
    papers: state === 'resit' ? 1 : 0,
    steps: [{ event: 'apply', at: submittedAt, by: me.id, reason: null }, ...steps],
  }
  const person: Person = { ...newPerson(me, submittedAt), name, phone, villageId }
  const registration: Registration = { _id: registrationId(identity.idNumber, fieldKeys), personId: me.id }
  const consent: PrivacyConsent = {
    _id: idFrom('privacy', me.id, 'recruitment'),
    personId: me.id,
    purpose: 'recruitment',
    version: PRIVACY_VERSION,
    givenAt: submittedAt,
    withdrawnAt: null,
  }
  const training = ['training', 'exam', 'resit'].includes(state)
    ? trainingOf(application, plan.courses, context, now)
    : null
  return { person, application, registration, consent, training }
}

function trainingOf(
  { _id: applicationId, personId: who }: Application,
  count: number | undefined,
  { township }: PeopleContext,
  now: number,
): Training {
  const courses = township.training.courses.filter(({ kind }) => kind === 'theory' || kind === 'practice')
  const attended = courses.slice(0, count).map(({ id, title, kind, hours }, at): Attended => ({
    sessionId: `session_demo_past_${id}`,
    courseId: id,
    title,
    kind,
    hours,
    at: now - (14 - at) * DAY,
    applicationId,
  }))
  const sum = (kind: string): number =>
    attended.reduce((total, each) => total + (each.kind === kind ? each.hours : 0), 0)
  return { _id: who, applicationId, hours: { theory: sum('theory'), practice: sum('practice') }, attended }
}
