import { HEALTH_CHOICES, PRIORITY_CHOICES } from '../../../miniprogram/lib/recruitLabels'
import { summaryOf } from '../../../miniprogram/lib/applySummary'
import { EMPTY_DRAFT } from '../../../miniprogram/lib/applyDraft'
import { clear, show, tap, textOf, type Rendered } from '../simulate'

const PARTS = 'packages/recruit/components'

function heard(component: Rendered, name: string): unknown[] {
  const events: unknown[] = []
  component.addEventListener(name, (event) => events.push((event as CustomEvent).detail))
  return events
}

function checked(component: Rendered): (string | null | undefined)[] {
  return component.querySelectorAll('[class*="option"]').map((each) => each.dom?.getAttribute('aria-checked'))
}

afterEach(clear)

describe('either-or', () => {
  const options = { label: '身体', options: HEALTH_CHOICES }

  it('presets neither answer', () => {
    const component = show(`${PARTS}/either-or`, options)
    expect(component.querySelectorAll('.option-on')).toHaveLength(0)
    expect(checked(component)).not.toContain('true')
    expect(textOf(component)).not.toContain('✓')
  })

  it('tells which one is tapped, and marks it by more than colour', async () => {
    const component = show(`${PARTS}/either-or`, options)
    const events = heard(component, 'change')
    await tap(component, '.option')
    expect(events).toEqual([{ value: 'healthy' }])
    expect(textOf(show(`${PARTS}/either-or`, { ...options, value: 'healthy' }))).toContain('✓身体好')
  })
})

describe('toggle-chips', () => {
  const options = { label: '你是不是', options: PRIORITY_CHOICES }

  it('adds an answer to those given, and takes it back', async () => {
    const some = show(`${PARTS}/toggle-chips`, { ...options, values: ['grid'] })
    const added = heard(some, 'change')
    await tap(some, '.chip')
    expect(added).toEqual([{ values: ['party', 'grid'] }])
    const one = show(`${PARTS}/toggle-chips`, { ...options, values: ['party'] })
    const taken = heard(one, 'change')
    await tap(one, '.chip')
    expect(taken).toEqual([{ values: [] }])
  })
})

describe('step-head', () => {
  it('says in words how far one is', () => {
    expect(textOf(show(`${PARTS}/step-head`, { step: 3, total: 7, title: '怎么找到你' }))).toBe(
      '第 3 步，共 7 步怎么找到你',
    )
  })
})

describe('consent-words', () => {
  it('say what, why, who, how long and how to take it back', () => {
    const text = textOf(show(`${PARTS}/consent-words`))
    for (const part of ['要填什么', '用来做什么', '谁能看到', '留多久', '后悔了怎么办'])
      expect(text).toContain(part)
  })
})

describe('apply-summary', () => {
  it('leads back to the screen of each part', async () => {
    const parts = summaryOf(EMPTY_DRAFT, { village: '', phoneMasked: '', relatives: [] })
    const component = show(`${PARTS}/apply-summary`, { parts })
    const events = heard(component, 'edit')
    await tap(component, '.link')
    expect(events).toEqual([{ step: 'identity' }])
    expect(textOf(component)).toContain('没有填')
  })
})
