import * as z from 'zod'
import type { Township } from '../shared/township'
import type { Day } from '../shared/values'
import { readIdNumber, type IdNumber } from './idNumber'
import { ageRefused, idRefused } from './refusals'
import { ageOn, ageRefusal } from './rules'

/** An ID number as typed: any text of sensible length, so that what is wrong with it can be said. */
export const IdText = z.string().min(1).max(60)

/** Codes that an ID number may be refused with. */
export const ID_REFUSALS = [
  'ID_LENGTH_15',
  'ID_FORMAT',
  'ID_DATE',
  'ID_CHECKSUM',
  'TOO_YOUNG',
  'TOO_OLD',
] as const

/**
 * What an ID number says of its holder, if they may apply by their age on a day (S-21).
 * @throws Refusal saying what is wrong with the number or the age
 */
export function checkedId(text: string, day: Day, township: Township): IdNumber & { age: number } {
  const read = readIdNumber(text, day)
  if ('code' in read) throw idRefused(read.code)
  const age = ageOn(read.birthDay, day)
  const refused = ageRefusal(age, township.recruitment)
  if (refused) throw ageRefused(refused, township)
  return { ...read, age }
}
