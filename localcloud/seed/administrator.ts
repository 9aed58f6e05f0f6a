import { openDb } from '../../cloudfunctions/shared/db'
import { personId } from '../../cloudfunctions/shared/ids'
import { newPerson, type Grant, type Person } from '../../cloudfunctions/shared/people'
import { saveTownship, SETTINGS, TownshipSchema } from '../../cloudfunctions/shared/township'

/** The role that may give all others. */
export const ADMINISTRATOR: Grant = { role: 'office' }

/** The record of the first administrator of a township that has none yet (DESIGN, Contracts). */
export function firstAdministrator(openid: string, now: number): Person {
  const person = newPerson({ id: personId(openid), openid, person: null }, now)
  return { ...person, name: '管理员', roles: [ADMINISTRATOR] }
}

/**
 * Puts township settings in force, in the environment this process is set up for.
 * @param json the settings as in `cloudfunctions/township.json`
 * @returns the new version; or what is wrong with them, by field; or null when somebody else saved meanwhile
 */
export async function replaceSettings(
  json: unknown,
): Promise<{ version: number } | { problems: string[] } | null> {
  const parsed = TownshipSchema.safeParse(json)
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
  }
  const db = openDb()
  const current = await db.of(SETTINGS).get('township')
  const version = await saveTownship(db, parsed.data, current?.version ?? 0)
  return version === null ? null : { version }
}
