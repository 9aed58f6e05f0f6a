import { DAY, MINUTE } from '../../../cloudfunctions/shared/time'
import { QUESTIONS, START, type Applicant } from './cast'
import { newestPaper, save } from './commands-training'
import type { Model } from './model'
import { command, expectCode, type Command, type World } from './world'

/** No sequence goes on for longer: the data of closed applications is kept so long, and sessions go on so long. */
const LONGEST = 150 * DAY

/** Fires the timer twice at once, as the platform may: every paper that is over is graded once. */
async function fire(model: Model, world: World): Promise<void> {
  const fired = await Promise.all([world.cloud.fireTimer('clock'), world.cloud.fireTimer('clock')])
  if (!JSON.stringify(fired).includes('gradePapers'))
    throw new Error(`no firing worked: ${JSON.stringify(fired)}`)
  for (const { application, paper } of model.papers()) {
    if (!paper.open || model.now() < paper.endsAt) continue
    model.grade(application, paper)
    world.note('graded by time')
  }
}

/** Lets time pass; with `timers` the clock fires at its end, without them it is late. */
export const tick = (minutes: number, timers: boolean): Command =>
  command(
    `tick(${minutes} minutes${timers ? '' : ', timers late'})`,
    async (model, world) => {
      world.cloud.moveClockOnly(model.now() + minutes * MINUTE)
      // Answers to requests are kept for a week.
      if (minutes * MINUTE >= DAY) world.last = null
      if (timers) await fire(model, world)
    },
    (model) => model.now() < START + LONGEST,
  )

/** Lets the time of someone's open paper run out; `late` leaves it to be graded by whoever comes next. */
export const timeOut = (of: Applicant, late: boolean): Command =>
  command(
    `timeOut(paper of ${of}${late ? ', timers late' : ''})`,
    async (model, world) => {
      const { paper } = newestPaper(model, of) ?? { paper: null }
      if (!paper) return
      world.cloud.moveClockOnly(paper.endsAt + 1)
      if (!late) return fire(model, world)
      // Nobody has graded it yet; it is too late all the same.
      await save(of, of, QUESTIONS).run(model, world)
    },
    (model) => newestPaper(model, of)?.paper.open === true,
  )

/** Hands in at the same moment as the timer grades what is over: it counts once. */
export const handInAtTheEnd = (of: Applicant): Command =>
  command(
    `handInAtTheEnd(${of})`,
    async (model, world) => {
      const found = newestPaper(model, of)
      if (!found) return
      world.cloud.moveClockOnly(found.paper.endsAt + 1)
      const [handed] = await Promise.all([
        world.send(of, 'training.handIn', { paperId: found.paper.id }),
        world.cloud.fireTimer('clock'),
      ])
      expectCode(`${of} hands in at the end`, handed, ['ok'])
      // What else is over was in the same firing; it may not have got through while this one did.
      await fire(model, world)
      model.grade(found.application, found.paper)
    },
    (model) => newestPaper(model, of)?.paper.open === true,
  )

/** Sends the last state change once more: the same answer, and nothing twice. */
export const repeat = (): Command =>
  command('repeat', async (_model, world) => {
    const { last } = world
    if (!last) return
    const again = await world.repeat(last)
    // Whoever has left is no volunteer any more, and only volunteers leave.
    const expected = last.verb === 'membership.leave' ? 'FORBIDDEN' : 'ok'
    expectCode(`repeat of ${last.verb}`, again, [expected])
    if (expected === 'ok') expect(again.data).toEqual(last.answer.data)
  })
