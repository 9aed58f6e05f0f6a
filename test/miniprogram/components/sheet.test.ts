import { clear, show, tap, textOf, type Rendered } from '../simulate'

afterEach(clear)

/** The events that a sheet sends from now on. */
function heard(sheet: Rendered): string[] {
  const events: string[] = []
  for (const name of ['confirm', 'cancel']) sheet.addEventListener(name, () => events.push(name))
  return events
}

describe('sheet', () => {
  it('asks, on the popup of the component library', () => {
    const sheet = show('sheet', {
      visible: true,
      title: '取消报名？',
      text: '空位会让给别人',
      confirm: '取消报名',
      cancel: '再想想',
    })
    expect(textOf(sheet)).toBe('取消报名？空位会让给别人再想想取消报名')
  })

  it('shows nothing until it is opened', () => {
    expect(textOf(show('sheet', { title: '取消报名？' }))).toBe('')
  })

  it('sends what was chosen', async () => {
    const sheet = show('sheet', { visible: true, title: '报名？', tone: 'help' })
    const events = heard(sheet)
    await tap(sheet, '.btn-line')
    expect(events).toEqual(['cancel'])
    await tap(sheet, '.btn-help')
    expect(events).toEqual(['cancel', 'confirm'])
  })

  it('takes no second confirmation while it is busy', async () => {
    const sheet = show('sheet', { visible: true, title: '报名？', busy: true })
    const events = heard(sheet)
    await tap(sheet, '.btn-busy')
    expect(events).toEqual([])
  })
})
