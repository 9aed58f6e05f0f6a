import { appearanceFrom, appearanceOf } from '../../../miniprogram/lib/appearance'
import { metresText } from '../../../miniprogram/lib/distance'
import * as labels from '../../../miniprogram/lib/labels'
import { isPhone, maskPhone } from '../../../miniprogram/lib/mask'

describe('distances', () => {
  it.each([
    [0, '10 米'],
    [84, '80 米'],
    [600, '600 米'],
    [1000, '1 公里'],
    [1234, '1.2 公里'],
  ])('%i m is %s', (metres, words) => {
    expect(metresText(metres)).toBe(words)
  })
})

describe('phones', () => {
  it('are masked but for the ends', () => {
    expect(maskPhone('13812345678')).toBe('138****5678')
    expect(maskPhone('110')).toBe('***')
  })

  it.each(['13812345678', '138 1234 5678', '0570-3012345', '057030123456'])('%s is one', (text) => {
    expect(isPhone(text)).toBe(true)
  })

  it.each(['', '12345', '23812345678', '1381234567', 'abc'])('%s is none', (text) => {
    expect(isPhone(text)).toBe(false)
  })
})

describe('the look a person chose', () => {
  it('follows the phone until they choose', () => {
    expect(appearanceOf(appearanceFrom(''), 1)).toEqual({ className: 'root', style: '--fs:1' })
  })

  it('enlarges by 1.3, or by WeChat’s own factor when that is greater', () => {
    expect(appearanceOf({ theme: 'dark', large: true }, 1)).toEqual({
      className: 'root theme-dark large',
      style: '--fs:1.3',
    })
    expect(appearanceOf({ theme: 'system', large: true }, 1.45).style).toBe('--fs:1.45')
    expect(appearanceOf({ theme: 'system', large: false }, 1.45).className).toBe('root large')
    expect(appearanceOf({ theme: 'light', large: false }, 1.1)).toEqual({
      className: 'root theme-light',
      style: '--fs:1.1',
    })
  })

  it.each([null, 7, 'dark', { theme: 'pink', large: 'yes' }])(
    'takes %p from storage as no choice',
    (stored) => {
      expect(appearanceFrom(stored)).toEqual({ theme: 'system', large: false })
    },
  )
})

describe('the words of the screens', () => {
  it('never suggest that volunteers enforce the law, but where they say that they do not', () => {
    const { ABOUT, ...rest } = labels
    expect(ABOUT.cannot.join()).toContain('搜身')
    expect(JSON.stringify([rest, ABOUT.can])).not.toMatch(/执法|抓捕|逮捕|拘留|处罚|罚款|搜查|盘查/)
  })
})
