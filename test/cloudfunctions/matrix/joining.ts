import type { Application } from '../../../cloudfunctions/recruitment/record'
import { PRIVACY_VERSION } from '../../../cloudfunctions/shared/privacy'
import { seal } from '../../../cloudfunctions/shared/sealed'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import type { Session } from '../../../cloudfunctions/training/record'
import { NOW, person } from '../../support/builders'
import { applicantsOf, candidacy, session, trained, withPeople } from '../training/records'
import { PATROL, PEOPLE_BY_NAME } from './actors'
import { everyone, expects, requestKey, type Case, type Target } from './table'

/** An applicant of 荆溪村 whom no actor is. */
const APPLICANT = person('applicant', { name: '徐一' })
const IDENTITY = { idNumber: '330899198001010015', birthDay: '1980-01-01' }
/** In the patrol by role, the suspended too: they are volunteers already. */
const IN_PATROL = [...PATROL, 'suspended'] as const

/** One application per actor, of somebody else. */
const of = (over: (target: Target) => Partial<Application>) => (target: Target) => {
  const base = candidacy(APPLICANT, {
    _id: target.id,
    revision: 1,
    state: 'submitted',
    identity: seal(JSON.stringify(IDENTITY)),
    phone: seal('13900000001'),
    ...over(target),
  })
  return { people: [APPLICANT], applications: [base], applicants: applicantsOf([base]) }
}
const decide = (approve: boolean) => (target: Target) => ({
  applicationId: target.id,
  revision: 1,
  approve,
  ...(approve ? {} : { reason: '长年在外' }),
  requestKey: requestKey(target),
})
const own = ({ personId }: Target): Partial<Application> => ({ personId })
const related = ({ personId }: Target): Partial<Application> => ({ relatives: [personId] })
const REVIEW_ROLES = expects(
  { ok: ['reviewer', 'office', 'leader'], NOT_FOUND: ['reviewerElsewhere'] },
  'FORBIDDEN',
)

const recruitment: Case[] = [
  ...['notice', 'mine'].map((verb): Case => ({
    action: `recruitment.${verb}`,
    state: 'any',
    payload: () => ({}),
    expected: everyone('ok'),
  })),
  {
    action: 'recruitment.checkId',
    state: 'one’s own number',
    payload: () => ({ idNumber: IDENTITY.idNumber }),
    expected: everyone('ok'),
  },
  {
    action: 'recruitment.poster',
    state: 'any',
    payload: () => ({}),
    expected: expects(
      { ok: ['reviewer', 'reviewerElsewhere', 'captain', 'captainElsewhere', 'office', 'leader'] },
      'FORBIDDEN',
    ),
  },
  {
    action: 'recruitment.consent',
    state: 'any',
    payload: (target) => ({ version: PRIVACY_VERSION, requestKey: requestKey(target) }),
    expected: everyone('ok'),
  },
  {
    action: 'recruitment.withdrawConsent',
    state: 'any',
    payload: (target) => ({ requestKey: requestKey(target) }),
    expected: expects({ LEAVE_FIRST: IN_PATROL }, 'ok'),
  },
  {
    action: 'recruitment.apply',
    state: 'without consent (S-21)',
    payload: (target) => ({
      name: '徐一',
      idNumber: IDENTITY.idNumber,
      phone: '13900000001',
      villageId: 'jingxi',
      occupation: '种田',
      priorities: [],
      skills: [],
      health: 'healthy',
      healthNote: '',
      criminalRecord: 'none',
      motive: '',
      relatives: [],
      requestKey: requestKey(target),
    }),
    expected: expects({ ALREADY_VOLUNTEER: IN_PATROL }, 'CONSENT_NEEDED'),
  },
  {
    action: 'recruitment.withdraw',
    state: 'one’s own',
    records: of(own),
    payload: (target) => ({ applicationId: target.id, reason: '', requestKey: requestKey(target) }),
    expected: everyone('ok'),
  },
  {
    action: 'recruitment.withdraw',
    state: 'somebody else’s',
    records: of(() => ({})),
    payload: (target) => ({ applicationId: target.id, reason: '', requestKey: requestKey(target) }),
    expected: everyone('NOT_FOUND'),
  },
  {
    action: 'recruitment.recommend',
    state: 'any',
    payload: (target) => ({
      name: '郑二',
      villageId: 'jingxi',
      reason: '热心',
      requestKey: requestKey(target),
    }),
    expected: everyone('ok'),
  },
  ...(['recommendation', 'declineRecommendation'] as const).map((verb): Case => ({
    action: `recruitment.${verb}`,
    state: 'one that is open',
    records: ({ id }) => ({
      recommendations: [
        {
          _id: id,
          byId: 'p_neighbour',
          byName: '周三',
          name: '郑二',
          villageId: 'jingxi',
          reason: '热心',
          createdAt: NOW,
          expiresAt: NOW + 1440 * MINUTE,
          takenBy: null,
        },
      ],
    }),
    // Whoever holds the link may answer it (S-20).
    payload: (target) => ({
      id: target.id,
      ...(verb === 'recommendation' ? {} : { requestKey: requestKey(target) }),
    }),
    expected: everyone('ok'),
  })),
  {
    action: 'recruitment.queue',
    state: 'first reviews of 荆溪村',
    payload: () => ({ step: 'village', villageId: 'jingxi' }),
    expected: REVIEW_ROLES,
  },
  {
    action: 'recruitment.queue',
    state: 'final reviews',
    payload: () => ({ step: 'township' }),
    expected: expects({ ok: ['office', 'leader'] }, 'FORBIDDEN'),
  },
  {
    action: 'recruitment.queue',
    state: 'identities',
    payload: () => ({ step: 'identity' }),
    expected: expects({ ok: ['office'] }, 'FORBIDDEN'),
  },
  {
    action: 'recruitment.get',
    state: 'of 荆溪村',
    records: of(() => ({})),
    payload: ({ id }) => ({ applicationId: id }),
    expected: REVIEW_ROLES,
  },
  ...[true, false].map((approve): Case => ({
    action: 'recruitment.review',
    state: `submitted in 荆溪村, ${approve ? 'accepted' : 'rejected'}`,
    records: of(() => ({})),
    payload: decide(approve),
    // S-08: a village reviewer decides their own village's; the leading group keeps out while one is left.
    expected: expects(
      { ok: ['reviewer'], NOT_FOUND: ['reviewerElsewhere'], NOT_ALLOWED_NOW: ['leader'] },
      'FORBIDDEN',
    ),
  })),
  {
    action: 'recruitment.review',
    state: 'passed by the village',
    records: of(() => ({ state: 'villagePassed' })),
    payload: decide(true),
    expected: expects(
      { ok: ['leader'], NOT_FOUND: ['reviewerElsewhere'], NOT_ALLOWED_NOW: ['reviewer'] },
      'FORBIDDEN',
    ),
  },
  {
    action: 'recruitment.review',
    state: 'decided by oneself in the village',
    records: of(({ personId: by }) => ({
      state: 'villagePassed',
      steps: [{ event: 'villageApprove', at: NOW, by, reason: null }],
    })),
    payload: decide(true),
    expected: expects(
      { DECIDED_BEFORE: ['leader'], NOT_FOUND: ['reviewerElsewhere'], NOT_ALLOWED_NOW: ['reviewer'] },
      'FORBIDDEN',
    ),
  },
  {
    action: 'recruitment.review',
    state: 'one’s own (S-08)',
    records: of(own),
    payload: decide(true),
    expected: expects({ OWN_CASE: ['reviewer', 'leader'], NOT_FOUND: ['reviewerElsewhere'] }, 'FORBIDDEN'),
  },
  {
    action: 'recruitment.review',
    state: 'a relative’s, as declared (S-08)',
    records: of(related),
    payload: decide(true),
    expected: expects({ RELATIVE: ['reviewer', 'leader'], NOT_FOUND: ['reviewerElsewhere'] }, 'FORBIDDEN'),
  },
  {
    action: 'recruitment.review',
    state: 'rejected already',
    records: of(() => ({ state: 'rejected', closedAt: NOW })),
    payload: decide(true),
    expected: expects(
      { NOT_ALLOWED_NOW: ['reviewer', 'leader'], NOT_FOUND: ['reviewerElsewhere'] },
      'FORBIDDEN',
    ),
  },
  {
    action: 'recruitment.recuse',
    state: 'submitted in 荆溪村',
    records: of(() => ({})),
    payload: (target) => ({ applicationId: target.id, requestKey: requestKey(target) }),
    expected: expects({ ok: ['reviewer', 'leader'], NOT_FOUND: ['reviewerElsewhere'] }, 'FORBIDDEN'),
  },
  {
    action: 'recruitment.checkIdentity',
    state: 'a number that came twice',
    records: of(() => ({ identityCheck: true })),
    payload: (target) => ({
      applicationId: target.id,
      revision: 1,
      same: true,
      requestKey: requestKey(target),
    }),
    expected: expects({ ok: ['office'] }, 'FORBIDDEN'),
  },
  {
    action: 'recruitment.review',
    state: 'a number that came twice',
    records: of(() => ({ identityCheck: true })),
    payload: decide(true),
    expected: expects(
      { IDENTITY_CHECK: ['reviewer', 'leader'], NOT_FOUND: ['reviewerElsewhere'] },
      'FORBIDDEN',
    ),
  },
  ...(['idNumber', 'phone'] as const).map((field): Case => ({
    action: 'recruitment.unmask',
    state: `the ${field} of an applicant of 荆溪村`,
    records: of(() => ({})),
    payload: (target) => ({
      applicationId: target.id,
      field,
      reason: '核对',
      requestKey: requestKey(target),
    }),
    expected: REVIEW_ROLES,
  })),
  {
    action: 'recruitment.dashboard',
    state: 'any',
    payload: () => ({}),
    expected: expects(
      {
        ok: ['reviewer', 'reviewerElsewhere', 'captain', 'captainElsewhere', 'deputy', 'office', 'leader'],
      },
      'FORBIDDEN',
    ),
  },
]

const sessionOf =
  (courseId: string, over: (target: Target) => Partial<Session> = () => ({})) =>
  (target: Target) => ({ people: [APPLICANT], sessions: [session(target.id, courseId, over(target))] })
const going = { startAt: NOW - 10 * MINUTE }
const byActor = ({ personId: trainerId }: Target): Partial<Session> => ({ trainerId })
const onSession = (target: Target) => ({ sessionId: target.id, requestKey: requestKey(target) })
const EXAMINEE = candidacy(APPLICANT, { state: 'exam' })

/** The actor as a candidate who is present at an exam that goes on. */
const examined = (target: Target) => {
  const record = target.actor === 'visitor' ? null : PEOPLE_BY_NAME[target.actor]
  const application = candidacy(person(target.actor), {
    _id: target.id,
    personId: target.personId,
    state: 'exam',
  })
  const sitting = withPeople(
    session(`s-${target.id}`, 'theory-exam', going),
    [record ?? person(target.actor)],
    true,
  )
  return {
    applications: [application],
    applicants: applicantsOf([application]),
    trainings: [trained(application)],
    sessions: [sitting],
  }
}

const training: Case[] = [
  ...['sessions', 'progress'].map((verb): Case => ({
    action: `training.${verb}`,
    state: 'any',
    payload: () => ({}),
    expected: everyone('ok'),
  })),
  {
    action: 'training.session',
    state: 'another trainer’s',
    records: sessionOf('law'),
    payload: ({ id }) => ({ sessionId: id }),
    expected: expects({ ok: ['office'], NOT_FOUND: ['trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.session',
    state: 'one’s own',
    records: sessionOf('law', byActor),
    payload: ({ id }) => ({ sessionId: id }),
    expected: expects({ ok: ['office', 'trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.plan',
    state: 'with oneself as trainer',
    payload: (target) => ({
      courseId: 'law',
      startAt: NOW + 60 * MINUTE,
      endAt: NOW + 120 * MINUTE,
      place: '乡政府',
      capacity: 20,
      requestKey: requestKey(target),
    }),
    // The office is no trainer: it names one.
    expected: expects({ ok: ['trainer'], UNKNOWN_TRAINER: ['office'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.planning',
    state: 'any',
    payload: () => ({}),
    expected: expects({ ok: ['trainer', 'office'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.cancelSession',
    state: 'another trainer’s',
    records: sessionOf('law'),
    payload: (target) => ({ ...onSession(target), reason: '停电' }),
    expected: expects({ ok: ['office'], NOT_FOUND: ['trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.signUp',
    state: 'a course towards certification',
    records: sessionOf('law'),
    payload: onSession,
    // For candidates only, and nobody here is one.
    expected: everyone('NOT_FOR_YOU'),
  },
  {
    action: 'training.signUp',
    state: 'a topical training',
    records: sessionOf('topical'),
    payload: onSession,
    expected: expects({ ok: IN_PATROL }, 'NOT_FOR_YOU'),
  },
  {
    action: 'training.signOff',
    state: 'without a place in it',
    records: sessionOf('topical'),
    payload: onSession,
    expected: everyone('NOT_SIGNED_UP'),
  },
  {
    action: 'training.code',
    state: 'another trainer’s',
    records: sessionOf('law', () => going),
    payload: ({ id }) => ({ sessionId: id }),
    expected: expects({ ok: ['office'], NOT_FOUND: ['trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.checkIn',
    state: 'a topical training, with a wrong code',
    records: sessionOf('topical', () => going),
    payload: (target) => ({ ...onSession(target), code: 'wrong' }),
    // The office sees the codes, so it cannot vouch for itself with one.
    expected: expects({ BAD_CODE: IN_PATROL, OWN_CASE: ['office'] }, 'NOT_FOR_YOU'),
  },
  {
    action: 'training.mark',
    state: 'oneself, in one’s own session (S-08)',
    records: sessionOf('topical', (target) => ({ ...going, ...byActor(target) })),
    payload: (target) => ({ ...onSession(target), personId: target.personId, present: true }),
    expected: expects({ OWN_CASE: ['office', 'trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.mark',
    state: 'a member, in one’s own session',
    records: sessionOf('topical', (target) => ({ ...going, ...byActor(target) })),
    payload: (target) => ({
      ...onSession(target),
      personId: PEOPLE_BY_NAME.volunteer._id,
      present: true,
    }),
    expected: expects({ ok: ['office', 'trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.begin',
    state: 'without being a candidate',
    payload: (target) => ({ requestKey: requestKey(target) }),
    expected: everyone('NOT_ALLOWED_NOW'),
  },
  {
    action: 'training.begin',
    state: 'a candidate present at the exam',
    records: examined,
    payload: (target) => ({ requestKey: requestKey(target) }),
    expected: everyone('ok'),
  },
  ...(['paper', 'handIn', 'saveAnswers'] as const).map((verb): Case => ({
    action: `training.${verb}`,
    state: 'somebody else’s paper',
    records: ({ id }) => ({ papers: [paperOf(id)] }),
    payload: (target) => ({
      paperId: target.id,
      ...(verb === 'handIn' ? { requestKey: requestKey(target) } : {}),
      ...(verb === 'saveAnswers' ? { answers: [{ questionId: 'law-01', choice: [0] }] } : {}),
    }),
    expected: everyone('NOT_FOUND'),
  })),
  {
    action: 'training.scenarios',
    state: 'any',
    payload: () => ({}),
    expected: expects({ ok: ['trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.judge',
    state: 'a candidate, with nothing judged yet',
    records: () => ({
      people: [APPLICANT],
      applications: [EXAMINEE],
      applicants: applicantsOf([EXAMINEE]),
    }),
    payload: (target) => ({
      applicationId: EXAMINEE._id,
      attempt: 1,
      results: [],
      note: '',
      requestKey: requestKey(target),
    }),
    expected: expects({ SCENARIO_MISSING: ['trainer'] }, 'FORBIDDEN'),
  },
  {
    action: 'training.judge',
    state: 'oneself (S-08)',
    records: of((target) => ({ ...own(target), state: 'exam' })),
    payload: (target) => ({
      applicationId: target.id,
      attempt: 1,
      results: [],
      note: '',
      requestKey: requestKey(target),
    }),
    expected: expects({ OWN_CASE: ['trainer'] }, 'FORBIDDEN'),
  },
]

function paperOf(_id: string) {
  return {
    _id,
    personId: APPLICANT._id,
    applicationId: EXAMINEE._id,
    sessionId: 'a-sitting',
    attempt: 1,
    seed: '00',
    state: 'open',
    questions: [{ id: 'law-01', order: [0, 1, 2, 3] }],
    answers: { 'law-01': [] },
    startedAt: NOW,
    endsAt: NOW + 60 * MINUTE,
    pass: 80,
    gradedAt: null,
    score: null,
    passed: null,
    right: [],
  }
}

/** Recruitment, training and exams. */
export const JOINING: readonly Case[] = [...recruitment, ...training]
