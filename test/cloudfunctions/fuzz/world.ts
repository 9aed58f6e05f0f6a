import type { Application } from '../../../cloudfunctions/recruitment/record'
import type { Invitation } from '../../../cloudfunctions/office/rules'
import { personId } from '../../../cloudfunctions/shared/ids'
import { seal } from '../../../cloudfunctions/shared/sealed'
import { DAY, MINUTE } from '../../../cloudfunctions/shared/time'
import { BANK } from '../../../cloudfunctions/training/bank'
import { drawPaper } from '../../../cloudfunctions/training/exam'
import type { Paper } from '../../../cloudfunctions/training/record'
import { crewed, NOW, patroller, person, rostersOf, shift, staff, township } from '../../support/builders'
import { help } from '../help/records'
import { memberOf } from '../membership/records'
import { application, consentOf, idNumber } from '../recruitment/records'
import { applicantsOf, session, trained, withPeople } from '../training/records'

const HERE = { teamId: 'team-jingxi', villageId: 'jingxi' }

/** In the patrol. */
export const PATROL = [
  patroller('volunteer-a', { standby: true }),
  patroller('volunteer-b'),
  patroller('captain', {}, [{ role: 'captain', ...HERE }]),
  patroller('deputy', {}, [{ role: 'deputy', ...HERE }]),
  patroller('suspended', { suspended: true }),
]

const OTHERS = [
  staff('office', { role: 'office' }),
  staff('office-2', { role: 'office' }),
  staff('reviewer', { role: 'reviewer', villageId: 'jingxi' }),
  staff('leader', { role: 'leader' }),
  staff('trainer', { role: 'trainer' }),
  staff('police', { role: 'police' }),
  staff('auditor', { role: 'auditor' }),
  person('villager', { name: '周小军' }),
  person('left', { name: '毛退队' }),
]

/** Where their applications stand. */
const STATES = {
  waiting: 'submitted',
  doubled: 'submitted',
  passed: 'villagePassed',
  trainee: 'training',
  examinee: 'exam',
  resitter: 'resit',
  rejected: 'rejected',
} as const satisfies Record<string, Application['state']>

/** Those with an application, by openid. */
export const APPLICANTS = Object.keys(STATES) as (keyof typeof STATES)[]

const applicants = APPLICANTS.map((openid) => person(openid, { name: '徐报名' }))

/** Everyone who is known. The visitor is not. */
export const PEOPLE = [...PATROL, ...OTHERS, ...applicants]

/** Openids of everyone who calls. */
export const CALLERS = [...PEOPLE.map((each) => each.openid), 'visitor']

/** Those who have consented and not applied: `apply` may succeed. */
export const NEWCOMERS = ['villager', 'visitor', 'rejected', 'left']

/** Id of the application of somebody. */
export const applicationId = (openid: string): string => `app_${openid}`

const CLOSED: readonly Application['state'][] = ['rejected']

const applications = (): Application[] =>
  APPLICANTS.map((openid, at) => {
    const identity = { idNumber: idNumber('19850101', at + 1), birthDay: '1985-01-01' }
    return application({
      _id: applicationId(openid),
      state: STATES[openid],
      personId: personId(openid),
      name: '徐报名',
      identity: seal(JSON.stringify(identity)),
      phone: seal('13900000001'),
      declarations: seal(JSON.stringify({ health: 'healthy', healthNote: '', criminalRecord: 'none' })),
      identityCheck: openid === 'doubled',
      closedAt: CLOSED.includes(STATES[openid]) ? NOW - DAY : null,
    })
  })

const SEED = '00112233445566778899aabbccddeeff'

/** Questions of the paper that the examinee writes. */
export const QUESTIONS = drawPaper(BANK, township.exam.questions, new Set(), SEED)

const paper = (_id: string, openid: string, over: Partial<Paper>): Paper => ({
  _id,
  personId: personId(openid),
  applicationId: applicationId(openid),
  sessionId: 'theory-exam',
  attempt: 1,
  seed: SEED,
  state: 'open',
  questions: QUESTIONS,
  answers: Object.fromEntries(QUESTIONS.map(({ id }) => [id, []])),
  startedAt: NOW - 20 * MINUTE,
  endsAt: NOW + 40 * MINUTE,
  pass: township.exam.pass,
  gradedAt: null,
  score: null,
  passed: null,
  right: [],
  ...over,
})

/** Ids of papers: one that is written, one that is graded, one that is none. */
export const PAPERS = ['paper-open', 'paper-graded', 'no-such-paper']

const own = { trainerId: personId('trainer') }
const going = { startAt: NOW - 10 * MINUTE, endAt: NOW + 240 * MINUTE, ...own }
const sitting = applicants.filter(({ openid }) => openid === 'examinee' || openid === 'resitter')

const sessions = [
  withPeople(
    session('law', 'law', own),
    applicants.filter(({ openid }) => openid === 'trainee'),
  ),
  session('patrol', 'patrol', going),
  session('topical', 'topical', own),
  session('topical-going', 'topical', going),
  withPeople(session('theory-exam', 'theory-exam', going), sitting, true),
  withPeople(session('practice-exam', 'practice-exam', going), sitting, true),
  session('called-off', 'law', { state: 'cancelled' }),
]

/** Ids of sessions. */
export const SESSIONS = sessions.map(({ _id }) => _id)

const recommendation = (_id: string, over: object = {}) => ({
  _id,
  byId: personId('volunteer-b'),
  byName: 'volunteer-b',
  name: '郑二',
  villageId: 'jingxi',
  reason: '热心',
  createdAt: NOW - DAY,
  expiresAt: NOW + DAY,
  takenBy: null,
  ...over,
})

const recommendations = [
  recommendation('rec-open'),
  recommendation('rec-old', { expiresAt: NOW - MINUTE }),
  recommendation('rec-taken', { takenBy: personId('waiting') }),
]

/** Ids of recommendations. */
export const RECOMMENDATIONS = recommendations.map(({ _id }) => _id)

const invitation = (_id: string, over: Partial<Invitation> = {}): Invitation => ({
  _id,
  role: 'auditor',
  villageId: null,
  note: '审计组',
  byId: personId('office-2'),
  byName: 'office-2',
  createdAt: NOW - DAY,
  expiresAt: NOW + DAY,
  takenBy: null,
  takenAt: null,
  ...over,
})

const invitations = [
  invitation('inv-auditor'),
  invitation('inv-reviewer', { role: 'reviewer', villageId: 'jingxi' }),
  invitation('inv-trainer', { role: 'trainer' }),
  invitation('inv-old', { expiresAt: NOW - MINUTE }),
  invitation('inv-taken', { takenBy: personId('auditor'), takenAt: NOW - MINUTE }),
]

/** Ids of invitations. */
export const INVITATIONS = invitations.map(({ _id }) => _id)

const patrols = [
  crewed(shift('running', { startAt: NOW - 30 * MINUTE }), PATROL.slice(0, 1)),
  shift('tonight'),
  crewed(shift('full', { max: 1, min: 1, startAt: NOW + 48 * 60 * MINUTE }), PATROL.slice(1, 2)),
  shift('tomorrow', { startAt: NOW + 24 * 60 * MINUTE }),
  shift('cancelled', { status: 'cancelled' }),
]

/** Ids of shifts. */
export const SHIFTS = patrols.map(({ _id }) => _id)

/** Ids of requests for help. */
export const HELPS = ['help-1', 'help-2', 'help-3', 'help-taken']

const helps = (): object[] =>
  HELPS.map((_id) =>
    help({
      _id,
      requesterId: personId('villager'),
      requesterName: '周小军',
      phone: seal('13900000003'),
      ...(_id === 'help-taken'
        ? {
            status: 'accepted' as const,
            owner: { personId: personId('volunteer-a'), name: 'volunteer-a', teamId: HERE.teamId },
            acceptedAt: NOW,
            firstAcceptedAt: NOW,
          }
        : {}),
    }),
  )

const mark = { item: '红袖标', issuedAt: NOW - DAY, issuedBy: 'p_office', returnedAt: null, returnedBy: null }

/** Memberships, but for `volunteer-b`, who was a volunteer before there were any. */
function members(): object[] {
  const [a, , captain, deputy, suspended] = PATROL.map((each) => memberOf(each))
  const gone = memberOf(patroller('left'), { state: 'left', leftAt: NOW - DAY, marks: [mark] })
  const exit = { state: 'proposed', kind: 'absence', reason: '长期不来', by: 'p_reviewer', at: NOW }
  return [{ ...a, marks: [mark] }, captain, { ...deputy, exit }, suspended, gone].map((each) => ({
    ...each,
    phone: seal('13900000002'),
  }))
}

/** The records of the world, sealed with the keys of the cloud that runs. */
export function records(): Record<string, readonly object[]> {
  const all = applications()
  const live = all.filter(({ state }) => !CLOSED.includes(state))
  return {
    people: PEOPLE,
    shifts: patrols,
    rosters: rostersOf(PATROL, patrols),
    helps: helps(),
    applications: all,
    applicants: applicantsOf(live),
    privacyConsents: NEWCOMERS.map((openid) => consentOf(openid)),
    sessions,
    trainings: live.filter(({ state }) => state === 'exam' || state === 'resit').map((each) => trained(each)),
    papers: [
      paper('paper-open', 'examinee', {}),
      paper('paper-graded', 'resitter', { state: 'graded', gradedAt: NOW, score: 0, passed: false }),
    ],
    recommendations,
    invitations,
    members: members(),
  }
}
