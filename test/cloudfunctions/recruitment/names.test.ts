import * as fc from 'fast-check'
import { maskName, normalName } from '../../../cloudfunctions/recruitment/names'

describe('a name', () => {
  it.each([
    ['周小军', '周小军'],
    [' 周小军 ', '周小军'],
    ['周 军', '周军'],
    ['周　军', '周军'],
    ['欧阳娜娜', '欧阳娜娜'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉．买买提', '阿卜杜拉·买买提'],
    ['𠮷田', '𠮷田'],
    ['汉'.repeat(20), '汉'.repeat(20)],
  ])('%s is kept as %s', (text, name) => {
    expect(normalName(text)).toBe(name)
  })

  it.each([
    ['one character', '周'],
    ['21 characters', '汉'.repeat(21)],
    ['emoji alone', '👵🏻👴🏻'],
    ['an emoji inside', '周😀军'],
    ['zero-width spaces alone', '\u200b\u200b\u200b'],
    ['a zero-width space inside', '周\u200b军'],
    ['a zero-width joiner', '周\u200d军'],
    ['a byte-order mark', '\ufeff周军'],
    ['a right-to-left override', '\u202e军小周'],
    ['a right-to-left mark', '周军\u200f'],
    ['an isolate', '\u2067周军\u2069'],
    ['Arabic', 'محمد'],
    ['Latin letters', 'Zhou Jun'],
    ['digits', '周123'],
    ['markup', '<b>周军</b>'],
    ['a line break', '周\n军'],
    ['a dot at the end', '周军·'],
    ['a dot alone', '·'],
    ['two dots', '阿里··买'],
    ['variation selectors', '周军\ufe0f'],
    ['nothing', ''],
  ])('%s is refused', (_, text) => {
    expect(normalName(text)).toBeNull()
  })

  it('is Chinese characters and dots, whatever came in, and is the same when read again', () => {
    const text = fc.array(
      fc.oneof(
        fc.constantFrom('周', '军', '·', ' ', '•', '\u200b', '\u202e', '😀', 'a', '１'),
        fc.string({ unit: 'binary', maxLength: 1 }),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(text, (parts) => {
        const name = normalName(parts.join(''))
        if (name === null) return
        expect(name).toMatch(/^[\p{Script=Han}·]+$/u)
        expect(normalName(name)).toBe(name)
      }),
    )
  })

  it('shows its first character only when masked', () => {
    expect(maskName('周小军')).toBe('周*')
    expect(maskName('𠮷田')).toBe('𠮷*')
    expect(maskName('')).toBe('一位村民')
  })
})
