import { HOMES, OFFICES, REVIEWERS, TEAM_MAX, type Actor, type Applicant } from './cast'
import type { Application, Model } from './model'
import { command, expectCode, type Answer, type Command } from './world'

/** How far a revision is off that nobody has reached when it is decided on, whatever else happens at once. */
const ELSEWHERE = 100

/** Whether someone on the staff sees an application at all (S-08). */
function sees(by: Actor, { of }: Application): boolean {
  const { reviews, leader, office } = OFFICES[by]
  return reviews === HOMES[of].village || leader || office
}

/** What keeps someone out of a decision whatever the step (S-08); null when nothing does. */
function keptOut(by: Actor, application: Application): string | null {
  if (application.of === by) return 'OWN_CASE'
  if (application.kin.includes(by)) return 'RELATIVE'
  return application.recused.includes(by) ? 'RECUSED' : null
}

/** How a review is made. */
export interface Review {
  approve: boolean
  reason: boolean
  /** On another revision than the present one. */
  late: boolean
}

/** What a review comes to (S-08, S-10, S-22). */
export function foretellReview(model: Model, application: Application, by: Actor, how: Review): string {
  const { reviews, leader } = OFFICES[by]
  const village = HOMES[application.of].village
  if (reviews === null && !leader) return 'FORBIDDEN'
  if (!sees(by, application)) return 'NOT_FOUND'
  if (how.late) return 'STALE'
  if (application.state !== 'submitted' && application.state !== 'villagePassed') return 'NOT_ALLOWED_NOW'
  const out = keptOut(by, application)
  if (out) return out
  if (application.identityCheck) return 'IDENTITY_CHECK'
  if (application.state === 'submitted') {
    const left = REVIEWERS[village].some((each) => keptOut(each, application) === null)
    if (reviews !== village && left) return 'NOT_ALLOWED_NOW'
  } else {
    if (!leader) return 'NOT_ALLOWED_NOW'
    if (application.village === by) return 'DECIDED_BEFORE'
  }
  if (!how.approve) return how.reason ? 'ok' : 'REASON_NEEDED'
  const full = model.holders(HOMES[application.of].team) >= TEAM_MAX
  return application.state === 'villagePassed' && full ? 'TEAM_FULL' : 'ok'
}

/** The payload of a review. */
export function reviewOf({ id, revision }: Application, { approve, reason, late }: Review): object {
  return {
    applicationId: id,
    revision: late ? revision + ELSEWHERE : revision,
    approve,
    ...(reason ? { reason: '情况属实' } : {}),
  }
}

/** What a review that went through changes. */
export function reviewed(model: Model, application: Application, by: Actor, { approve }: Review): void {
  if (application.state === 'submitted') {
    if (approve) application.village = by
    model.move(application, approve ? 'villageApprove' : 'villageReject')
  } else {
    model.move(application, approve ? 'townshipApprove' : 'townshipReject')
  }
}

export const review = (by: Actor, of: Applicant, how: Review): Command =>
  command(`review(${by}, application of ${of}, ${JSON.stringify(how)})`, async (model, world) => {
    const application = model.newest(of)
    if (!application) return
    const expected = foretellReview(model, application, by, how)
    await world.ask(by, 'recruitment.review', reviewOf(application, how), expected)
    if (expected === 'ok') reviewed(model, application, by, how)
  })

export const recuse = (by: Actor, of: Applicant): Command =>
  command(`recuse(${by}, application of ${of})`, async (model, world) => {
    const application = model.newest(of)
    if (!application) return
    const { reviews, leader } = OFFICES[by]
    const waits = application.state === 'submitted' || application.state === 'villagePassed'
    const allowed = waits ? 'ok' : 'NOT_ALLOWED_NOW'
    const seen = sees(by, application) ? allowed : 'NOT_FOUND'
    const expected = reviews === null && !leader ? 'FORBIDDEN' : seen
    await world.ask(by, 'recruitment.recuse', { applicationId: application.id }, expected)
    if (expected !== 'ok' || application.recused.includes(by)) return
    application.recused.push(by)
    application.revision++
  })

/** The office looks whose an ID number is. */
export const checkIdentity = (of: Applicant, same: boolean, how: Omit<Review, 'approve'>): Command =>
  command(`checkIdentity(${of}, same ${same}, ${JSON.stringify(how)})`, async (model, world) => {
    const application = model.newest(of)
    if (!application) return
    const { id, revision } = application
    const decision = {
      applicationId: id,
      revision: how.late ? revision + ELSEWHERE : revision,
      ...(how.reason ? { reason: '号码是别人的' } : {}),
    }
    const waits = application.state === 'submitted' && application.identityCheck
    const reason = same || how.reason ? 'ok' : 'REASON_NEEDED'
    const expected = how.late ? 'STALE' : waits ? reason : 'NOT_ALLOWED_NOW'
    await world.ask('office', 'recruitment.checkIdentity', { ...decision, same }, expected)
    if (expected !== 'ok') return
    if (!same) return model.move(application, 'identityReject')
    model.register(application.number, of)
    application.identityCheck = false
    application.revision++
  })

/** Two at once on one application: of those whom the scheme lets through, exactly one is, the other is told it is stale. */
export const reviewAtOnce = (of: Applicant, one: [Actor, Review], two: [Actor, Review]): Command =>
  command(
    `reviewAtOnce(${of}, ${JSON.stringify(one)}, ${JSON.stringify(two)})`,
    async (model, world) => {
      const application = model.newest(of)
      if (!application) return
      const calls = [one, two] as const
      const foretold = calls.map(([by, how]) => foretellReview(model, application, by, how))
      const answers = await Promise.all(
        calls.map(([by, how]) => world.send(by, 'recruitment.review', reviewOf(application, how))),
      )
      const through = answers.filter(({ code }) => code === 'ok')
      const possible = foretold.includes('ok') ? 1 : 0
      if (through.length !== possible) throw new Error(`${through.length} of two reviews got through`)
      if (foretold.every((code) => code === 'ok')) world.note(`one of two at once: ${application.state}`)
      for (const [at, answer] of answers.entries()) {
        const own = foretold[at] ?? ''
        const [by, how] = calls[at] ?? one
        expectCode(`${by} reviews at once`, answer, possible ? [own, 'STALE'] : [own])
        if (answer.code === 'ok') reviewed(model, application, by, how)
      }
    },
    (model) => model.live(of) !== null,
  )

/** Two leaders at once accept two applicants of one team: no more get in than there are places (S-10). */
export const lastPlace = (one: Applicant, two: Applicant): Command =>
  command(
    `lastPlace(${one}, ${two})`,
    async (model, world) => {
      const both = [model.newest(one), model.newest(two)]
      const how: Review = { approve: true, reason: false, late: false }
      const calls = both.flatMap((application, at): [Actor, Application, string][] => {
        const by = at === 0 ? 'lead' : 'both'
        return application ? [[by, application, foretellReview(model, application, by, how)]] : []
      })
      const places = TEAM_MAX - model.holders(HOMES[one].team)
      const through = Math.min(places, calls.filter(([, , expected]) => expected === 'ok').length)
      const answers: Answer[] = await Promise.all(
        calls.map(([by, application]) => world.send(by, 'recruitment.review', reviewOf(application, how))),
      )
      if (answers.filter(({ code }) => code === 'ok').length !== through)
        throw new Error(`${JSON.stringify(answers.map(({ code }) => code))} for ${places} places`)
      if (calls.length === 2 && through === 1) world.note('one of two at once: last place')
      for (const [at, [by, application, expected]] of calls.entries()) {
        const answer = answers[at] ?? { code: '', data: null }
        expectCode(`${by} gives a place`, answer, expected === 'ok' ? ['ok', 'TEAM_FULL'] : [expected])
        if (answer.code === 'ok') reviewed(model, application, by, how)
      }
    },
    (model) =>
      one !== two &&
      HOMES[one].team === HOMES[two].team &&
      [one, two].every((who) => model.newest(who)?.state === 'villagePassed'),
  )
