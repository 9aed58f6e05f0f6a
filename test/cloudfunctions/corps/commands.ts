import * as fc from 'fast-check'
import {
  APPLICANTS,
  KIND_OF,
  SHIFTS,
  STAFF,
  type Actor,
  type Applicant,
  type Kin,
  type SessionId,
} from './cast'
import {
  claim,
  decideExit,
  insure,
  leave,
  offWhileClaiming,
  proposeExit,
  reinstate,
  suspend,
} from './commands-membership'
import { apply, consent, withdraw, withdrawConsent } from './commands-recruitment'
import { checkIdentity, lastPlace, recuse, review, reviewAtOnce } from './commands-review'
import { handInAtTheEnd, repeat, tick, timeOut } from './commands-time'
import { begin, bothPartsAtOnce, handIn, judge, judgeAtOnce, mark, save } from './commands-training'
import { forward } from './forward'
import type { Model } from './model'
import { aimed, type Command } from './world'
import {
  besides,
  candidates,
  checked,
  decidable,
  eliminated,
  enrolled,
  everyone,
  examined,
  fullShift,
  insured,
  lastPlaces,
  ofTutor,
  present,
  proposed,
  applied,
  seated,
  seatsOf,
  serving,
  sitting,
  suspended,
  waiting,
  writing,
  type Aim,
} from './aims'

const nth = fc.nat(APPLICANTS.length - 1)
/** The first of the applicants go farther, so that some get to the end. */
const favourite = fc.constantFrom<Applicant>(
  'an',
  'an',
  'an',
  'bo',
  'bo',
  'chen',
  'ding',
  'ding',
  'fang',
  'fang',
)
const applicant = fc.constantFrom(...APPLICANTS)
const anybody = fc.constantFrom<Actor>(...STAFF, ...APPLICANTS)
const decider = fc.constantFrom<Actor>(
  'rui',
  'rong',
  'qiu',
  'lead',
  'both',
  'lead',
  'both',
  'ding',
  'an',
  'office',
)
const reviewer = fc.constantFrom<Actor>('rui', 'both', 'both', 'ding', 'qiu', 'lead')
const leader = fc.constantFrom<Actor>('lead', 'both')
const trainer = fc.constantFrom<Actor>('tutor', 'coach', 'chen', 'office', 'rui')
const authority = fc.constantFrom<Actor>('office', 'lead', 'both', 'rui')
const clerk = fc.constantFrom<Actor>('office', 'office', 'office', 'lead')
const pair = fc.constantFrom<[Actor, Actor]>(
  ['rui', 'rong'],
  ['ding', 'both'],
  ['lead', 'both'],
  ['lead', 'both'],
  ['qiu', 'qiu'],
  ['rui', 'lead'],
)
const kin = fc.constantFrom<Kin>('nobody', 'nobody', 'reviewer', 'leader', 'trainer')
const session = fc.constantFrom<SessionId>(...KIND_OF.keys())
const shift = fc.constantFrom(...SHIFTS.map(({ _id }) => _id))
const mostly = fc.nat(9).map((luck) => luck > 1)
const seldom = fc.nat(9).map((luck) => luck === 0)
const how = fc.record({ approve: mostly, reason: fc.boolean(), late: seldom })
const judging = fc.record({
  pass: fc.boolean(),
  late: fc.nat(5).map((luck) => luck === 0),
  missing: fc.nat(5).map((luck) => luck === 0),
})
const right = fc.constantFrom(6, 6, 5, 4, 0)
const cover = fc.constantFrom(
  { from: 0, until: 1 },
  { from: 0, until: 5 },
  { from: 0, until: 60 },
  { from: 6, until: 90 },
  { from: 95, until: 99 },
  { from: 1, until: 0 },
  { from: -9, until: -1 },
)
const minutes = fc.constantFrom(7, 61, 24 * 60, 4 * 24 * 60)
const off = fc.constantFrom('suspend' as const, 'leave' as const, 'revoke' as const)

/** A command with its other figures drawn by `given`, on one of those that `at` names. */
function on<T>(
  at: Aim,
  name: string,
  given: fc.Arbitrary<T>,
  make: (who: Applicant, value: T, model: Model) => Command,
): fc.Arbitrary<Command> {
  return fc.tuple(nth, given).map(([n, value]) => aimed(at, n, name, (who, model) => make(who, value, model)))
}

/** The one who does it: mostly themself. */
const self = fc.tuple(mostly, applicant).map(
  ([own, other]) =>
    (who: Applicant) =>
      own ? who : other,
)
const none = fc.constant(null)

const WEIGHTED: [weight: number, arbitrary: fc.Arbitrary<Command>][] = [
  [60, fc.tuple(favourite, fc.nat(9)).map((given) => forward(...given))],
  [2, on(everyone, 'consent', seldom, (who, old) => consent(who, old ? '2020-01' : undefined))],
  [
    4,
    on(everyone, 'apply', fc.tuple(self, kin, seldom), (who, [own, ...more]) =>
      apply(who, own(who), ...more),
    ),
  ],
  [3, on(everyone, 'applyTwice', kin, (who, relatives) => apply(who, who, relatives, true))],
  [3, on(applied, 'withdraw', self, (of, by) => withdraw(by(of), of))],
  [2, on(applied, 'withdrawConsent', none, withdrawConsent)],
  [2, on(serving, 'withdrawConsent', none, withdrawConsent)],
  [12, on(eliminated, 'apply', kin, (who, relatives) => apply(who, who, relatives))],
  [9, on(waiting, 'review', fc.tuple(decider, how), (of, [by, decision]) => review(by, of, decision))],
  [5, on(checked, 'review', fc.tuple(decider, how), (of, [by, decision]) => review(by, of, decision))],
  [1, on(applied, 'review', fc.tuple(decider, how), (of, [by, decision]) => review(by, of, decision))],
  [5, on(waiting, 'recuse', decider, (of, by) => recuse(by, of))],
  [3, on(checked, 'checkIdentity', fc.tuple(fc.boolean(), how), (of, given) => checkIdentity(of, ...given))],
  [1, on(applied, 'checkIdentity', fc.tuple(fc.boolean(), how), (of, given) => checkIdentity(of, ...given))],
  [
    8,
    on(waiting, 'reviewAtOnce', fc.tuple(pair, how, how), (of, [[one, two], ...decisions]) =>
      reviewAtOnce(of, [one, decisions[0]], [two, decisions[1]]),
    ),
  ],
  [
    6,
    on(decidable, 'reviewAtOnce', fc.tuple(how, how), (of, [one, two]) =>
      reviewAtOnce(of, ['lead', one], ['both', two]),
    ),
  ],
  [
    12,
    on(lastPlaces, 'lastPlace', none, (one, _, model) =>
      lastPlace(one, lastPlaces(model).find((two) => two !== one) ?? one),
    ),
  ],
  [4, on(everyone, 'mark', fc.tuple(trainer, session, anybody), (_, given) => mark(...given, true))],
  [4, on(candidates, 'mark', fc.tuple(trainer, session), (who, [by, one]) => mark(by, one, who, true))],
  [
    6,
    on(present, 'unmark', fc.tuple(trainer, fc.nat(9)), (who, [by, n], model) => {
      const { present: sessions } = model.people[who]
      return mark(by, sessions[n % sessions.length] ?? 'drill-1', who, false)
    }),
  ],
  [1, on(everyone, 'begin', seldom, begin)],
  [6, on(sitting, 'begin', fc.boolean(), begin)],
  [5, on(examined, 'save', fc.tuple(self, right), (of, [by, count]) => save(by(of), of, count))],
  [3, on(examined, 'handIn', fc.tuple(self, fc.boolean()), (of, [by, twice]) => handIn(by(of), of, twice))],
  [3, on(everyone, 'handIn', self, (of, by) => handIn(by(of), of))],
  [5, on(sitting, 'judge', fc.tuple(trainer, judging), (of, [by, result]) => judge(by, of, result))],
  [2, on(applied, 'judge', fc.tuple(trainer, judging), (of, [by, result]) => judge(by, of, result))],
  [7, on(sitting, 'judgeAtOnce', fc.tuple(judging, judging), (of, given) => judgeAtOnce(of, ...given))],
  [5, on(writing, 'bothPartsAtOnce', fc.boolean(), bothPartsAtOnce)],
  [7, on(writing, 'timeOut', fc.boolean(), timeOut)],
  [2, on(writing, 'handInAtTheEnd', none, handInAtTheEnd)],
  [3, fc.tuple(minutes, mostly).map((given) => tick(...given))],
  [5, none.map(() => repeat())],
  [5, on(enrolled, 'insure', fc.tuple(clerk, cover), (of, [by, days]) => insure(by, of, days))],
  [12, on(insured, 'claim', shift, claim)],
  [3, on(everyone, 'claim', shift, claim)],
  [4, on(insured, 'claim', none, (who, _, model) => claim(who, fullShift(model)))],
  [4, on(seated, 'claim', none, (who, _, model) => claim(who, besides(seatsOf(model, who)[0] ?? '')))],
  [2, on(suspended, 'claim', shift, claim)],
  [5, on(enrolled, 'suspend', authority, (of, by) => suspend(by, of))],
  [3, on(enrolled, 'reinstate', authority, (of, by) => reinstate(by, of))],
  [3, on(ofTutor, 'judge', judging, (of, result) => judge('tutor', of, result))],
  [3, on(ofTutor, 'mark', session, (who, one) => mark('tutor', one, who, true))],
  [2, on(applied, 'judge', judging, (of, result) => judge('chen', of, result))],
  [2, on(serving, 'proposeExit', none, (of) => proposeExit('ding', of))],
  [6, on(proposed, 'decideExit', fc.boolean(), (of, go) => decideExit('both', of, go))],
  [4, on(proposed, 'decideExit', none, (of) => decideExit('lead', of, true))],
  [9, on(serving, 'proposeExit', reviewer, (of, by) => proposeExit(by, of))],
  [7, on(proposed, 'decideExit', fc.tuple(leader, fc.boolean()), (of, [by, go]) => decideExit(by, of, go))],
  [1, on(everyone, 'decideExit', fc.tuple(leader, fc.boolean()), (of, [by, go]) => decideExit(by, of, go))],
  [1, on(everyone, 'suspend', authority, (of, by) => suspend(by, of))],
  [1, on(enrolled, 'leave', none, leave)],
  [1, on(everyone, 'leave', none, leave)],
  [8, on(serving, 'offWhileClaiming', fc.tuple(shift, off), (who, given) => offWhileClaiming(who, ...given))],
]

const step = fc.oneof(...WEIGHTED.map(([weight, arbitrary]) => ({ weight, arbitrary })))

/** Luck enough to get on, with or without a relative. */
const lucky = fc.constantFrom(7, 8)

/** How far one of two has come before the rest happens: nowhere, to the exam, or to a patrol. */
const head = fc
  .tuple(fc.constantFrom<Applicant>('an', 'chen', 'ding', 'fang'), fc.constantFrom(0, 7, 12, 14), lucky)
  .map(([who, steps, luck]) => Array.from({ length: steps }, () => forward(who, luck)))

/** A sequence: some get ahead, then anything happens, up to so many commands. */
export function sequences(longest: number): fc.Arbitrary<[Command[], Iterable<Command>]> {
  const ahead = fc.tuple(head, head).map((heads) => heads.flat())
  return fc.tuple(ahead, fc.commands([step], { maxCommands: longest, size: 'max' }))
}
