import { clear, show, tap, textOf } from '../simulate'

afterEach(clear)

describe('help-button', () => {
  it('says what it does and the township’s promise', () => {
    expect(textOf(show('help-button', { minutes: 5 }))).toBe('我要求助5 分钟内有人回应')
  })

  it('passes the tap on to the page', async () => {
    const component = show('help-button', { minutes: 5 })
    let taps = 0
    component.addEventListener('tap', () => (taps += 1))
    await tap(component, '.help')
    expect(taps).toBe(1)
  })
})

describe('call-row', () => {
  it('dials 110, 119 and 120 straight away', async () => {
    const dialled: string[] = []
    Object.assign(wx, {
      makePhoneCall: ({ phoneNumber }: { phoneNumber: string }) => dialled.push(phoneNumber),
    })
    const component = show('call-row')
    expect(textOf(component)).toBe('有生命危险，先打电话110报警119火警120急救')
    for (const button of component.querySelectorAll('.call')) button.dispatchEvent('tap')
    await Promise.resolve()
    expect(dialled).toEqual(['110', '119', '120'])
  })
})
