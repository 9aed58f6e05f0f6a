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
import {
  apply,
  checkIdentity,
  consent,
  lastPlace,
  recuse,
  review,
  reviewAtOnce,
  withdraw,
  withdrawConsent,
} from './commands-recruitment'
import { handInAtTheEnd, repeat, tick, timeOut } from './commands-time'
import { begin, bothPartsAtOnce, handIn, judge, judgeAtOnce, mark, save } from './commands-training'
import { forward } from './forward'
import type { Model } from './model'
import type { Command, World } from './world'

const applicant = fc.constantFrom(...APPLICANTS)
/** The first of the applicants go farther, so that some get to the end. */
const favourite = fc.constantFrom<Applicant>('an', 'an', 'an', 'bo', 'bo', 'chen', 'ding', 'ding', 'fang')
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
const leader = fc.constantFrom<Actor>('lead', 'both')
const trainer = fc.constantFrom<Actor>('tutor', 'coach', 'chen', 'office', 'rui')
const kin = fc.constantFrom<Kin>('nobody', 'nobody', 'reviewer', 'leader', 'trainer')
const session = fc.constantFrom<SessionId>(...KIND_OF.keys())
const shift = fc.constantFrom(...SHIFTS.map(({ _id }) => _id))
const mostly = fc.nat(9).map((luck) => luck > 1)
const seldom = fc.nat(9).map((luck) => luck === 0)
const how = fc.record({ approve: mostly, reason: fc.boolean(), late: seldom })
const judging = fc.record({ pass: fc.boolean(), late: seldom, missing: seldom })
const right = fc.constantFrom(6, 6, 5, 4, 0)
const cover = fc.constantFrom(
  { from: 0, until: 1 },
  { from: 0, until: 5 },
  { from: 0, until: 60 },
  { from: 6, until: 90 },
  { from: 1, until: 0 },
  { from: -9, until: -1 },
)
const minutes = fc.constantFrom(7, 61, 24 * 60, 4 * 24 * 60)
const off = fc.constantFrom('suspend' as const, 'leave' as const, 'revoke' as const)
/** Of someone's own mostly, of somebody else's now and then. */
const whose = fc.oneof(
  { weight: 4, arbitrary: applicant.map((who): [Applicant, Applicant] => [who, who]) },
  { weight: 1, arbitrary: fc.tuple(applicant, applicant) },
)

const WEIGHTED: [weight: number, arbitrary: fc.Arbitrary<Command>][] = [
  [110, fc.tuple(favourite, fc.nat(9)).map((given) => forward(...given))],
  [2, applicant.map((who) => consent(who))],
  [1, applicant.map((who) => consent(who, '2020-01'))],
  [5, fc.tuple(whose, kin, seldom).map(([[who, number], ...given]) => apply(who, number, ...given))],
  [2, fc.tuple(applicant, kin).map(([who, relatives]) => apply(who, who, relatives, true))],
  [2, whose.map((given) => withdraw(...given))],
  [1, applicant.map(withdrawConsent)],
  [9, fc.tuple(decider, applicant, how).map((given) => review(...given))],
  [3, fc.tuple(decider, applicant).map((given) => recuse(...given))],
  [2, fc.tuple(applicant, fc.boolean(), how).map((given) => checkIdentity(...given))],
  [
    6,
    fc
      .tuple(applicant, fc.tuple(decider, how), fc.tuple(decider, how))
      .map((given) => reviewAtOnce(...given)),
  ],
  [6, fc.tuple(applicant, applicant).map((given) => lastPlace(...given))],
  [6, fc.tuple(trainer, session, anybody, mostly).map((given) => mark(...given))],
  [3, fc.tuple(trainer, session, applicant, fc.constant(false)).map((given) => mark(...given))],
  [4, fc.tuple(applicant, fc.boolean()).map((given) => begin(...given))],
  [5, fc.tuple(whose, right).map(([[who, of], count]) => save(who, of, count))],
  [3, fc.tuple(whose, fc.boolean()).map(([[who, of], twice]) => handIn(who, of, twice))],
  [5, fc.tuple(trainer, applicant, judging).map((given) => judge(...given))],
  [3, fc.tuple(applicant, judging, judging).map((given) => judgeAtOnce(...given))],
  [4, fc.tuple(applicant, fc.boolean()).map((given) => bothPartsAtOnce(...given))],
  [4, fc.tuple(applicant, fc.boolean()).map((given) => timeOut(...given))],
  [2, applicant.map(handInAtTheEnd)],
  [4, fc.tuple(minutes, mostly).map((given) => tick(...given))],
  [6, fc.constant(null).map(() => repeat())],
  [
    5,
    fc
      .tuple(fc.constantFrom<Actor>('office', 'office', 'lead'), applicant, cover)
      .map((given) => insure(...given)),
  ],
  [8, fc.tuple(applicant, shift).map((given) => claim(...given))],
  [3, fc.tuple(fc.constantFrom<Actor>('office', 'lead', 'rui'), applicant).map((given) => suspend(...given))],
  [
    2,
    fc.tuple(fc.constantFrom<Actor>('office', 'lead', 'rui'), applicant).map((given) => reinstate(...given)),
  ],
  [4, fc.tuple(decider, applicant).map((given) => proposeExit(...given))],
  [4, fc.tuple(leader, applicant, fc.boolean()).map((given) => decideExit(...given))],
  [1, applicant.map(leave)],
  [4, fc.tuple(applicant, shift, off).map((given) => offWhileClaiming(...given))],
]

/** Sequences of up to so many commands. */
export function commands(longest: number): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, World>>> {
  const any = fc.oneof(...WEIGHTED.map(([weight, arbitrary]) => ({ weight, arbitrary })))
  return fc.commands([any], { maxCommands: longest, size: 'max' })
}
