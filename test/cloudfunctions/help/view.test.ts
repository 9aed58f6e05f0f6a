import * as fc from 'fast-check'
import type { HelpStatus } from '../../../cloudfunctions/help/dto'
import type { Help } from '../../../cloudfunctions/help/rules'
import { helpPage, helpTitle, helpView } from '../../../cloudfunctions/help/view'
import { TELL } from '../../../cloudfunctions/shared/township'
import { HELP_KINDS } from '../../../cloudfunctions/shared/values'
import type { Me, Person } from '../../../cloudfunctions/shared/people'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, person, staff, township } from '../../support/builders'
import { runs } from '../../support/depth'
import { help, OWNER, REQUESTER } from './records'

fc.configureGlobal({ numRuns: runs(200, 5_000) })

const me = (of: Person | null, id = of?._id ?? 'p_visitor'): Me => ({
  id,
  openid: of?.openid ?? 'visitor',
  person: of,
})
const requester = me(person('requester'), REQUESTER)
const owner = me(patroller('owner'), OWNER.personId)
const responder = me(patroller('responder'))
const office = me(staff('clerk', { role: 'office' }))
const view = (record: Help, who: Me, now = NOW, near = {}) =>
  helpView(record, { me: who, township, now }, near)
const taken = help({ status: 'accepted', owner: OWNER, acceptedAt: NOW })

describe('a request as someone sees it', () => {
  it('says to its requester who is coming, from which team, and how far away', () => {
    const seen = view(taken, requester, NOW, { owner: { lng: 118.8127, lat: 28.9508 } })
    expect(seen).toMatchObject({
      mine: true,
      requester: '周小军',
      forWhom: '奶奶',
      responder: { name: '郑大山', team: '荆溪村队', me: false, metres: 1001 },
      metres: null,
      respondBy: NOW + 5 * MINUTE,
      handleBy: NOW + 15 * MINUTE,
    })
  })

  it('says to a responder how far it is, and not whose it is if they gave no name', () => {
    const seen = view(help({ requesterName: '' }), responder, NOW, {
      caller: { lng: 118.8127, lat: 28.9418 },
    })
    expect(seen).toMatchObject({ mine: false, requester: null, responder: null, metres: 0, can: ['accept'] })
    expect(view(help({ place: null }), responder, NOW, { caller: { lng: 1, lat: 1 } }).metres).toBeNull()
  })

  it('counts who was told and who looked, and names neither', () => {
    const seen = view(help({ told: ['p_1', 'p_2', 'p_3'], seenBy: ['p_2'] }), requester)
    expect(seen).toMatchObject({ told: 3, seen: 1 })
    expect(JSON.stringify(seen)).not.toContain('p_2')
  })
})

describe('what a volunteer who was only told of it still sees', () => {
  const told = (over: Partial<Help> = {}) =>
    help({
      told: [responder.id],
      timeline: [
        { at: NOW, event: 'created', by: '周小军' },
        { at: NOW, event: 'added', by: '周小军', text: '奶奶有心脏病' },
        { at: NOW, event: 'offered', by: null, told: 'onDuty', count: 3 },
      ],
      ...over,
    })
  const closed = told({ status: 'resolved', live: false, closedAt: NOW })
  const words = ['周小军', '奶奶', '穿蓝布衫', '荆溪村口']

  it('while it is live: whose it is and in which words', () => {
    const seen = JSON.stringify(view(told(), responder))
    for (const word of [...words, '奶奶有心脏病']) expect(seen).toContain(word)
  })

  it('while it is live and its words are risky: no words, but where to go and to whom', () => {
    const seen = view(told({ flags: ['RISKY_TEXT'] }), responder)
    expect(seen).toMatchObject({ requester: '周小军', note: '', forWhom: null })
    expect(seen.place?.text).toBe('荆溪村口')
    expect(seen.timeline.map(({ by, text }) => [by, text])).toEqual([
      ['周小军', undefined],
      ['周小军', undefined],
      [null, undefined],
    ])
  })

  it('once it is over: that it was, and nothing of the people in it', () => {
    const seen = view(closed, responder)
    expect(seen.timeline.map(({ event }) => event)).toEqual(['created', 'added', 'offered'])
    expect(seen.timeline[2]).toEqual({ at: NOW, event: 'offered', by: null, told: 'onDuty', count: 3 })
    const text = JSON.stringify(seen)
    for (const word of words) expect(text).not.toContain(word)
  })

  it.each([
    ['its requester', requester],
    ['who took it', me(patroller('owner'), OWNER.personId)],
    ['the office', office],
    ['the captain of the village', me(patroller('captain', {}, [{ role: 'captain', villageId: 'jingxi' }]))],
  ])('%s keeps all of it', (_, who) => {
    const text = JSON.stringify(view({ ...closed, owner: OWNER }, who))
    for (const word of [...words, '奶奶有心脏病']) expect(text).toContain(word)
  })
})

describe('whose number one may ask for', () => {
  const late = NOW + 6 * MINUTE
  it.each<[string, Help, Me, number, string[]]>([
    ['the owner: the requester’s', taken, owner, NOW, ['requester']],
    ['the office: the requester’s', help(), office, NOW, ['requester']],
    ['another volunteer: nobody’s', taken, responder, NOW, []],
    ['a volunteer before accepting: nobody’s', help(), responder, NOW, []],
    ['the requester: the responder’s', taken, requester, NOW, ['responder']],
    ['the requester whom nobody answers: the captain’s', help(), requester, late, ['captain']],
    ['the requester at first: nobody’s', help(), requester, NOW, []],
    [
      'a clerk who asked for help themself: as any requester',
      help({ requesterId: office.id }),
      office,
      late,
      ['captain'],
    ],
    ['anyone when it is over: nobody’s', { ...taken, status: 'resolved', live: false }, owner, NOW, []],
    ['the office when it is over: nobody’s', { ...taken, status: 'resolved', live: false }, office, NOW, []],
  ])('%s', (_, record, who, now, contacts) => {
    expect(view(record, who, now).contacts).toEqual(contacts)
  })
})

it('carries no phone, openid, sealed field or person’s id, whatever the record and whoever asks', () => {
  const words = fc.string({ maxLength: 20 }).filter((text) => !text.includes('SECRET'))
  const people = [requester, owner, responder, office, me(null)].map((who) => ({
    ...who,
    openid: 'SECRET-openid',
    person: who.person && {
      ...who.person,
      openid: 'SECRET-openid',
      phone: { k: 'SECRET-key', v: 'SECRET-sealed' },
      home: { text: 'SECRET-home', point: null },
    },
  }))
  const status = fc.constantFrom<HelpStatus>('open', 'accepted', 'arrived', 'resolved', 'cancelled')
  const ids = fc.array(
    fc.string().map((text) => `SECRET-${text}`),
    { maxLength: 4 },
  )
  const record = fc
    .record({
      kind: fc.constantFrom(...HELP_KINDS),
      status,
      requesterId: fc.constantFrom(REQUESTER, 'SECRET-requester'),
      owner: fc.option(fc.constantFrom(OWNER, { ...OWNER, personId: 'SECRET-owner' })),
      note: words,
      forWhom: fc.option(words),
      told: ids,
      seenBy: ids,
      timeline: fc.array(
        fc.record({
          at: fc.constant(NOW),
          event: fc.constantFrom('created' as const, 'offered' as const, 'escalated' as const),
          by: fc.option(words),
          told: fc.constantFrom(...TELL),
          count: fc.nat(50),
        }),
        { maxLength: 5 },
      ),
    })
    .map((some) =>
      help({
        ...some,
        live: some.status !== 'resolved' && some.status !== 'cancelled',
        phone: { k: 'SECRET-key', v: 'SECRET-sealed' },
      }),
    )
  const position = fc.option(fc.constant({ lng: 118.8, lat: 28.9 }))
  fc.assert(
    fc.property(record, fc.constantFrom(...people), position, position, (one, who, caller, itsOwner) => {
      const seen = helpView(one, { me: who, township, now: NOW + 7 * MINUTE }, { caller, owner: itsOwner })
      const text = JSON.stringify(seen)
      expect(text).not.toContain('SECRET')
      // Where the people are is nobody's business: only how far away.
      expect(text).not.toContain('118.8,')
    }),
  )
})

describe('what a request is called', () => {
  it.each([
    ['有人走失 · 荆溪村口', {}],
    [
      '有人突发急病 · 见地图位置',
      { kind: 'illness' as const, place: { text: '', point: { lng: 1, lat: 1 } } },
    ],
    ['有险情 · 位置未知', { kind: 'hazard' as const, place: null }],
    ['有人求助 · 位置未知', { kind: 'other' as const, place: { text: '', point: null } }],
  ])('%s', (title, over) => {
    expect(helpTitle(help(over))).toBe(title)
  })

  it('leads to its page', () => {
    expect(helpPage('help_1')).toBe('/packages/help/detail/index?id=help_1')
  })
})
