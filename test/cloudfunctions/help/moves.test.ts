import * as fc from 'fast-check'
import { moveWords } from '../../../cloudfunctions/help/change'
import type { HelpMove, HelpStatus } from '../../../cloudfunctions/help/dto'
import { move, movesOf, TRANSITIONS, type Relation } from '../../../cloudfunctions/help/rules'
import { help, OWNER } from './records'

type Event = Exclude<HelpMove, 'add'>
const STATES: readonly HelpStatus[] = ['open', 'accepted', 'arrived', 'resolved', 'cancelled']
const RELATIONS: readonly Relation[] = ['requester', 'owner', 'responder', 'office']
const EVENTS: readonly Event[] = ['accept', 'arrive', 'resolve', 'handBack', 'cancel']

// By event and relation, what comes of it in each of the states above, in that order. Lower case is the state it leads to.
const hidden = Array.from(STATES, () => 'NOT_FOUND')
const others = Array.from(STATES, () => 'NOT_YOURS')
const closed = ['ALREADY_CLOSED', 'ALREADY_CLOSED']
const resolving = ['NOT_ACCEPTED', 'resolved', 'resolved', ...closed]
const cancelling = ['cancelled', 'cancelled', 'cancelled', ...closed]
const EXPECTED: Record<Event, Record<Relation, readonly string[]>> = {
  accept: {
    requester: others,
    owner: others,
    responder: ['accepted', 'ALREADY_ACCEPTED', 'ALREADY_ACCEPTED', ...closed],
    office: others,
  },
  arrive: {
    requester: others,
    owner: ['NOT_ACCEPTED', 'arrived', 'ALREADY_ARRIVED', ...closed],
    responder: others,
    office: others,
  },
  resolve: { requester: others, owner: resolving, responder: others, office: resolving },
  handBack: {
    requester: others,
    owner: ['NOT_ACCEPTED', 'open', 'open', ...closed],
    responder: others,
    office: others,
  },
  cancel: { requester: cancelling, owner: others, responder: others, office: cancelling },
}

const outcome = (status: HelpStatus, event: Event, relations: readonly Relation[]): string => {
  const decided = move({ status }, event, relations)
  return 'to' in decided ? decided.to : decided.code
}
const may = (status: HelpStatus, event: Event, relations: readonly Relation[]): boolean =>
  STATES.some((state) => state === outcome(status, event, relations))

describe.each(EVENTS)('%s', (event) => {
  it.each(RELATIONS)('by the %s', (relation) => {
    expect(STATES.map((status) => outcome(status, event, [relation]))).toEqual(EXPECTED[event][relation])
  })

  it('is nothing that a stranger can find', () => {
    expect(STATES.map((status) => outcome(status, event, []))).toEqual(hidden)
  })

  it('is possible for someone with several relations exactly when it is for one of them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.subarray([...RELATIONS]), (status, relations) => {
        expect(may(status, event, relations)).toBe(relations.some((each) => may(status, event, [each])))
      }),
    )
  })
})

it('nothing leads out of an end, and every way in the table is one of these', () => {
  expect(TRANSITIONS.map((each) => each.event).sort()).toEqual([...EVENTS].sort())
  for (const event of EVENTS) {
    for (const end of ['resolved', 'cancelled'] as const) expect(may(end, event, RELATIONS)).toBe(false)
  }
})

describe('what a screen offers', () => {
  const owned = { owner: OWNER }
  it.each<[string, Parameters<typeof help>[0], readonly Relation[], HelpMove[]]>([
    ['an open request to a responder', {}, ['responder'], ['accept']],
    ['an open request to its requester', {}, ['requester'], ['cancel', 'add']],
    [
      'an accepted request to its owner',
      { status: 'accepted', ...owned },
      ['owner', 'responder'],
      ['arrive', 'resolve', 'handBack'],
    ],
    ['an accepted request to another responder', { status: 'accepted', ...owned }, ['responder'], []],
    [
      'an accepted request to the office',
      { status: 'accepted', ...owned },
      ['office'],
      ['resolve', 'cancel'],
    ],
    [
      'a request where someone has arrived, to its owner',
      { status: 'arrived', ...owned },
      ['owner'],
      ['resolve', 'handBack'],
    ],
    ['a closed request to its requester', { status: 'resolved', live: false }, ['requester'], []],
    ['any to a stranger', {}, [], []],
  ])('of %s', (_, over, relations, moves) => {
    expect(movesOf(help(over), relations)).toEqual(moves)
  })

  it('is what the table allows, and adding for the requester of a live one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.subarray([...RELATIONS]), (status, relations) => {
        const live = status !== 'resolved' && status !== 'cancelled'
        const offered = movesOf(help({ status, live }), relations)
        for (const event of EVENTS) expect(offered.includes(event)).toBe(may(status, event, relations))
        expect(offered.includes('add')).toBe(live && relations.includes('requester'))
      }),
    )
  })
})

it('each refusal has Chinese words of its own, naming who has gone', () => {
  const codes = [
    'NOT_YOURS',
    'ALREADY_ACCEPTED',
    'ALREADY_CLOSED',
    'NOT_ACCEPTED',
    'ALREADY_ARRIVED',
  ] as const
  const said = codes.map((code) => moveWords(code, help({ owner: OWNER })))
  expect(new Set(said).size).toBe(codes.length)
  for (const words of said) expect(words).toMatch(/^[\p{Script=Han}，“”]+。$/u)
  expect(moveWords('ALREADY_ACCEPTED', help({ owner: OWNER }))).toContain('郑大山')
  expect(moveWords('ALREADY_CLOSED', help({ status: 'cancelled' }))).toContain('取消')
})
