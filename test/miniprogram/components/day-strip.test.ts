import { clear, show, textOf } from '../simulate'

afterEach(clear)

const columns = [
  { day: '2026-11-25', weekday: '今天', date: '25', mine: true },
  { day: '2026-11-26', weekday: '周四', date: '26', mine: false },
]

describe('day-strip', () => {
  it('names the days and marks those with one’s own shift in words', () => {
    expect(textOf(show('day-strip', { columns, selected: '2026-11-25' }))).toBe('今天25有班周四26')
  })

  it('sends another day, and nothing for the one that is shown', async () => {
    const component = show('day-strip', { columns, selected: '2026-11-25' })
    const days: unknown[] = []
    component.addEventListener('change', (event) => days.push((event as CustomEvent).detail))
    for (const day of component.querySelectorAll('.day')) day.dispatchEvent('tap')
    await Promise.resolve()
    expect(days).toEqual([{ day: '2026-11-26' }])
  })
})
