import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id, Phone, PlaceInput, RequestKey, words } from '../../shared/payload'
import type { Person } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import { seal } from '../../shared/sealed'
import { villageOf } from '../../shared/township'
import { savePerson } from '../store'

/** Saves what the caller says of themself: name, village, home address, phone. Only the fields sent change. */
export const save = write({
  input: z.strictObject({
    name: words(20).optional(),
    villageId: Id.nullable().optional(),
    home: PlaceInput.nullable().optional(),
    phone: Phone.nullable().optional(),
    requestKey: RequestKey,
  }),
  allow: anyone(),
  refusals: ['UNKNOWN_VILLAGE', 'NAME_FIXED'],
  async run({ me, now, tx, township, subject }, { name, villageId, home, phone }) {
    if (villageId != null && !villageOf(township, villageId))
      throw refusal('UNKNOWN_VILLAGE', '没有这个村，请重新选择。')
    // A volunteer's name stands on the certificate; the office changes it.
    if (name !== undefined && me.person?.volunteer && name !== me.person.name) {
      throw refusal('NAME_FIXED', '队员的姓名和证件一致，改名请找综治办。')
    }
    const fields: Partial<Person> = {
      ...(name === undefined ? {} : { name }),
      ...(villageId === undefined ? {} : { villageId }),
      ...(home === undefined ? {} : { home: home && (home.text !== '' || home.point) ? home : null }),
      ...(phone === undefined ? {} : { phone: phone === null ? null : seal(phone) }),
    }
    await savePerson(tx, me, fields, now)
    subject(me.id)
    return { saved: true }
  },
})
