import * as fc from 'fast-check'
import { marks, needsCaptain, nextStep, type Help, type Step } from '../../../cloudfunctions/help/rules'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, township } from '../../support/builders'
import { runs } from '../../support/depth'
import { help, OWNER } from './records'

fc.configureGlobal({ numRuns: runs(200, 5_000) })

const ladders = township.help
const minutes = (step: Step | null): [string, number] | null =>
  step && [`${step.ladder} ${step.tell}`, (step.at - NOW) / MINUTE]

/** Runs every step that is due, as the clock does; answers them in order. */
function tick(request: Help, now: number): { request: Help; steps: Step[] } {
  const steps: Step[] = []
  let current = request
  for (;;) {
    const step = nextStep(current, ladders)
    if (!step || step.at > now) return { request: current, steps }
    steps.push(step)
    current =
      step.ladder === 'respond'
        ? { ...current, respondLevel: step.index + 1 }
        : { ...current, arriveLevel: step.index + 1 }
  }
}

const accepted: Partial<Help> = { status: 'accepted', owner: OWNER, acceptedAt: NOW }
const handedBack: Partial<Help> = { status: 'open', owner: null, acceptedAt: null, arrivedAt: null }

describe('the ladders of S-45', () => {
  it('for a request that nobody accepts are all of both, in order of time', () => {
    const { steps, request } = tick(help(), NOW + 999 * MINUTE)
    expect(steps.map(minutes)).toEqual([
      ['respond standby', 1],
      ['respond wider', 3],
      ['respond captain', 5],
      ['respond office', 8],
      ['respond leader', 12],
      ['arrive office', 15],
      ['arrive leader', 20],
    ])
    expect(nextStep(request, ladders)).toBeNull()
  })

  it('begin at their minute and not a moment before', () => {
    expect(tick(help(), NOW + 5 * MINUTE - 1).steps.map((step) => step.tell)).not.toContain('captain')
    expect(tick(help(), NOW + 5 * MINUTE).steps.map((step) => step.tell)).toContain('captain')
  })

  it('are those of arriving once someone has accepted, and none once someone is there', () => {
    expect(minutes(nextStep(help(accepted), ladders))).toEqual(['arrive office', 15])
    expect(nextStep(help({ ...accepted, status: 'arrived', arrivedAt: NOW }), ladders)).toBeNull()
    expect(nextStep(help({ status: 'cancelled', live: false }), ladders)).toBeNull()
  })

  it('go on where they were when the owner hands the request back', () => {
    const early = tick(help(), NOW + 6 * MINUTE)
    const owned = tick({ ...early.request, ...accepted }, NOW + 16 * MINUTE)
    const open = tick({ ...owned.request, ...handedBack }, NOW + 17 * MINUTE)
    expect(early.steps.map((step) => step.tell)).toEqual(['standby', 'wider', 'captain'])
    expect(owned.steps.map(minutes)).toEqual([['arrive office', 15]])
    expect(open.steps.map(minutes)).toEqual([
      ['respond office', 8],
      ['respond leader', 12],
    ])
  })

  it('of a township without any are empty', () => {
    expect(nextStep(help(), { respondLadder: [], arriveLadder: [] })).toBeNull()
  })

  it('put the one of responding first when both are due at the same minute', () => {
    const both = {
      respondLadder: [{ after: 5, tell: 'captain' as const }],
      arriveLadder: [{ after: 5, tell: 'office' as const }],
    }
    expect(nextStep(help(), both)?.ladder).toBe('respond')
    expect(nextStep(help({ respondLevel: 1 }), both)?.ladder).toBe('arrive')
  })
})

type Happening = { do: 'tick' | 'accept' | 'handBack' | 'arrive' | 'close'; after: number }

it('each step happens at most once and in order, never early, whenever the clock fires and whatever people do', () => {
  const happening: fc.Arbitrary<Happening> = fc.record({
    do: fc.constantFrom('tick', 'tick', 'tick', 'accept', 'handBack', 'arrive', 'close'),
    after: fc.integer({ min: 0, max: 7 * MINUTE }),
  })
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 20 }), (happenings) => {
      let now = NOW
      let request = help()
      const done: Step[] = []
      for (const { do: what, after } of happenings) {
        now += after
        if (what === 'tick') {
          const ticked = tick(request, now)
          for (const step of ticked.steps) {
            expect(step.at).toBeLessThanOrEqual(now)
            if (step.ladder === 'respond') expect(request.status).toBe('open')
            else expect(request.arrivedAt).toBeNull()
          }
          request = ticked.request
          done.push(...ticked.steps)
        } else request = acted(request, what, now)
      }
      // At the end of the day: whatever still applies has happened, once.
      const last = tick(request, NOW + 24 * 60 * MINUTE)
      done.push(...last.steps)
      for (const ladder of ['respond', 'arrive'] as const) {
        const indexes = done.filter((step) => step.ladder === ladder).map((step) => step.index)
        expect(indexes).toEqual(indexes.map((_, at) => at))
      }
      if (request.live && request.status === 'open') {
        expect(done).toHaveLength(ladders.respondLadder.length + ladders.arriveLadder.length)
      }
      if (!request.live) expect(last.steps).toEqual([])
    }),
  )
})

function acted(request: Help, what: Exclude<Happening['do'], 'tick'>, now: number): Help {
  if (!request.live) return request
  if (what === 'close') return { ...request, status: 'cancelled', live: false, closedAt: now }
  if (what === 'accept' && request.status === 'open') return { ...request, ...accepted, acceptedAt: now }
  if (what === 'arrive' && request.status === 'accepted')
    return { ...request, status: 'arrived', arrivedAt: now }
  if (what === 'handBack' && request.owner) return { ...request, ...handedBack }
  return request
}

it('the marks are 5 and 15 minutes after creation, or whatever the township sets', () => {
  const at = { createdAt: NOW, openedAt: NOW }
  expect(marks(at, ladders)).toEqual({ respondBy: NOW + 5 * MINUTE, handleBy: NOW + 15 * MINUTE })
  expect(marks({ ...at, openedAt: NOW + MINUTE }, ladders).respondBy).toBe(NOW + 6 * MINUTE)
  expect(marks(at, { respond: 0, handle: 60 })).toEqual({ respondBy: NOW, handleBy: NOW + 60 * MINUTE })
})

describe('the captain’s number', () => {
  it.each<[string, Partial<Help>, number, boolean]>([
    ['not at once', {}, 0, false],
    ['not a moment before a minute', {}, 59_999, false],
    ['after a minute that nobody looked', {}, 60_000, true],
    ['not after a minute if someone looked', { seenBy: ['p_1'] }, 60_000, false],
    ['after five minutes, even if someone looked', { seenBy: ['p_1'] }, 5 * MINUTE, true],
    ['not once accepted', accepted, 30 * MINUTE, false],
    ['not when it is over', { status: 'cancelled', live: false }, 30 * MINUTE, false],
  ])('is shown %s', (_, over, waited, shown) => {
    expect(needsCaptain(help(over), ladders, NOW + waited)).toBe(shown)
  })
})
