import type { StaffDto, TeamLeadsDto } from '../../../cloudfunctions/office/dto'
import { personId } from '../../../cloudfunctions/shared/ids'
import type { Person } from '../../../cloudfunctions/shared/people'
import { NOW, patroller, person, staff } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'

const TEAM = { teamId: 'team-jingxi', villageId: 'jingxi' }
const people = [
  staff('office', { role: 'office' }),
  staff('reviewer', { role: 'reviewer', villageId: 'jingxi' }),
  staff('other-reviewer', { role: 'reviewer', villageId: 'shishi' }),
  staff('leader', { role: 'leader' }),
  patroller('captain', {}, [{ role: 'captain', ...TEAM }]),
  patroller('deputy', {}, [{ role: 'deputy', ...TEAM }]),
  patroller('chen'),
  patroller('li'),
  patroller('reviewing', {}, [{ role: 'reviewer', villageId: 'jingxi' }]),
  patroller('uncertified', { certifiedAt: null }),
  patroller('suspended', { suspended: true }),
  patroller('elsewhere', { teamId: 'team-shishi', villageId: 'shishi' }, [
    { role: 'captain', teamId: 'team-shishi', villageId: 'shishi' },
  ]),
  person('villager'),
]

let cloud: TestCloud
let keys = 0
const key = (): string => `appoint-request-${String(++keys).padStart(6, '0')}`

beforeAll(async () => {
  cloud = await startTestCloud()
})

beforeEach(() => cloud.reset(NOW, { people }))

afterAll(() => cloud.close())

const appoint = (who: string, target: string, as: string, more: object = {}): Promise<Reply> =>
  cloud.call(who, 'office', 'appoint', { personId: personId(target), as, ...more, requestKey: key() })

async function leading(): Promise<Record<string, string[]>> {
  const { data } = (await cloud.db.collection('people').limit(1000).get()) as { data: Person[] }
  const holders = (role: string): string[] =>
    data
      .filter(({ roles }) => roles.some((each) => each.role === role && each.teamId === TEAM.teamId))
      .map(({ name }) => name)
      .sort()
  return { captain: holders('captain'), deputy: holders('deputy') }
}

async function titlesOf(openid: string): Promise<string[]> {
  const { messages } = await cloud.must<{ messages: { title: string }[] }>(openid, 'account', 'inbox', {})
  return messages.map(({ title }) => title)
}

describe('appoint', () => {
  it('puts a member in the place of the captain, who is a volunteer again; both are told', async () => {
    expect(await appoint('reviewer', 'chen', 'captain', { reason: '任期满了' })).toMatchObject({ ok: true })
    expect(await leading()).toEqual({ captain: ['chen'], deputy: ['deputy'] })
    expect(await titlesOf('chen')).toEqual(['你现在是荆溪村队队长'])
    expect(await titlesOf('captain')).toEqual(['荆溪村队换了队长'])
    expect(await titlesOf('deputy')).toEqual([])
    const { teams } = await cloud.must<StaffDto>('office', 'office', 'staff', {})
    expect(teams.find(({ team }) => team.id === TEAM.teamId)?.captain?.name).toBe('chen')
    expect(teams.find(({ team }) => team.id === 'team-shishi')?.captain?.name).toBe('elsewhere')
  })

  it('makes the captain deputy in the deputy’s place, which leaves no captain', async () => {
    expect(await appoint('office', 'captain', 'deputy')).toMatchObject({ ok: true })
    expect(await leading()).toEqual({ captain: [], deputy: ['captain'] })
    expect(await titlesOf('deputy')).toEqual(['荆溪村队换了副队长'])
  })

  it('lets the captain step back, also a suspended one', async () => {
    expect(await appoint('office', 'captain', 'volunteer')).toMatchObject({ ok: true })
    expect(await leading()).toEqual({ captain: [], deputy: ['deputy'] })
    expect(await titlesOf('captain')).toEqual(['你不再担任荆溪村队队长'])
  })

  it.each([
    ['chen', 'li', 'captain', 'FORBIDDEN'],
    ['captain', 'chen', 'deputy', 'FORBIDDEN'],
    ['leader', 'chen', 'captain', 'FORBIDDEN'],
    ['other-reviewer', 'chen', 'captain', 'NOT_FOUND'],
    ['reviewer', 'elsewhere', 'captain', 'NOT_FOUND'],
    ['reviewer', 'villager', 'captain', 'NOT_FOUND'],
    ['office', 'nobody', 'captain', 'NOT_FOUND'],
    ['reviewing', 'reviewing', 'captain', 'OWN_CASE'],
    ['office', 'villager', 'captain', 'NOT_A_MEMBER'],
    ['office', 'uncertified', 'captain', 'NOT_A_MEMBER'],
    ['reviewer', 'suspended', 'deputy', 'NOT_A_MEMBER'],
    ['office', 'captain', 'captain', 'ALREADY_HELD'],
    ['office', 'chen', 'volunteer', 'ALREADY_HELD'],
    ['office', 'chen', 'leader', 'BAD_INPUT'],
  ])('%s making %s %s is refused as %s, and nothing changes', async (who, target, as, code) => {
    expect(await appoint(who, target, as)).toMatchObject({ ok: false, code })
    expect(await leading()).toEqual({ captain: ['captain'], deputy: ['deputy'] })
  })

  it('of several captains at once leaves exactly one, whether or not there was one before', async () => {
    for (const before of [people, people.filter(({ name }) => name !== 'captain' && name !== 'deputy')]) {
      for (let round = 0; round < 3; round++) {
        await cloud.reset(NOW, { people: before })
        const replies = await Promise.all([
          appoint('office', 'chen', 'captain'),
          appoint('reviewer', 'li', 'captain'),
          appoint('office', 'reviewing', 'captain'),
        ])
        expect(replies.every(({ ok }) => ok)).toBe(true)
        expect((await leading())['captain']).toHaveLength(1)
      }
    }
  })
})

describe('team', () => {
  it('lists those who lead first, and says who may not', async () => {
    const dto = await cloud.must<TeamLeadsDto>('reviewer', 'office', 'team', {})
    expect(dto.team).toEqual({ id: 'team-jingxi', name: '荆溪村队' })
    expect(dto.teams).toEqual([dto.team])
    expect(dto.members.slice(0, 2).map(({ name, place }) => [name, place])).toEqual([
      ['captain', 'captain'],
      ['deputy', 'deputy'],
    ])
    expect(dto.members.filter(({ mayLead }) => !mayLead).map(({ name }) => name)).toEqual([
      'suspended',
      'uncertified',
    ])
    expect(dto.members.map(({ name }) => name)).not.toContain('elsewhere')
  })

  it('is the office’s for every team and a reviewer’s for their own', async () => {
    const { teams } = await cloud.must<TeamLeadsDto>('office', 'office', 'team', { teamId: 'team-shishi' })
    expect(teams).toHaveLength(13)
    const ask = (who: string, teamId: string): Promise<Reply> => cloud.call(who, 'office', 'team', { teamId })
    expect(await ask('reviewer', 'team-shishi')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await ask('office', 'team-nowhere')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await ask('captain', 'team-jingxi')).toMatchObject({ code: 'FORBIDDEN' })
  })
})
