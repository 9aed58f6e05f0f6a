import { gridOf, questionView } from '../../../miniprogram/lib/examView'
import { clear, show, tap, textOf } from '../simulate'

afterEach(clear)

const PARTS = 'packages/recruit/components'
const questions = [
  {
    id: 'law-1',
    topic: 'law' as const,
    kind: 'single' as const,
    text: '先做什么？',
    options: ['报警', '走开'],
  },
  { id: 'law-2', topic: 'law' as const, kind: 'judge' as const, text: '可以搜身。', options: ['对', '错'] },
]

function heard(component: ReturnType<typeof show>, ...names: string[]): unknown[] {
  const events: unknown[] = []
  for (const name of names) {
    component.addEventListener(name, (event) => events.push([name, (event as CustomEvent).detail]))
  }
  return events
}

describe('exam-question', () => {
  it('asks one question and says which option was tapped', async () => {
    const question = questionView(questions, 0, { 'law-1': [0] })
    const component = show(`${PARTS}/exam-question`, { question })
    expect(textOf(component)).toContain('1. 先做什么？')
    // What is chosen is ticked, the other keeps its letter.
    expect(textOf(component)).toContain('✓报警B走开')
    const events = heard(component, 'choose')
    await tap(component, '.option')
    expect(events).toEqual([['choose', { index: 0 }]])
  })
})

describe('exam-grid', () => {
  it('says of each question whether it is answered, and goes there', async () => {
    const component = show(`${PARTS}/exam-grid`, { cells: gridOf(questions, { 'law-2': [1] }, 0) })
    expect(textOf(component)).toBe('1没答2已答')
    const events = heard(component, 'go')
    await tap(component, '.cell-answered')
    expect(events).toEqual([['go', { index: 1 }]])
  })
})

describe('exam-clock', () => {
  const NOW = Date.parse('2026-11-25T19:00:00+08:00')

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW })
  })

  afterEach(() => {
    jest.useRealTimers()
  })

  it('counts by the cloud’s clock, warns once five minutes before the end, and says once that it is over', () => {
    // The phone is two minutes slow.
    const component = show(`${PARTS}/exam-clock`, { endsAt: NOW + 8 * 60_000, skew: 120_000 })
    const told = heard(component, 'warn', 'over')
    expect(textOf(component)).toContain('06:00')
    jest.advanceTimersByTime(61_000)
    expect(told).toHaveLength(1)
    expect(textOf(component)).toContain('快到时间了')
    jest.advanceTimersByTime(10 * 60_000)
    expect(told.map((each) => (each as unknown[])[0])).toEqual(['warn', 'over'])
    expect(textOf(component)).toContain('00:00')
  })
})
