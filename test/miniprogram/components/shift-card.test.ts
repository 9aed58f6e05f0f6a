import type { ShiftCardView } from '../../../miniprogram/lib/shiftView'
import { clear, show, tap, textOf, type Rendered } from '../simulate'

afterEach(clear)

const card: ShiftCardView = {
  id: 'shift_1',
  time: '19:00–21:00',
  day: '明天',
  place: '景区入口',
  route: '游客中心—检票口',
  meet: '游客中心门口',
  tag: '还缺 1 人',
  tone: 'warn',
  taken: 2,
  max: 4,
  seats: '2 人已报，最多 4 人',
  mine: false,
  action: 'claim',
  reason: '',
  running: false,
}

function heard(component: Rendered): [string, unknown][] {
  const events: [string, unknown][] = []
  for (const name of ['open', 'claim', 'release']) {
    component.addEventListener(name, (event) => events.push([name, (event as CustomEvent).detail]))
  }
  return events
}

describe('shift-card', () => {
  it('shows time, place, what is missing and its seats', () => {
    const component = show('shift-card', { card })
    expect(textOf(component)).toBe('19:00–21:00还缺 1 人景区入口我来')
    expect(component.dom?.querySelectorAll('[class*="seat-taken"]')).toHaveLength(2)
    expect(component.dom?.querySelectorAll('[class*="seat-free"]')).toHaveLength(2)
  })

  it('names the day and where to meet where days stand together', () => {
    expect(textOf(show('shift-card', { card, showDay: true }))).toContain('明天19:00–21:00')
    expect(textOf(show('shift-card', { card, showDay: true }))).toContain('集合：游客中心门口')
  })

  it('claims at 我来 and opens at a tap on the rest', async () => {
    const component = show('shift-card', { card })
    const events = heard(component)
    await tap(component, '.shift-action')
    await tap(component, '.title')
    expect(events).toEqual([
      ['claim', { id: 'shift_1' }],
      ['open', { id: 'shift_1' }],
    ])
  })

  it('is framed and offers 退班 when it is one’s own', async () => {
    const component = show('shift-card', { card: { ...card, mine: true, action: 'release', tag: '你的班' } })
    const events = heard(component)
    expect(component.querySelector('.shift-mine')).toBeTruthy()
    await tap(component, '.shift-action')
    expect(events).toEqual([['release', { id: 'shift_1' }]])
  })

  it('has no button when nothing can be done, and says why in words', () => {
    const component = show('shift-card', { card: { ...card, action: 'none', reason: '和您 19:00 的班重叠' } })
    expect(component.querySelector('.shift-action')).toBeFalsy()
    expect(textOf(component)).toContain('和您 19:00 的班重叠')
  })

  it('says what the cloud answered to the last try', () => {
    expect(textOf(show('shift-card', { card, refusal: '这个班刚刚满了' }))).toContain('这个班刚刚满了')
  })
})
