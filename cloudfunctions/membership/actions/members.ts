import * as z from 'zod'
import { read, type ReadContext } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { holds } from '../../shared/people'
import { findByRole } from '../../shared/recipients'
import type { MemberRowDto } from '../dto'
import type { Member } from '../record'
import { isServing } from '../rules'
import { findMembers, memberFrom } from '../store'
import { memberRow, standingOf } from '../view'

/** The members within the caller's role: all, those of their villages, or those of their team (S-02 … S-05). */
export const members = read({
  input: z.strictObject({
    villageId: Id.optional(),
    filter: z.enum(['all', 'insurance', 'exit', 'suspended']).optional(),
  }),
  allow: roles('reviewer', 'captain', 'deputy', 'office', 'leader'),
  async run(context, { villageId, filter = 'all' }): Promise<{ members: MemberRowDto[] }> {
    const { me, now, township } = context
    const found = await within(context, villageId)
    const rows = found.flatMap((member) => {
      const standing = standingOf(me, member._id, member)
      const visible = standing.office || standing.leader || standing.reviewer || standing.captain
      return visible && (villageId === undefined || member.villageId === villageId)
        ? [memberRow(member, standing, township, now)]
        : []
    })
    const soon = Math.max(...township.membership.insuranceReminders)
    const teams = township.teams.map(({ id }) => id)
    return {
      members: rows
        .filter((row) => {
          if (!isServing(row.state)) return filter === 'all' && row.marksOut > 0
          if (filter === 'insurance') return row.insuredDays === null || row.insuredDays <= soon
          if (filter === 'exit') return row.exitProposed
          return filter === 'all' || row.state === 'suspended'
        })
        .sort(
          (a, b) =>
            teams.indexOf(a.team?.id ?? '') - teams.indexOf(b.team?.id ?? '') ||
            a.certificateNumber.localeCompare(b.certificateNumber) ||
            a.name.localeCompare(b.name, 'zh'),
        ),
    }
  },
})

/** Memberships where the caller may look, and certified volunteers from before there were memberships. */
async function within(
  { db, me, now, township }: Pick<ReadContext, 'db' | 'me' | 'now' | 'township'>,
  villageId: string | undefined,
): Promise<Member[]> {
  const scopes: { villageId?: string; teamId?: string }[] =
    holds(me, 'office') || holds(me, 'leader')
      ? [villageId === undefined ? {} : { villageId }]
      : (me.person?.roles ?? []).flatMap((grant): { villageId?: string; teamId?: string }[] => {
          if (grant.role === 'reviewer' && grant.villageId) return [{ villageId: grant.villageId }]
          const leads = grant.role === 'captain' || grant.role === 'deputy'
          return leads && grant.teamId ? [{ teamId: grant.teamId }] : []
        })
  const lists = await Promise.all(
    scopes.map(async (scope) => {
      const [known, people] = await Promise.all([findMembers(db, scope), findByRole(db, 'volunteer', scope)])
      const ids = new Set(known.map(({ _id }) => _id))
      const older = people.filter(({ _id }) => !ids.has(_id))
      return [
        ...known,
        ...older.flatMap((each) => memberFrom(each, { number: '', code: '' }, { now, township }) ?? []),
      ]
    }),
  )
  return [...new Map(lists.flat().map((member) => [member._id, member])).values()]
}
