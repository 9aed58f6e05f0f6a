import type { Application } from '../../cloudfunctions/recruitment/record'
import { queueKeyOf } from '../../cloudfunctions/recruitment/rules'
import { APPLICANTS, APPLICATIONS } from '../../cloudfunctions/recruitment/store'
import { idFrom, personId } from '../../cloudfunctions/shared/ids'
import { newPerson, PEOPLE } from '../../cloudfunctions/shared/people'
import { DAY, MINUTE } from '../../cloudfunctions/shared/time'
import { DEFAULT_TOWNSHIP } from '../../cloudfunctions/shared/township'
import { BANK, questionById } from '../../cloudfunctions/training/bank'
import { drawPaper, shownKey } from '../../cloudfunctions/training/exam'
import type { Paper } from '../../cloudfunctions/training/record'
import { PAPERS } from '../../cloudfunctions/training/store'
import type { Store } from '../store'

/** The openid of a candidate of the crowd, counted from 0. */
export function examineeOpenid(at: number): string {
  return `crowd-examinee-${at}`
}

/** The id of their paper. */
export function examineePaper(at: number): string {
  return `crowd-paper-${at}`
}

/** The openid of the reviewer of all the crowd's applications. */
export const CROWD_REVIEWER = 'crowd-reviewer'

/** The last tenth of a paper is wrong, so that grading has something to find. */
const RIGHT_SHARE = 0.9

/** The score that every paper of the crowd must get. */
export function expectedScore(questions: number): number {
  return Math.round((100 * Math.floor(questions * RIGHT_SHARE)) / questions)
}

/** Fills an empty database with candidates in the middle of their theory exam, each with a paper of their own (S-24). */
export function loadExaminees(store: Pick<Store, 'load'>, count: number, now: number): void {
  const all = Array.from({ length: count }, (_, at) => at)
  const applications = all.map((at) => application(examineeOpenid(at), 'exam', now - at))
  store.load(
    PEOPLE.name,
    all.map((at) => ({ ...newPerson(me(examineeOpenid(at)), now), name: `考生${at}` })),
  )
  store.load(APPLICATIONS.name, applications)
  store.load(
    APPLICANTS.name,
    applications.map((each) => ({ _id: each.personId, liveId: each._id, eliminatedAt: null })),
  )
  store.load(
    PAPERS.name,
    all.map((at) => paper(at, applications[at]?._id ?? '', now)),
  )
}

function paper(at: number, applicationId: string, now: number): Paper {
  const seed = at.toString(16).padStart(32, '0')
  const questions = drawPaper(BANK, DEFAULT_TOWNSHIP.exam.questions, new Set(), seed)
  const right = Math.floor(questions.length * RIGHT_SHARE)
  const answers = questions.map(({ id, order }, place): [string, number[]] => {
    const question = questionById(id)
    return [id, question && place < right ? shownKey(question, order) : []]
  })
  return {
    _id: examineePaper(at),
    personId: personId(examineeOpenid(at)),
    applicationId,
    sessionId: 'crowd-sitting',
    attempt: 1,
    seed,
    state: 'open',
    questions,
    answers: Object.fromEntries(answers),
    startedAt: now - 50 * MINUTE,
    endsAt: now + DAY,
    pass: DEFAULT_TOWNSHIP.exam.pass,
    gradedAt: null,
    score: null,
    passed: null,
    right: [],
  }
}

/** Fills an empty database with applications that wait for one village's review, and its reviewer (S-22). */
export function loadQueue(store: Pick<Store, 'load'>, count: number, now: number): void {
  const village = DEFAULT_TOWNSHIP.villages[0]?.id ?? ''
  const reviewer = newPerson(me(CROWD_REVIEWER), now)
  store.load(PEOPLE.name, [{ ...reviewer, name: '村委', roles: [{ role: 'reviewer', villageId: village }] }])
  store.load(
    APPLICATIONS.name,
    Array.from({ length: count }, (_, at) =>
      application(`crowd-applicant-${at}`, 'submitted', now - at * MINUTE),
    ),
  )
}

function me(openid: string) {
  return { id: personId(openid), openid, person: null }
}

function application(openid: string, state: Application['state'], submittedAt: number): Application {
  const [team] = DEFAULT_TOWNSHIP.teams
  const _id = idFrom('app', openid)
  return {
    _id,
    revision: 1,
    state,
    personId: personId(openid),
    villageId: team?.villageId ?? '',
    teamId: team?.id ?? '',
    way: 'self',
    recommendedBy: null,
    name: '报名人',
    sex: 'male',
    identity: null,
    phone: null,
    declarations: null,
    identityCheck: false,
    occupation: '种田',
    priorities: [],
    skills: [],
    motive: '',
    photo: null,
    relatives: [],
    recused: [],
    queueKey: queueKeyOf([], submittedAt, _id),
    submittedAt,
    closedAt: null,
    erasedAt: null,
    passed: [],
    papers: state === 'exam' ? 1 : 0,
    steps: [{ event: 'apply', at: submittedAt, by: personId(openid), reason: null }],
  }
}
