import deployment from '../../cloudfunctions/cloudbase.json'
import { MESSAGES } from '../../cloudfunctions/shared/messages'
import { PEOPLE } from '../../cloudfunctions/shared/people'
import { dayOf } from '../../cloudfunctions/shared/time'
import { DEFAULT_TOWNSHIP, SETTINGS, type SettingsRecord } from '../../cloudfunctions/shared/township'
import { ROSTERS, SHIFTS } from '../../cloudfunctions/shifts/store'
import type { Store } from '../store'
import { demoNotices } from './notices'
import { demoPatrols } from './patrols'
import { demoTownshipPeople } from './people'
import { Random } from './random'

/** The same township every time; only its times follow the clock. */
const SEED = 20261124

/**
 * Fills an empty database: `demo` with the demo township, `empty` with the collections only.
 * @param context `now` in ms since 1970; `fieldKeys` as the functions' `FIELD_KEYS`, for sealing phone numbers
 */
export async function seed(
  store: Pick<Store, 'ensure' | 'load'>,
  kind: 'demo' | 'empty',
  { now, fieldKeys }: { now: number; fieldKeys: string },
): Promise<void> {
  store.ensure(deployment.collections as Parameters<Store['ensure']>[0])
  if (kind === 'empty') return
  const township = DEFAULT_TOWNSHIP
  const settings: SettingsRecord = { _id: 'township', version: 1, value: township }
  const random = new Random(SEED)
  const people = demoTownshipPeople({ township, today: dayOf(now), fieldKeys, random })
  const { shifts, rosters } = demoPatrols(township, people, now, random)
  store.load(SETTINGS.name, [settings])
  store.load(PEOPLE.name, people)
  store.load(SHIFTS.name, shifts)
  store.load(ROSTERS.name, rosters)
  store.load(MESSAGES.name, demoNotices(people, now))
}
