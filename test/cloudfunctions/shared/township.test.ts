import shipped from '../../../cloudfunctions/township.json'
import {
  DEFAULT_TOWNSHIP,
  teamOf,
  TELL,
  TownshipSchema,
  villageAt,
  villageOf,
} from '../../../cloudfunctions/shared/township'

type Draft = Record<string, unknown>

/** Paths of what is wrong with the shipped settings after a change. */
function wrongAfter(change: (settings: typeof shipped) => void): string[] {
  const settings = structuredClone(shipped)
  change(settings)
  const parsed = TownshipSchema.safeParse(settings)
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
}
const set = (target: unknown, field: string, value: unknown): void => {
  ;(target as Draft)[field] = value
}

describe('the shipped settings', () => {
  it('are valid, and are those of the scheme', () => {
    expect(wrongAfter(() => undefined)).toEqual([])
    expect(DEFAULT_TOWNSHIP).toEqual(shipped)
    const { villages, teams, areas, shiftTemplates } = DEFAULT_TOWNSHIP
    // S-10, S-13, S-30, S-31.
    expect(villages).toHaveLength(13)
    expect([1, 2, 3].map((batch) => villages.filter((village) => village.batch === batch).length)).toEqual([
      6, 4, 3,
    ])
    expect(teams.map((team) => team.villageId).sort()).toEqual(villages.map((village) => village.id).sort())
    expect(areas.filter((area) => area.kind === 'key')).toHaveLength(8)
    expect(areas.filter((area) => area.kind === 'hamlet')).toHaveLength(4)
    const daily = shiftTemplates.filter((template) => template.areas === 'key')
    expect(daily.map(({ start, end, min, max }) => [start, end, min, max])).toEqual([
      ['06:00', '08:00', 3, 4],
      ['14:00', '16:00', 3, 4],
      ['19:00', '21:00', 3, 4],
    ])
    const remote = shiftTemplates.find((template) => template.areas === 'hamlet')
    expect(remote?.days).toHaveLength(3)
    expect(remote?.min).toBe(5)
  })

  it('have the clocks and ladders of S-45', () => {
    const { respond, handle, respondLadder, arriveLadder } = DEFAULT_TOWNSHIP.help
    expect([respond, handle]).toEqual([5, 15])
    const told = (ladder: typeof respondLadder): unknown[] => ladder.map(({ after, tell }) => [after, tell])
    expect(told(respondLadder).slice(-3)).toEqual([
      [5, 'captain'],
      [8, 'office'],
      [12, 'leader'],
    ])
    expect(told(arriveLadder)).toEqual([
      [15, 'office'],
      [20, 'leader'],
    ])
    for (const { tell } of [...respondLadder, ...arriveLadder]) expect(TELL).toContain(tell)
  })
})

describe('settings are refused', () => {
  it.each<[string, (settings: typeof shipped) => void, string]>([
    [
      'a team of a village that is not there',
      (s) => set(s.teams[2], 'villageId', 'atlantis'),
      'teams.2.villageId',
    ],
    [
      'an area of a village that is not there',
      (s) => set(s.areas[0], 'villageId', 'atlantis'),
      'areas.0.villageId',
    ],
    ['a village that is there twice', (s) => set(s.villages[4], 'id', 'shishi'), 'villages.4.id'],
    ['a team that is there twice', (s) => set(s.teams[1], 'id', 'team-shishi'), 'teams.1.id'],
    ['an area that is there twice', (s) => set(s.areas[1], 'id', 'market-street'), 'areas.1.id'],
    ['a template that is there twice', (s) => set(s.shiftTemplates[1], 'id', 'early'), 'shiftTemplates.1.id'],
    [
      'a template for an area that is not there',
      (s) => set(s.shiftTemplates[0], 'areas', ['market-street', 'moon']),
      'shiftTemplates.0.areas',
    ],
    ['a template without areas', (s) => set(s.shiftTemplates[0], 'areas', []), 'shiftTemplates.0.areas'],
    ['a minimum above the maximum', (s) => set(s.shiftTemplates[0], 'min', 5), 'shiftTemplates.0.min'],
    ['a shift of no length', (s) => set(s.shiftTemplates[0], 'end', '06:00'), 'shiftTemplates.0.end'],
    [
      'a time that no clock shows',
      (s) => set(s.shiftTemplates[0], 'start', '24:00'),
      'shiftTemplates.0.start',
    ],
    [
      'a day of the week beyond Saturday',
      (s) => set(s.shiftTemplates[0], 'days', [7]),
      'shiftTemplates.0.days.0',
    ],
    [
      'needs that do not fit into the crew',
      (s) =>
        set(s.shiftTemplates[0], 'needs', [
          { qualification: 'veteran', count: 3 },
          { qualification: 'firstAid', count: 2 },
        ]),
      'shiftTemplates.0.needs',
    ],
    [
      'a ladder whose steps are not in order of time',
      (s) =>
        set(s.help, 'respondLadder', [
          { after: 8, tell: 'office' },
          { after: 5, tell: 'captain' },
        ]),
      'help.respondLadder',
    ],
    [
      'a ladder that tells someone unknown',
      (s) => set(s.help, 'arriveLadder', [{ after: 15, tell: 'mayor' }]),
      'help.arriveLadder.0.tell',
    ],
    ['no village at all', (s) => set(s, 'villages', []), 'villages'],
    ['a point off the globe', (s) => set(s.villages[0]?.centre, 'lat', 91), 'villages.0.centre.lat'],
    ['half a minute', (s) => set(s.shifts, 'releaseBefore', 0.5), 'shifts.releaseBefore'],
    ['a setting nobody reads', (s) => set(s.help, 'colour', 'red'), 'help'],
  ])('with %s', (_, change, path) => {
    expect(wrongAfter(change)).toContain(path)
  })

  it('but not for two steps at the same minute, nor for a shift past midnight', () => {
    const same = [
      { after: 5, tell: 'captain' },
      { after: 5, tell: 'office' },
    ]
    expect(wrongAfter((s) => set(s.help, 'respondLadder', same))).toEqual([])
    expect(wrongAfter((s) => set(s.help, 'respondLadder', []))).toEqual([])
    expect(wrongAfter((s) => set(s.shiftTemplates[2], 'end', '01:00'))).toEqual([])
  })
})

describe('names and places', () => {
  it('come from the settings, and are null for what they do not know', () => {
    expect(villageOf(DEFAULT_TOWNSHIP, 'jingxi')).toEqual({ id: 'jingxi', name: '荆溪村' })
    expect(teamOf(DEFAULT_TOWNSHIP, 'team-jingxi')).toEqual({ id: 'team-jingxi', name: '荆溪村队' })
    for (const unknown of ['atlantis', null, '__proto__']) {
      expect(villageOf(DEFAULT_TOWNSHIP, unknown)).toBeNull()
      expect(teamOf(DEFAULT_TOWNSHIP, unknown)).toBeNull()
    }
  })

  it('a point belongs to the village whose centre is nearest', () => {
    for (const village of DEFAULT_TOWNSHIP.villages) {
      expect(villageAt(DEFAULT_TOWNSHIP, village.centre)).toBe(village.id)
    }
    expect(villageAt(DEFAULT_TOWNSHIP, { lng: 118.831, lat: 28.931 })).toBe('shishi')
  })
})
