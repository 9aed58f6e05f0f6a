import { command, type Db } from './db'
import { PEOPLE, type Person } from './people'
import type { Role } from './values'

const LIMIT = 1000

/** Whoever holds a role, in a team or village when one is named. */
export async function findByRole(
  db: Db,
  role: Role,
  scope: { teamId?: string; villageId?: string } = {},
): Promise<Person[]> {
  return db.of(PEOPLE).find({ roles: command().elemMatch({ role, ...scope }) }, { limit: LIMIT })
}

/** The volunteers on the 24-hour standby list, of one village when named (S-45). */
export async function findStandby(db: Db, villageId: string | null): Promise<Person[]> {
  return db
    .of(PEOPLE)
    .find(
      { 'volunteer.standby': true, ...(villageId === null ? {} : { 'volunteer.villageId': villageId }) },
      { limit: LIMIT },
    )
}
