import * as fc from 'fast-check'
import { maySee, relationsTo, teamOfVillage, watches } from '../../../cloudfunctions/help/relations'
import { nearbyOnDuty, positionOf } from '../../../cloudfunctions/help/rules'
import { dutyRefusal } from '../../../cloudfunctions/shared/standing'
import { metresBetween } from '../../../cloudfunctions/shared/geo'
import type { Grant, Me, Person } from '../../../cloudfunctions/shared/people'
import { MINUTE } from '../../../cloudfunctions/shared/time'
import { NOW, patroller, person, staff, township, volunteer } from '../../support/builders'
import { runs } from '../../support/depth'
import { help, OWNER } from './records'

fc.configureGlobal({ numRuns: runs(200, 5_000) })

const me = (of: Person | null, id = of?._id ?? 'p_visitor'): Me => ({
  id,
  openid: of?.openid ?? 'v',
  person: of,
})

describe('who may go out to a request', () => {
  it.each([
    ['a villager', null, 'NOT_CERTIFIED'],
    ['a volunteer without certificate', volunteer({ certifiedAt: null }), 'NOT_CERTIFIED'],
    ['one who is suspended', volunteer({ suspended: true }), 'SUSPENDED'],
    ['one never insured', volunteer({ insuredUntil: null }), 'UNINSURED'],
    ['one whose insurance has just ended', volunteer({ insuredUntil: NOW - 1 }), 'UNINSURED'],
    ['one insured until now', volunteer({ insuredUntil: NOW }), null],
    [
      'one with all that is wrong',
      volunteer({ certifiedAt: null, suspended: true, insuredUntil: null }),
      'NOT_CERTIFIED',
    ],
  ])('%s', (_, who, code) => {
    expect(dutyRefusal(who, NOW)).toBe(code)
  })
})

describe('what someone is to a request', () => {
  const chen = patroller('chen')
  const uninsured = patroller('uninsured', { insuredUntil: null })
  const owned = (by: Person): Parameters<typeof help>[0] => ({
    status: 'accepted',
    owner: { ...OWNER, personId: by._id },
  })

  it.each<[string, Me, Parameters<typeof help>[0], string[]]>([
    ['a visitor', me(null), {}, []],
    ['a villager', me(person('v')), {}, []],
    ['its requester', me(person('v')), { requesterId: person('v')._id }, ['requester']],
    ['a requester without a record', me(null), { requesterId: 'p_visitor' }, ['requester']],
    ['a volunteer', me(chen), {}, ['responder']],
    [
      'a volunteer who asked for help: nobody answers their own (S-08)',
      me(chen),
      { requesterId: chen._id },
      ['requester'],
    ],
    ['its owner', me(chen), owned(chen), ['owner', 'responder']],
    ['its owner, whose insurance ran out since', me(uninsured), owned(uninsured), ['owner']],
    ['a volunteer who may not go out', me(uninsured), {}, []],
    ['the office', me(staff('clerk', { role: 'office' })), {}, ['office']],
    ['the leading group', me(staff('leader', { role: 'leader' })), {}, []],
  ])('%s', (_, who, over, relations) => {
    expect(relationsTo(help(over), who, NOW)).toEqual(relations)
  })
})

describe('who watches over a request', () => {
  const grants: [string, Grant, boolean, boolean, boolean][] = [
    // role, grant → of its village, of another village, of no known village
    ['the office', { role: 'office' }, true, true, true],
    ['the leading group', { role: 'leader' }, true, true, true],
    ['the police', { role: 'police' }, true, true, true],
    ['the captain', { role: 'captain', villageId: 'jingxi', teamId: 'team-jingxi' }, true, false, true],
    ['the deputy', { role: 'deputy', villageId: 'jingxi', teamId: 'team-jingxi' }, true, false, true],
    ['the village’s secretary', { role: 'reviewer', villageId: 'jingxi' }, true, false, true],
    ['a department', { role: 'department' }, false, false, false],
    ['a trainer', { role: 'trainer' }, false, false, false],
    ['an auditor', { role: 'auditor' }, false, false, false],
  ]
  it.each(grants)('%s', (_, grant, own, other, unknown) => {
    const who = me(staff('someone', grant))
    const seen = ['jingxi', 'shishi', null].map((villageId) => watches(help({ villageId }), who))
    expect(seen).toEqual([own, other, unknown])
    expect(maySee(help(), who, NOW)).toBe(own)
  })

  it('nobody else: a villager sees only their own', () => {
    expect(maySee(help(), me(person('v')), NOW)).toBe(false)
    expect(maySee(help({ requesterId: person('v')._id }), me(person('v')), NOW)).toBe(true)
  })
})

it('a village’s team is the one that the settings name', () => {
  expect(teamOfVillage(township, 'jingxi')).toEqual({ id: 'team-jingxi', name: '荆溪村队' })
  expect(teamOfVillage(township, 'atlantis')).toBeNull()
  expect(teamOfVillage(township, null)).toBeNull()
})

describe('who is told first', () => {
  const point = fc.record({
    lng: fc.double({ min: 118.7, max: 119, noNaN: true }),
    lat: fc.double({ min: 28.8, max: 29.1, noNaN: true }),
  })
  const crews = fc
    .array(point, { maxLength: 8 })
    .map((points) => points.map((each, at) => ({ personId: `p_${at}`, point: each })))

  it('are all on duty within the distance; all on duty when none is that near or the place is unknown', () => {
    fc.assert(
      fc.property(fc.option(point), crews, fc.integer({ min: 100, max: 20_000 }), (place, onDuty, within) => {
        const told = nearbyOnDuty(place, onDuty, within)
        const near = onDuty.filter((each) => place && metresBetween(place, each.point) <= within)
        expect(told).toEqual((near.length > 0 ? near : onDuty).map((each) => each.personId))
        if (onDuty.length > 0) expect(told).not.toHaveLength(0)
      }),
    )
  })

  it('on the very edge counts as near', () => {
    const place = { lng: 118.83, lat: 28.93 }
    const edge = { personId: 'edge', point: { lng: 118.83, lat: 28.95 } }
    const far = { personId: 'far', point: { lng: 118.83, lat: 28.99 } }
    const metres = metresBetween(place, edge.point)
    expect(nearbyOnDuty(place, [far, edge], metres)).toEqual(['edge'])
    expect(nearbyOnDuty(place, [far, edge], metres - 1)).toEqual(['far', 'edge'])
  })
})

describe('where a volunteer is taken to be', () => {
  const centre = { lng: 118.83, lat: 28.93 }
  const here = { lng: 118.84, lat: 28.94 }
  it.each([
    ['at the last report', { point: here, at: NOW - 3 * MINUTE }, here],
    ['at a report ten minutes old', { point: here, at: NOW - 10 * MINUTE }, here],
    ['in the area’s centre when the report is older', { point: here, at: NOW - 10 * MINUTE - 1 }, centre],
    ['in the area’s centre without a report', null, centre],
  ])('%s', (_, reported, point) => {
    expect(positionOf(reported, centre, 10, NOW)).toEqual(point)
  })
})
