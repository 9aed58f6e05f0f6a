import type { Identity } from '../../cloudfunctions/recruitment/record'
import { checkCharacter } from '../../cloudfunctions/recruitment/idNumber'
import type { Generation, Sex } from './names'
import type { Random } from './random'

/** A code of no county: whatever the number, it is nobody's. */
const NOWHERE = '330899'

/** An invented ID number that passes every check, with the day of birth it names. */
export function inventIdentity(generation: Generation, sex: Sex, random: Random): Identity {
  const year = String(Number(generation.slice(0, 4)) + random.whole(0, 9))
  const month = String(random.whole(1, 12)).padStart(2, '0')
  const day = String(random.whole(1, 28)).padStart(2, '0')
  const order = random.whole(0, 49) * 2 + (sex === 'male' ? 1 : 0)
  const digits = `${NOWHERE}${year}${month}${day}${String(order).padStart(3, '0')}`
  return { idNumber: digits + checkCharacter(digits), birthDay: `${year}-${month}-${day}` }
}
