import * as fc from 'fast-check'
import { checkCharacter, normalId, readIdNumber } from '../../../cloudfunctions/recruitment/idNumber'
import { ageOn } from '../../../cloudfunctions/recruitment/rules'
import { addDays } from '../../../cloudfunctions/shared/time'
import { idNumber } from './records'

const TODAY = '2026-11-25'
const read = (text: string): unknown => readIdNumber(text, TODAY)
const widened = (text: string): string =>
  [...text].map((each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).join('')

describe('an ID number', () => {
  // The example printed in GB 11643-1999, annex A.
  it('reads the standard’s own example', () => {
    expect(read('11010519491231002X')).toEqual({
      idNumber: '11010519491231002X',
      birthDay: '1949-12-31',
      sex: 'female',
    })
    expect(checkCharacter('44052418800101001')).toBe('4')
  })

  it.each([
    ['a lower-case x', '11010519491231002x'],
    ['spaces as it is printed', ' 110105 19491231 002X '],
    ['full-width digits and letter', widened('11010519491231002X')],
    ['a full-width lower-case x', widened('11010519491231002x')],
    ['ideographic spaces', '110105　19491231　002X'],
  ])('takes %s', (_, text) => {
    expect(read(text)).toMatchObject({ idNumber: '11010519491231002X' })
  })

  it.each([
    ['15 digits', '110105491231002', 'ID_LENGTH_15'],
    ['15 full-width digits', widened('110105491231002'), 'ID_LENGTH_15'],
    ['17 digits', '11010519491231002', 'ID_FORMAT'],
    ['19 digits', '11010519491231002X1', 'ID_FORMAT'],
    ['an X inside', '1101051949X231002X', 'ID_FORMAT'],
    ['another letter', '11010519491231002Y', 'ID_FORMAT'],
    ['a region that begins with 0', '01010519491231002X', 'ID_FORMAT'],
    ['a zero-width space inside', '110105\u200b19491231002X', 'ID_FORMAT'],
    ['other digits', '١١٠١٠٥١٩٤٩١٢٣١٠٠٢٣', 'ID_FORMAT'],
    ['nothing', '   ', 'ID_FORMAT'],
    ['30 February', idNumber('19900230'), 'ID_DATE'],
    ['29 February of a common year', idNumber('19900229'), 'ID_DATE'],
    ['29 February 1900, which was none', idNumber('19000229'), 'ID_DATE'],
    ['month 13', idNumber('19901307'), 'ID_DATE'],
    ['day 0', idNumber('19900300'), 'ID_DATE'],
    ['tomorrow', idNumber('20261126'), 'ID_DATE'],
    ['a far future', idNumber('20991231'), 'ID_DATE'],
    ['the century before last', idNumber('18991231'), 'ID_DATE'],
    ['a wrong check character', '110105194912310021', 'ID_CHECKSUM'],
  ])('refuses %s', (_, text, code) => {
    expect(read(text)).toEqual({ code })
  })

  it('takes 29 February of a leap year, the first day of 1900 and today', () => {
    expect(read(idNumber('20000229'))).toMatchObject({ birthDay: '2000-02-29' })
    expect(read(idNumber('19000101'))).toMatchObject({ birthDay: '1900-01-01' })
    expect(read(idNumber('20261125'))).toMatchObject({ birthDay: TODAY })
  })

  it('takes the sex from the 17th digit', () => {
    expect(read(idNumber('19900307', 11))).toMatchObject({ sex: 'male' })
    expect(read(idNumber('19900307', 12))).toMatchObject({ sex: 'female' })
  })

  const valid = fc
    .record({ day: fc.integer({ min: 0, max: 46_000 }), order: fc.integer({ min: 0, max: 999 }) })
    .map(({ day, order }) => ({
      birthDay: addDays('1900-01-01', day),
      text: idNumber(addDays('1900-01-01', day).replaceAll('-', ''), order),
    }))

  it('reads every valid number back', () => {
    fc.assert(
      fc.property(valid, ({ birthDay, text }) => {
        expect(read(text)).toMatchObject({ idNumber: text, birthDay })
        expect(normalId(widened(text))).toBe(text)
      }),
    )
  })

  it('notices every wrong digit and every two neighbours that changed places', () => {
    fc.assert(
      fc.property(
        valid,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        ({ text }, at, step) => {
          const digit = String((Number(text.charAt(at)) + step) % 10)
          expect(read(text.slice(0, at) + digit + text.slice(at + 1))).toHaveProperty('code')
          if (at < 16 && text.charAt(at) !== text.charAt(at + 1)) {
            const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
            expect(read(swapped)).toHaveProperty('code')
          }
        },
      ),
    )
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(() => read(text)).not.toThrow()
      }),
    )
  })
})

describe('age on a day', () => {
  it.each([
    ['the day before the 18th birthday', '2008-11-26', TODAY, 17],
    ['on the 18th birthday', '2008-11-25', TODAY, 18],
    ['the day after it', '2008-11-24', TODAY, 18],
    ['the day before the 56th birthday', '1970-11-26', TODAY, 55],
    ['on the 56th birthday', '1970-11-25', TODAY, 56],
    ['on the day of birth', '2026-11-25', TODAY, 0],
    ['born on 29 February, on 28 February of a common year', '2008-02-29', '2026-02-28', 17],
    ['born on 29 February, on 1 March of a common year', '2008-02-29', '2026-03-01', 18],
    ['born on 29 February, on 29 February', '2008-02-29', '2028-02-29', 20],
    ['born on 29 February, on 28 February of a leap year', '2008-02-29', '2028-02-28', 19],
    ['on New Year’s Eve', '1990-01-01', '2026-12-31', 36],
  ])('%s', (_, birthDay, day, age) => {
    expect(ageOn(birthDay, day)).toBe(age)
  })

  it('grows by one exactly once within any year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 20_000 }), (born, lived) => {
        const birthDay = addDays('1900-01-01', born)
        const day = addDays(birthDay, lived)
        const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
        expect(ageOn(birthDay, next) - ageOn(birthDay, day)).toBe(1)
      }),
    )
  })
})
