import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { dayOf } from '../../shared/time'
import { checkedId, ID_REFUSALS, IdText } from '../checkedId'
import type { IdCheckDto } from '../dto'

/** Reads an ID number for its holder while they fill the form (S-21). Nothing of it is kept, nor compared with others. */
export const checkId = read({
  input: z.strictObject({ idNumber: IdText }),
  allow: anyone(),
  refusals: ID_REFUSALS,
  async run({ now, township }, { idNumber }): Promise<IdCheckDto> {
    const { birthDay, sex, age } = checkedId(idNumber, dayOf(now), township)
    return Promise.resolve({ birthDay, sex, age })
  },
})
