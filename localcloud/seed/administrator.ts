import { personId } from '../../cloudfunctions/shared/ids'
import { newPerson, type Grant, type Person } from '../../cloudfunctions/shared/people'

/** The role that may give all others. */
export const ADMINISTRATOR: Grant = { role: 'office' }

/** The record of the first administrator of a township that has none yet (DESIGN, Contracts). */
export function firstAdministrator(openid: string, now: number): Person {
  const person = newPerson({ id: personId(openid), openid, person: null }, now)
  return { ...person, name: '管理员', roles: [ADMINISTRATOR] }
}
