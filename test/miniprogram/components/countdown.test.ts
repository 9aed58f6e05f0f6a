import { clear, show, textOf, type Rendered } from '../simulate'

const START = Date.parse('2026-11-25T10:00:00Z')

/** The page around the component is shown or hidden; the simulator can, its types do not say so. */
function page(component: Rendered, name: 'show' | 'hide'): void {
  const trigger: unknown = Reflect.get(component, 'triggerPageLifeTime')
  if (typeof trigger !== 'function') throw new Error('the simulator has no page lifetimes')
  Reflect.apply(trigger, component, [name])
}

describe('countdown', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START })
  })
  afterEach(() => {
    clear()
    jest.useRealTimers()
  })

  it('counts down each second', () => {
    const component = show('countdown', { mark: START + 300_000, skew: 0 })
    expect(textOf(component)).toBe('05:00')
    jest.advanceTimersByTime(108_000)
    expect(textOf(component)).toBe('03:12')
  })

  it('counts on from the mark, and says so in words', () => {
    const component = show('countdown', { mark: START + 1000, skew: 0 })
    jest.advanceTimersByTime(61_000)
    expect(textOf(component)).toBe('已超时01:00')
  })

  it('goes by the cloud’s clock, not the phone’s', () => {
    expect(textOf(show('countdown', { mark: START + 300_000, skew: 60_000 }))).toBe('04:00')
  })

  it('takes up a new mark at once', () => {
    const component = show('countdown', { mark: START + 60_000, skew: 0 })
    component.setData({ mark: START + 900_000 })
    expect(textOf(component)).toBe('15:00')
  })

  it('stops when the page is hidden or left', () => {
    const component = show('countdown', { mark: START + 300_000, skew: 0 })
    page(component, 'hide')
    expect(jest.getTimerCount()).toBe(0)
    page(component, 'show')
    expect(jest.getTimerCount()).toBe(1)
    clear()
    expect(jest.getTimerCount()).toBe(0)
  })
})
