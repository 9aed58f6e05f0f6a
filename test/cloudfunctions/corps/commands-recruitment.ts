import type { ApplicationDto } from '../../../cloudfunctions/recruitment/dto'
import { PRIVACY_VERSION } from '../../../cloudfunctions/shared/privacy'
import { DAY } from '../../../cloudfunctions/shared/time'
import { HOMES, ID_NUMBERS, idOf, KIN, PAUSE_DAYS, type Actor, type Applicant, type Kin } from './cast'
import type { Model } from './model'
import { command, expectCode, type Command } from './world'

/** An application that there is not. */
export const NOWHERE = 'no-such-application'

const VERSION = PRIVACY_VERSION

export const consent = (who: Applicant, version = VERSION): Command =>
  command(`consent(${who}, ${version})`, async (model, world) => {
    await world.ask(who, 'recruitment.consent', { version }, version === VERSION ? 'ok' : 'OLD_WORDS')
    if (version === VERSION) model.people[who].consented = true
  })

/** Whether someone may apply (S-20, S-21, S-24). */
export function mayApply(model: Model, who: Applicant): string {
  const { consented, eliminatedAt } = model.people[who]
  if (model.serving(who)) return 'ALREADY_VOLUNTEER'
  if (model.live(who)) return 'ALREADY_APPLYING'
  if (eliminatedAt !== null && model.now() < eliminatedAt + PAUSE_DAYS * DAY) return 'ELIMINATED_RECENTLY'
  return consented ? 'ok' : 'CONSENT_NEEDED'
}

function form(who: Applicant, number: Applicant, kin: readonly string[]): object {
  return {
    name: HOMES[who].name,
    idNumber: ID_NUMBERS[number],
    phone: '13900001234',
    villageId: HOMES[who].village,
    occupation: '务农',
    priorities: [],
    skills: [],
    health: 'healthy',
    healthNote: '',
    criminalRecord: 'none',
    motive: '',
    relatives: kin,
  }
}

function applied(model: Model, who: Applicant, number: Applicant, kin: readonly Actor[], id: string): void {
  const owner = model.registered.get(number)
  const identityCheck = owner !== undefined && owner !== who
  if (!identityCheck) model.register(number, who)
  model.people[who].applications.push({
    id,
    of: who,
    state: 'submitted',
    revision: 1,
    number,
    identityCheck,
    kin,
    recused: [],
    village: null,
    passed: [],
    steps: [],
    papers: [],
    practices: [],
  })
}

/** The answer that everybody gets, whoever the number belongs to. */
function expectNeutral(data: ApplicationDto | null): ApplicationDto {
  if (data?.state !== 'submitted' || data.next !== 'waitVillage' || data.reason !== null)
    throw new Error(`an application is answered with ${JSON.stringify(data)}`)
  if (JSON.stringify(data).includes('dentity')) throw new Error('the applicant is told of the check')
  return data
}

/** Applies, with the ID number of `number`; `twice` from two phones at once. */
export const apply = (who: Applicant, number: Applicant, kin: Kin, twice = false): Command =>
  command(`apply(${who}, ID of ${number}, kin ${kin}${twice ? ', twice' : ''})`, async (model, world) => {
    const relatives = KIN[HOMES[who].village][kin]
    const payload = form(
      who,
      number,
      relatives.map((each) => idOf(each)),
    )
    const expected = mayApply(model, who)
    const answers = await Promise.all(
      (twice ? [1, 2] : [1]).map(() => world.send(who, 'recruitment.apply', payload)),
    )
    const ok = answers.filter(({ code }) => code === 'ok')
    if (expected === 'ok' && ok.length !== 1) throw new Error(`${ok.length} applications at once`)
    for (const answer of answers) {
      const lost = expected === 'ok' && answer !== ok[0] ? 'ALREADY_APPLYING' : expected
      expectCode(`${who} applies`, answer, [lost])
    }
    const data = ok[0]?.data as ApplicationDto | undefined
    if (data) applied(model, who, number, relatives, expectNeutral(data).id)
  })

/** Withdraws the newest application of `of`. */
export const withdraw = (who: Applicant, of: Applicant): Command =>
  command(`withdraw(${who}, application of ${of})`, async (model, world) => {
    const application = model.newest(of)
    const payload = { applicationId: application?.id ?? NOWHERE, reason: '家里走不开' }
    const own = application && who === of
    const expected = !own ? 'NOT_FOUND' : model.live(of) ? 'ok' : 'NOT_ALLOWED_NOW'
    await world.ask(who, 'recruitment.withdraw', payload, expected)
    if (application && expected === 'ok') model.move(application, 'withdraw')
  })

export const withdrawConsent = (who: Applicant): Command =>
  command(`withdrawConsent(${who})`, async (model, world) => {
    const person = model.people[who]
    const live = model.live(who)
    const expected = model.serving(who) ? 'LEAVE_FIRST' : 'ok'
    await world.ask(who, 'recruitment.withdrawConsent', {}, expected)
    if (expected !== 'ok') return
    if (live) model.move(live, 'withdraw')
    // Whom they are related to is personal as well.
    for (const application of person.applications) application.kin = []
    // Training and exams belong to a member's file (S-25); of somebody who never was one they go too, and all that
    // stays is that somebody was in a session.
    if (!person.member) {
      person.attended = []
      for (const application of person.applications) {
        application.papers = []
        application.practices = []
      }
    }
    model.unregister(who)
    person.consented = false
  })
