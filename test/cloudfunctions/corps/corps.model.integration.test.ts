import * as fc from 'fast-check'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { deep, runs } from '../../support/depth'
import { sequences } from './commands'
import { expectSound } from './invariants'
import { World } from './world'

const SEED = 20261125
const SEQUENCES = runs(36, 500)
const LONGEST = 100

/** What every run must have come upon, so that it cannot pass by doing nothing. */
const STATES = ['certified', 'rejected', 'eliminated', 'withdrawn', 'revoked', 'left']
const OUTCOMES = [
  'recruitment.apply ALREADY_APPLYING',
  'recruitment.apply ALREADY_VOLUNTEER',
  'recruitment.apply CONSENT_NEEDED',
  'recruitment.checkIdentity ok',
  'recruitment.review DECIDED_BEFORE',
  'recruitment.review FORBIDDEN',
  'recruitment.review IDENTITY_CHECK',
  'recruitment.review NOT_ALLOWED_NOW',
  'recruitment.review NOT_FOUND',
  'recruitment.review RECUSED',
  'recruitment.review RELATIVE',
  'recruitment.review STALE',
  'recruitment.review TEAM_FULL',
  'recruitment.withdraw NOT_ALLOWED_NOW',
  'recruitment.withdrawConsent LEAVE_FIRST',
  'recruitment.withdrawConsent ok',
  'training.handIn NOT_FOUND',
  'training.judge NOT_ALLOWED_NOW',
  'training.judge RELATIVE',
  'training.mark EXAM_OPEN',
  'training.mark NOT_FOR_YOU',
  'training.mark RELATIVE',
  'training.saveAnswers NOT_FOUND',
  'training.saveAnswers PAPER_CLOSED',
  'membership.decideExit ok',
  'membership.insure DATES_WRONG',
  'membership.proposeExit NOT_FOUND',
  'membership.reinstate ok',
  'membership.suspend NOT_ALLOWED_NOW',
  'shifts.claim NOT_CERTIFIED',
  'shifts.claim OVERLAPS',
  'shifts.claim SUSPENDED',
  'shifts.claim ok',
  'exit refused',
  'graded by time',
  'one of two at once: submitted',
  'one of two at once: villagePassed',
  'one of two at once: last place',
  'one of two at once: examiners',
  'two at once: both parts',
  'repeat ok',
]

/** What a long run must have come upon besides. */
const RARER = [
  'membership.decideExit OWN_PROPOSAL',
  'membership.insure INSURANCE_GAP',
  'membership.leave FORBIDDEN',
  'membership.proposeExit OWN_CASE',
  'recruitment.apply ELIMINATED_RECENTLY',
  'recruitment.review OWN_CASE',
  'recruitment.review REASON_NEEDED',
  'recruitment.withdraw NOT_FOUND',
  'shifts.claim SHIFT_FULL',
  'shifts.claim UNINSURED',
  'training.begin NOT_ALLOWED_NOW',
  'training.begin NO_SITTING',
  'training.judge OWN_CASE',
  'training.judge SCENARIO_MISSING',
  'training.judge STALE',
  'training.saveAnswers TIME_UP',
]

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud()
})

afterAll(() => cloud.close())

it(`the corps is what the scheme says after any of ${SEQUENCES} sequences (S-08, S-20 … S-27)`, async () => {
  const world = new World(cloud)
  const sequence = fc.asyncProperty(sequences(LONGEST), async ([ahead, list]) => {
    const model = await world.begin()
    for (const each of ahead) await each.run(model, world)
    await fc.asyncModelRun(() => ({ model, real: world }), list)
    await expectSound(model, world)
  })
  // The seed makes the sequences the same in every run; a failure names them, shrunk.
  await fc.assert(sequence, {
    seed: SEED,
    numRuns: SEQUENCES,
    unbiased: true,
    verbose: fc.VerbosityLevel.None,
  })
  const seen = Object.fromEntries([...world.seen].sort())
  console.info(`seed ${SEED}, ${SEQUENCES} sequences, ${world.calls} calls`, JSON.stringify(seen, null, 1))
  const scarce = (wanted: readonly string[]): string[] =>
    wanted.filter((each) => (world.seen.get(each) ?? 0) < runs(1, 3))
  expect(scarce(STATES.map((state) => `state ${state}`))).toEqual([])
  // Which of two comes first is the machine's doing, so a short run may miss a few.
  expect(scarce(OUTCOMES).length).toBeLessThanOrEqual(deep ? 0 : OUTCOMES.length / 5)
  expect(scarce(deep ? RARER : [])).toEqual([])
  expect([...world.seen.keys()].filter((each) => each.startsWith('two at once: suspend'))).not.toEqual([])
}, 7_200_000)
