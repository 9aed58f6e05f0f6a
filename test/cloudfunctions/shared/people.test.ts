import { anyone, roles, volunteers } from '../../../cloudfunctions/shared/allow'
import { holds, newPerson, type Grant, type Me, type Person } from '../../../cloudfunctions/shared/people'
import { Refusal, refusal, KIT_REFUSALS } from '../../../cloudfunctions/shared/refusal'
import { NOW, patroller, person } from '../../support/builders'

const me = (of: Person | null): Me => ({ id: of?._id ?? 'p_x', openid: of?.openid ?? 'x', person: of })
const withRoles = (...grants: Grant[]): Me => me(person('someone', { roles: grants }))

describe('holds', () => {
  const captain = withRoles({ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' })

  it.each([
    ['the role', 'captain', {}, true],
    ['the role in the village', 'captain', { villageId: 'jingxi' }, true],
    ['the role in the team', 'captain', { teamId: 'team-jingxi' }, true],
    ['the role elsewhere', 'captain', { villageId: 'shishi' }, false],
    ['the role in the village but another team', 'captain', { villageId: 'jingxi', teamId: 'team-x' }, false],
    ['another role', 'office', {}, false],
    ['the role anywhere, if no place is named', 'captain', { villageId: null }, true],
  ] as const)('%s', (_, role, scope, held) => {
    expect(holds(captain, role, scope)).toBe(held)
  })

  it('one role here and another there do not add up', () => {
    const both = withRoles(
      { role: 'captain', villageId: 'jingxi' },
      { role: 'reviewer', villageId: 'shishi' },
    )
    expect(holds(both, 'captain', { villageId: 'shishi' })).toBe(false)
    expect(holds(both, 'reviewer', { villageId: 'shishi' })).toBe(true)
  })

  it('a grant without a village holds in none that is named, and a visitor holds nothing', () => {
    expect(holds(withRoles({ role: 'reviewer' }), 'reviewer', { villageId: 'jingxi' })).toBe(false)
    expect(holds(me(null), 'office')).toBe(false)
  })
})

describe('who may call', () => {
  const visitor = me(null)
  const volunteer = me(patroller('v', { certifiedAt: null }))
  const clerk = withRoles({ role: 'office' })

  it.each([
    ['anyone', anyone(), [true, true, true]],
    ['volunteers', volunteers(), [false, true, false]],
    ['roles', roles('office', 'leader'), [false, false, true]],
  ] as const)('%s', (_, allow, permitted) => {
    expect([visitor, volunteer, clerk].map((each) => allow.permits(each))).toEqual(permitted)
  })
})

it('a record for someone new has no rights and no personal data but the openid', () => {
  const made = newPerson({ id: 'p_1', openid: 'o_1', person: null }, NOW)
  expect(made).toMatchObject({
    _id: 'p_1',
    openid: 'o_1',
    roles: [],
    volunteer: null,
    phone: null,
    createdAt: NOW,
  })
})

describe('a refusal', () => {
  it('of the kit has words of its own, which a domain may replace', () => {
    expect(refusal('NOT_FOUND')).toMatchObject({ code: 'NOT_FOUND', message: KIT_REFUSALS.NOT_FOUND })
    expect(refusal('NOT_FOUND', '没有这个班。').message).toBe('没有这个班。')
    expect(refusal('SHIFT_FULL', '满了。')).toBeInstanceOf(Refusal)
  })

  it('speaks Chinese to people, and leaves nothing technical in it', () => {
    for (const message of Object.values(KIT_REFUSALS)) expect(message).toMatch(/^[\p{Script=Han}，。]+$/u)
  })
})
