import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { maskPhone, unseal } from '../../shared/sealed'
import { teamOf, villageOf } from '../../shared/township'
import { isRunning } from '../../shifts/rules'
import { findNext } from '../../shifts/store'
import { shiftView } from '../../shifts/view'
import type { MeDto } from '../dto'
import { countUnread } from '../store'

/** Who the caller is, and what matters to them now. */
export const me = read({
  input: z.strictObject({}),
  allow: anyone(),
  async run({ me: caller, now, db, township }): Promise<MeDto> {
    const person = caller.person
    const [next, unread] = await Promise.all([findNext(db, caller.id, now), countUnread(db, caller.id)])
    const volunteer = person?.volunteer ?? null
    return {
      id: caller.id,
      name: person?.name ?? '',
      village: villageOf(township, person?.villageId ?? null),
      home: person?.home ?? null,
      phoneMasked: person?.phone ? maskPhone(unseal(person.phone)) : null,
      roles: (person?.roles ?? []).map((grant) => ({
        role: grant.role,
        village: villageOf(township, grant.villageId ?? null),
        team: teamOf(township, grant.teamId ?? null),
      })),
      volunteer: volunteer && {
        team: teamOf(township, volunteer.teamId) ?? { id: volunteer.teamId, name: '' },
        certified: volunteer.certifiedAt !== null,
        suspended: volunteer.suspended,
        insuredUntil: volunteer.insuredUntil,
        standby: volunteer.standby,
        qualifications: volunteer.qualifications,
      },
      nextShift: next && shiftView(next, { me: caller, township, now }, []),
      onDuty: volunteer?.standby === true || (next !== null && isRunning(next, now)),
      unread,
      township: {
        name: township.name,
        villages: township.villages.map(({ id, name }) => ({ id, name })),
        templates: township.templates,
        respondMinutes: township.help.respond,
        handleMinutes: township.help.handle,
      },
    }
  },
})
