import deployment from '../../cloudfunctions/cloudbase.json'
import { COUNTERS, MEMBERS } from '../../cloudfunctions/membership/store'
import { APPLICANTS, APPLICATIONS, REGISTRATIONS } from '../../cloudfunctions/recruitment/store'
import { MESSAGES } from '../../cloudfunctions/shared/messages'
import { PEOPLE } from '../../cloudfunctions/shared/people'
import { PRIVACY_CONSENTS } from '../../cloudfunctions/shared/privacy'
import { dayOf } from '../../cloudfunctions/shared/time'
import { DEFAULT_TOWNSHIP, SETTINGS, type SettingsRecord } from '../../cloudfunctions/shared/township'
import { ROSTERS, SHIFTS } from '../../cloudfunctions/shifts/store'
import { SESSIONS, TRAININGS } from '../../cloudfunctions/training/store'
import type { Store } from '../store'
import { demoApplicants } from './applicants'
import { demoMembers } from './members'
import { Names } from './names'
import { demoNotices } from './notices'
import { demoPatrols } from './patrols'
import { demoTownshipPeople } from './people'
import { Random } from './random'
import { demoSessions } from './sessions'

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
  const context = { township, today: dayOf(now), fieldKeys, random, names: new Names(random) }
  const settled = demoTownshipPeople(context)
  const { shifts, rosters } = demoPatrols(township, settled, now, random)
  const corps = demoMembers(settled, context, now)
  const applying = demoApplicants(context, now)
  const people = [...settled, ...applying.people]
  store.load(SETTINGS.name, [settings])
  store.load(PEOPLE.name, people)
  store.load(MEMBERS.name, corps.members)
  store.load(
    COUNTERS.name,
    [...corps.certificates].map(([year, last]) => ({ _id: `certificate-${year}`, last })),
  )
  store.load(APPLICATIONS.name, applying.applications)
  store.load(APPLICANTS.name, applying.applicants)
  store.load(REGISTRATIONS.name, [...corps.registrations, ...applying.registrations])
  store.load(PRIVACY_CONSENTS.name, applying.consents)
  store.load(TRAININGS.name, [...corps.trainings, ...applying.trainings])
  store.load(SESSIONS.name, demoSessions(township, people, now))
  store.load(SHIFTS.name, shifts)
  store.load(ROSTERS.name, rosters)
  store.load(MESSAGES.name, demoNotices(people, now))
}
