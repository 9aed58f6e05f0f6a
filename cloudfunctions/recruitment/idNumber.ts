import type { Day, Sex } from '../shared/values'
import { isDay } from '../shared/time'

/** What an ID number says of its holder. */
export interface IdNumber {
  /** 18 characters, the last a digit or `X`. */
  idNumber: string
  birthDay: Day
  sex: Sex
}

/** Why a text is no valid ID number. */
export type IdRefusalCode = 'ID_LENGTH_15' | 'ID_FORMAT' | 'ID_DATE' | 'ID_CHECKSUM'

/** Full-width characters become plain ones, spaces go, a lower-case x grows. */
export function normalId(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/**
 * Reads a citizen ID number (GB 11643-1999): 17 digits and a check character, with the birth day inside.
 * @param today the day in UTC+8; nobody is born after it
 * @returns what it says, or the first reason why it is none
 */
export function readIdNumber(text: string, today: Day): IdNumber | { code: IdRefusalCode } {
  const idNumber = normalId(text)
  if (/^\d{15}$/.test(idNumber)) return { code: 'ID_LENGTH_15' }
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber)) return { code: 'ID_FORMAT' }
  const birthDay = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
  if (!isDay(birthDay) || birthDay < '1900-01-01' || birthDay > today) return { code: 'ID_DATE' }
  if (idNumber.at(-1) !== checkCharacter(idNumber)) return { code: 'ID_CHECKSUM' }
  return { idNumber, birthDay, sex: Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female' }
}

/** The check character of the first 17 digits (GB 11643-1999; ISO 7064, MOD 11-2). */
export function checkCharacter(digits: string): string {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += Number(digits.charAt(at)) * (2 ** (17 - at) % 11)
  return '10X98765432'.charAt(sum % 11)
}
