import type { MeDto } from '../../../cloudfunctions/account/dto'
import type { HelpDto } from '../../../cloudfunctions/help/dto'
import { homeView } from '../../../miniprogram/lib/homeView'
import { meView } from '../../../miniprogram/lib/meView'

const NOW = Date.parse('2026-11-25T19:10:00+08:00')
const minutes = (count: number): number => NOW + count * 60_000
const jingxi = { id: 'jingxi', name: '荆溪村' }

const captain: MeDto = {
  id: 'person_1',
  name: '周队长',
  village: jingxi,
  home: null,
  phoneMasked: null,
  roles: [{ role: 'captain', village: jingxi, team: null }],
  volunteer: null,
  nextShift: null,
  onDuty: false,
  unread: 0,
  township: {
    name: '石室乡',
    villages: [jingxi],
    templates: { help: '', shift: '', notice: '' },
    respondMinutes: 5,
    handleMinutes: 15,
  },
}

function help(id: string, createdAt: number): HelpDto {
  return {
    id,
    kind: 'illness',
    status: 'open',
    createdAt,
    place: null,
    placeSource: 'unknown',
    forWhom: null,
    note: '',
    photos: [],
    flags: [],
    requester: null,
    mine: false,
    responder: null,
    told: 0,
    seen: 0,
    respondBy: createdAt + 5 * 60_000,
    handleBy: createdAt + 15 * 60_000,
    acceptedAt: null,
    arrivedAt: null,
    closedAt: null,
    metres: null,
    timeline: [],
    can: [],
    contacts: [],
  }
}

describe('home of those who watch over requests', () => {
  const data = { me: captain, messages: [], mine: [], nearby: [], application: null, now: NOW }
  const desk = (view: ReturnType<typeof homeView>) => view.tiles.find(({ title }) => title === '值班台')

  it('puts what is overdue on top, and says how many on the way to the desk', () => {
    const view = homeView({ ...data, watched: [help('late', minutes(-9)), help('new', minutes(-1))] })
    expect(view.overdue.map(({ id }) => id)).toEqual(['late'])
    expect(desk(view)).toMatchObject({ note: '1 件超时', alarm: true })
  })

  it('shows a request once, though it is overdue and nearby', () => {
    const late = help('late', minutes(-9))
    const view = homeView({ ...data, watched: [late], nearby: [late, help('near', minutes(-1))] })
    expect(view.overdue.map(({ id }) => id)).toEqual(['late'])
    expect(view.nearby.map(({ id }) => id)).toEqual(['near'])
  })

  it('is quiet while nothing is overdue', () => {
    const view = homeView({ ...data, watched: [help('new', minutes(-1))] })
    expect(view.overdue).toEqual([])
    expect(desk(view)).toMatchObject({ note: '看进行中的', alarm: false })
  })
})

describe('home of those who may join', () => {
  const villager: MeDto = { ...captain, roles: [] }
  const data = { me: villager, messages: [], mine: [], nearby: [], watched: [], now: NOW }
  const titles = (application: Parameters<typeof homeView>[0]['application'], me = villager) =>
    homeView({ ...data, me, application }).tiles.map(({ title, note }) => `${title}：${note}`)

  it('leads to the notice, and once there is an application, to that', () => {
    expect(titles(null)).toContain('加入义警：条件、报名')
    const applied = titles({ state: 'training', next: 'attendTraining' })
    expect(applied).toContain('我的报名：去参加培训')
    expect(applied.join()).not.toContain('加入义警')
  })

  it('invites again after a withdrawal, and says how it ended otherwise', () => {
    expect(titles({ state: 'withdrawn', next: 'none' })).toContain('加入义警：条件、报名')
    expect(titles({ state: 'rejected', next: 'none' })).toContain('我的报名：没有通过')
  })

  it('does not invite those who are in the scheme', () => {
    expect(titles(null, captain).join()).not.toContain('加入义警')
  })
})

describe('standby on 我的', () => {
  const fit: NonNullable<MeDto['volunteer']> = {
    team: { id: 'team_1', name: '荆溪村队' },
    certified: true,
    suspended: false,
    insuredUntil: minutes(1000),
    standby: false,
    qualifications: ['driver', 'dialect'],
  }
  const shown = (change: Partial<typeof fit>) =>
    meView({ ...captain, volunteer: { ...fit, ...change } }, NOW).volunteer

  it('is for those who may go out', () => {
    expect(shown({})).toMatchObject({ canStandby: true, facts: '会开车、会说本地话' })
  })

  it.each([
    [{ suspended: true }, '队长'],
    [{ certified: false }, '队长'],
    [{ insuredUntil: null }, '综治办'],
    [{ insuredUntil: minutes(-1) }, '综治办'],
  ])('is closed to others, who read whom to contact: %o', (change, contact) => {
    expect(shown(change)).toMatchObject({
      canStandby: false,
      state: expect.stringContaining(contact) as string,
    })
    expect(shown({ ...change, standby: true })?.canStandby).toBe(true)
  })
})
