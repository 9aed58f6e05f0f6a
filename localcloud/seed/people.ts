import { personId } from '../../cloudfunctions/shared/ids'
import type { Grant, Person } from '../../cloudfunctions/shared/people'
import { seal } from '../../cloudfunctions/shared/sealed'
import { DAY, instantOf } from '../../cloudfunctions/shared/time'
import type { Township } from '../../cloudfunctions/shared/township'
import type { Day, Place, Point } from '../../cloudfunctions/shared/values'
import type { Generation, Names, Sex } from './names'
import type { Random } from './random'
import { teamMembers, type Member } from './team'

/** What the demo people are made of. */
export interface PeopleContext {
  township: Township
  /** The day on which the demo starts. */
  today: Day
  /** Value of the functions' `FIELD_KEYS`, under which phone numbers are sealed. */
  fieldKeys: string
  random: Random
  names: Names
}

const STAFF: readonly { openid: string; generation: Generation; sex: Sex; grant: Grant }[] = [
  { openid: 'demo-office-1', generation: '1990s', sex: 'female', grant: { role: 'office' } },
  { openid: 'demo-office-2', generation: '1980s', sex: 'male', grant: { role: 'office' } },
  { openid: 'demo-leader-1', generation: '1970s', sex: 'male', grant: { role: 'leader' } },
  { openid: 'demo-leader-2', generation: '1970s', sex: 'female', grant: { role: 'leader' } },
  { openid: 'demo-leader-3', generation: '1980s', sex: 'male', grant: { role: 'leader' } },
  { openid: 'demo-police', generation: '1980s', sex: 'male', grant: { role: 'police' } },
  { openid: 'demo-department-emergency', generation: '1980s', sex: 'male', grant: { role: 'department' } },
  { openid: 'demo-department-health', generation: '1970s', sex: 'female', grant: { role: 'department' } },
  { openid: 'demo-department-civil', generation: '1980s', sex: 'female', grant: { role: 'department' } },
  { openid: 'demo-department-justice', generation: '1970s', sex: 'male', grant: { role: 'department' } },
  { openid: 'demo-department-finance', generation: '1990s', sex: 'female', grant: { role: 'department' } },
  { openid: 'demo-trainer', generation: '1980s', sex: 'male', grant: { role: 'trainer' } },
  { openid: 'demo-auditor', generation: '1970s', sex: 'female', grant: { role: 'auditor' } },
]

const GRANDSON_HOME = '荆溪村 12 号，晒谷场旁'
const MERCHANTS = 3
const TOURISTS = 3
const HOUSES = 90

/**
 * Everyone of the demo township: 150 volunteers in 13 teams, village secretaries, staff, villagers, merchants and
 * tourists. Invented; phone numbers are of a range that is not given out.
 */
export function demoTownshipPeople({ township, today, fieldKeys, random, names }: PeopleContext): Person[] {
  const since = instantOf(today)
  let phones = 0
  const phone = (): Person['phone'] => seal(`1990000${String(++phones).padStart(4, '0')}`, fieldKeys)
  const make = (openid: string, name: string, over: Partial<Person> = {}): Person => ({
    _id: personId(openid),
    openid,
    name,
    phone: null,
    villageId: null,
    home: null,
    position: null,
    roles: [],
    volunteer: null,
    createdAt: since - random.whole(30, 300) * DAY,
    ...over,
  })
  const home = (village: { name: string; centre: Point }): Place => ({
    text: `${village.name} ${random.whole(1, HOUSES)} 号`,
    point: near(village.centre, random),
  })

  // Named by hand: the journeys tell of them.
  const grandson = make('demo-villager-01', names.reserve('周小军'), {
    villageId: 'jingxi',
    phone: phone(),
    home: { text: GRANDSON_HOME, point: { lng: 118.8135, lat: 28.9411 } },
  })
  const grandmother = make('demo-villager-02', names.reserve('徐菊香'), {
    villageId: 'jingxi',
    home: grandson.home,
  })

  const volunteer = (member: Member): Person =>
    make(member.openid, names.make(member.generation, member.sex), {
      phone: phone(),
      villageId: member.volunteer.villageId,
      roles: member.roles,
      volunteer: member.volunteer,
    })
  const volunteers = teamMembers(township, today).map(volunteer)
  const secretaries = township.villages.map(({ id }, at) =>
    make(`demo-reviewer-${id}`, names.make('1970s', at % 4 === 2 ? 'female' : 'male'), {
      phone: phone(),
      villageId: id,
      roles: [{ role: 'reviewer', villageId: id }],
    }),
  )
  const staff = STAFF.map(({ openid, generation, sex, grant }) =>
    make(openid, names.make(generation, sex), { phone: phone(), roles: [grant] }),
  )
  // Some left an address, some a number, some neither.
  const villagers = township.villages.map((village, at) =>
    make(numbered('villager', at + 3), names.make(at % 3 === 0 ? '1940s' : '1970s', sexAt(at)), {
      villageId: village.id,
      phone: at % 2 === 0 ? phone() : null,
      home: at % 3 === 2 ? null : home(village),
    }),
  )
  const shops = township.areas.filter((area) =>
    ['market-street', 'market-hall', 'food-street'].includes(area.id),
  )
  const merchants = shops.slice(0, MERCHANTS).map((area, at) =>
    make(numbered('merchant', at + 1), names.make('1980s', sexAt(at)), {
      villageId: area.villageId,
      phone: phone(),
      home: { text: `${area.name} ${random.whole(1, 40)} 号店`, point: near(area.centre, random, 0.001) },
    }),
  )
  const tourists = Array.from({ length: TOURISTS }, (_, at) =>
    make(numbered('tourist', at + 1), names.make('1990s', sexAt(at)), { phone: at === 0 ? phone() : null }),
  )
  return [
    ...volunteers,
    ...secretaries,
    ...staff,
    grandson,
    grandmother,
    ...villagers,
    ...merchants,
    ...tourists,
  ]
}

function numbered(kind: string, at: number): string {
  return `demo-${kind}-${String(at).padStart(2, '0')}`
}

function sexAt(at: number): Sex {
  return at % 2 === 0 ? 'female' : 'male'
}

/** A point within some hundred metres, to a metre or so. */
function near(centre: Point, random: Random, degrees = 0.004): Point {
  const aside = (value: number): number =>
    Math.round((value + (random.next() * 2 - 1) * degrees) * 100_000) / 100_000
  return { lng: aside(centre.lng), lat: aside(centre.lat) }
}
