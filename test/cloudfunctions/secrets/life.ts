import type { ApplicationDto, ReviewDto } from '../../../cloudfunctions/recruitment/dto'
import { personId } from '../../../cloudfunctions/shared/ids'
import { PRIVACY_VERSION } from '../../../cloudfunctions/shared/privacy'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import type { Township } from '../../../cloudfunctions/shared/township'
import { questionById, SCENARIOS } from '../../../cloudfunctions/training/bank'
import type { AttendanceCodeDto, PaperDto } from '../../../cloudfunctions/training/dto'
import { shownKey } from '../../../cloudfunctions/training/exam'
import type { Paper, Session } from '../../../cloudfunctions/training/record'
import { NOW, patroller, person, shift, staff, township } from '../../support/builders'
import type { TestCloud } from '../../support/cloud'
import { form, idNumber } from '../recruitment/records'
import { session } from '../training/records'
import type { Known, Witness } from './witness'

/** Born on a day that nobody else here is; the number ends with an X. */
function endingWithX(): string {
  for (let order = 1; order < 1000; order++) {
    const number = idNumber('19790405', order)
    if (number.endsWith('X')) return number
  }
  throw new Error('no number of that day ends with X')
}

/** What 吴小满 alone has: what is protected, and what is only hers. */
export const PLANTED = {
  name: '吴小满',
  idNumber: endingWithX(),
  phone: '13957016688',
  health: '左膝做过手术跑不快',
  motive: '想守住村口那棵老樟树',
  occupation: '竹编匠人',
  reason: '村里都说她热心肯干',
}
/** What 郑阿土 has, who comes with her ID number. */
export const SECOND = {
  name: '郑阿土',
  phone: '13857019977',
  motive: '听说有补贴就来了',
  occupation: '收山货',
}
/** Why the office turned him away. */
export const TURNED_AWAY = '和派出所核对过号码不是他的'

const HERE = { teamId: 'team-jingxi', villageId: 'jingxi' }
const SHISHI = { teamId: 'team-shishi', villageId: 'shishi' }

/** Everybody of a role. */
const PEOPLE = [
  person('villager'),
  patroller('volunteer'),
  patroller('captain', {}, [{ role: 'captain', ...HERE }]),
  patroller('deputy', {}, [{ role: 'deputy', ...HERE }]),
  patroller('captainElsewhere', SHISHI, [{ role: 'captain', ...SHISHI }]),
  staff('reviewer', { role: 'reviewer', villageId: 'jingxi' }),
  staff('reviewerElsewhere', { role: 'reviewer', villageId: 'shishi' }),
  ...(['leader', 'office', 'trainer', 'police', 'department', 'auditor'] as const).map((role) =>
    staff(role, { role }),
  ),
]

/** Every kind of caller, by openid. */
export const CALLERS = [...PEOPLE.map(({ openid }) => openid), 'visitor', 'wu', 'zheng']

const going = { startAt: NOW - 10 * MINUTE, endAt: NOW + 300 * MINUTE, trainerId: personId('trainer') }
const sessions: Session[] = ['law', 'patrol', 'theory-exam', 'practice-exam'].map((course) =>
  session(`s-${course}`, course, going),
)

/** One course of each kind is enough, and a paper has six questions. */
const SETTINGS: Township = {
  ...township,
  training: { ...township.training, theoryHours: 4, practiceHours: 4 },
  exam: { ...township.exam, questions: { law: 1, mediation: 1, firstAid: 1, fire: 1, fraud: 1, limits: 1 } },
}

/** What there is before anybody applies. */
export const RECORDS = {
  settings: [{ _id: 'township', version: 1, value: SETTINGS }],
  people: PEOPLE,
  sessions,
  shifts: [shift('tomorrow', { startAt: NOW + 24 * 60 * MINUTE })],
}

/** The lives of the two, step by step, with everybody looking in between. */
export class Life {
  readonly known: Known & { applications: string[]; papers: string[] } = {
    people: [personId('wu'), personId('zheng')],
    applications: [],
    sessions: sessions.map(({ _id }) => _id),
    papers: [],
    idNumber: PLANTED.idNumber.toLowerCase(),
    certificate: 'AAAAAAAAAAAAAAAAAAAAAA',
  }

  constructor(
    private readonly cloud: TestCloud,
    private readonly witness: Witness,
  ) {}

  private get application(): string {
    return this.known.applications[0] ?? ''
  }

  private get wu(): string {
    return personId('wu')
  }

  /** 吴小满 applies, and 郑阿土 with her number; the office turns him away. */
  async apply(photo: string): Promise<void> {
    const { witness, known } = this
    for (const who of ['wu', 'zheng'])
      await witness.must(who, 'recruitment.consent', { version: PRIVACY_VERSION })
    await witness.must('wu', 'account.consent', { accepted: ['notice', 'shift', 'help'] })
    const { name, idNumber: number, phone, health: healthNote, motive, occupation } = PLANTED
    const { id: recommendationId } = await witness.must<{ id: string }>(
      'volunteer',
      'recruitment.recommend',
      {
        name,
        villageId: 'jingxi',
        reason: PLANTED.reason,
      },
    )
    const own = { name, idNumber: number, phone, healthNote, motive, occupation, photo, recommendationId }
    const first = await witness.must<ApplicationDto>('wu', 'recruitment.apply', {
      ...form({ ...own, health: 'limited', priorities: ['party'] }),
    })
    const second = await witness.must<ApplicationDto>('zheng', 'recruitment.apply', {
      ...form({ ...SECOND, idNumber: number.toLowerCase() }),
    })
    known.applications.push(first.id, second.id)
    await witness.call('wu', 'recruitment.apply', form({ ...own, health: 'limited' }))
    await witness.everyoneLooks(CALLERS, known)
    await witness.must('office', 'recruitment.checkIdentity', {
      applicationId: second.id,
      revision: 1,
      same: false,
      reason: TURNED_AWAY,
    })
  }

  /** Everybody asks for what is masked. */
  async unmask(action: 'recruitment.unmask' | 'membership.unmask'): Promise<void> {
    const of = action === 'recruitment.unmask' ? { applicationId: this.application } : { personId: this.wu }
    for (const who of CALLERS)
      for (const field of ['idNumber', 'phone'])
        await this.witness.call(who, action, { ...of, field, reason: '核对' })
  }

  /** Both reviews. */
  async review(): Promise<void> {
    for (const who of ['reviewer', 'leader']) {
      const { revision } = await this.witness.must<ReviewDto>(who, 'recruitment.get', {
        applicationId: this.application,
      })
      await this.witness.must(who, 'recruitment.review', {
        applicationId: this.application,
        revision,
        approve: true,
      })
    }
  }

  /** Hours, a failed paper and a good one, the practice exam: certified. */
  async train(): Promise<void> {
    const { witness, known } = this
    for (const sessionId of ['s-law', 's-theory-exam']) await this.checkIn(sessionId)
    await witness.must('trainer', 'training.mark', {
      sessionId: 's-patrol',
      personId: this.wu,
      present: true,
    })
    await this.checkIn('s-theory-exam')
    await this.sit(false)
    await this.sit(true)
    await witness.must('trainer', 'training.judge', {
      applicationId: this.application,
      attempt: 1,
      results: SCENARIOS.map(({ id, criteria }) => ({
        scenarioId: id,
        met: criteria.map((each) => each.id),
      })),
      note: '',
    })
    const { certificate } = await witness.must<{ certificate: { link: string } }>(
      'wu',
      'membership.certificate',
    )
    known.certificate = new URL(certificate.link).searchParams.get('c') ?? ''
  }

  private async checkIn(sessionId: string): Promise<void> {
    const { codes } = await this.witness.must<{ codes: AttendanceCodeDto[] }>('trainer', 'training.code', {
      sessionId,
    })
    const code = new URL(codes[0]?.link ?? '').searchParams.get('c')
    await this.witness.call('wu', 'training.checkIn', { sessionId, code })
  }

  private async sit(right: boolean): Promise<void> {
    const { witness, cloud, known } = this
    const { id } = await witness.must<PaperDto>('wu', 'training.begin')
    known.papers.push(id)
    if (!right) await witness.everyoneLooks(CALLERS, known)
    const { data } = (await cloud.db.collection('papers').where({ _id: id }).get()) as { data: Paper[] }
    const answers = (data[0]?.questions ?? []).map((each) => {
      const question = questionById(each.id)
      return { questionId: each.id, choice: question && right ? shownKey(question, each.order) : [] }
    })
    await witness.must('wu', 'training.saveAnswers', { paperId: id, answers })
    await witness.must('wu', 'training.handIn', { paperId: id })
  }

  /** Insurance, marks, a shift, suspension, a proposal to leave that is refused; and the clock pushes the messages. */
  async serve(): Promise<void> {
    const { witness, known, wu } = this
    const of = { personId: wu }
    const insurance = { policy: '平安 1 号', from: '2026-11-01', until: '2027-10-31' }
    await witness.must('office', 'membership.insure', { personIds: [wu], ...insurance })
    await witness.must('office', 'membership.issueMarks', { ...of, items: ['红袖标'] })
    await witness.must('office', 'membership.renew', of)
    await witness.must('wu', 'shifts.claim', { shiftId: 'tomorrow' })
    await witness.must('wu', 'account.standby', { on: true })
    await witness.must('leader', 'membership.suspend', { ...of, reason: '连续缺勤' })
    await witness.everyoneLooks(CALLERS, known)
    await witness.must('leader', 'membership.reinstate', { ...of, reason: '谈过话了' })
    const exit = { ...of, kind: 'absence', reason: '长期不来' }
    await witness.must('reviewer', 'membership.proposeExit', exit)
    await witness.must('leader', 'membership.decideExit', { ...of, approve: false, reason: '再给机会' })
    await this.cloud.fireTimer('clock')
  }

  /** Both go: he withdraws his consent, she leaves and returns her mark; both have themselves deleted. */
  async go(): Promise<void> {
    const { witness } = this
    await witness.must('zheng', 'recruitment.withdrawConsent')
    await witness.must('zheng', 'account.deleteMe', { confirm: '删除' })
    await witness.must('wu', 'membership.leave', { reason: '要搬去县城' })
    await witness.must('office', 'membership.returnMarks', { personId: this.wu, items: ['红袖标'] })
    await witness.must('wu', 'account.deleteMe', { confirm: '删除' })
  }
}
