import type { HelpCardView } from '../../../miniprogram/lib/helpView'
import { clear, show, tap, textOf } from '../simulate'

afterEach(clear)

const card: HelpCardView = {
  id: 'help_1',
  title: '有人走失',
  place: '荆溪村口',
  note: '18:02 求助 · 替奶奶求助',
  tag: '还剩 4 分',
  tone: 'warn',
  distance: '600 米',
  canAccept: true,
  mine: false,
}

describe('help-card', () => {
  it('says what, where, how far and how long', () => {
    const text = textOf(show('help-card', { card }))
    expect(text).toBe('有人走失还剩 4 分荆溪村口 · 600 米18:02 求助 · 替奶奶求助')
  })

  it('offers 我去 only in the responders’ list, to those who may', () => {
    expect(textOf(show('help-card', { card, acceptable: true }))).toContain('我去')
    const taken = { ...card, canAccept: false }
    expect(textOf(show('help-card', { card: taken, acceptable: true }))).not.toContain('我去')
  })

  it('sends which request was meant', async () => {
    const component = show('help-card', { card, acceptable: true })
    const events: unknown[] = []
    for (const name of ['open', 'accept']) {
      component.addEventListener(name, (event) => events.push([name, (event as CustomEvent).detail]))
    }
    await tap(component, '.title')
    for (const button of component.querySelectorAll('.btn')) button.dispatchEvent('tap')
    await Promise.resolve()
    expect(events).toEqual([
      ['open', { id: 'help_1' }],
      ['open', { id: 'help_1' }],
      ['accept', { id: 'help_1' }],
    ])
  })
})
