import { clear, show, tap, textOf, type Rendered } from '../simulate'

afterEach(clear)

const properties = {
  visible: true,
  title: '退这个班？',
  reasons: ['家里有事', '要加班'],
  confirm: '确定退班',
}

/** The sheet inside confirms. */
function submit(component: Rendered): void {
  component.instance.submit?.()
}

/** The textarea inside takes words. */
function type(component: Rendered, value: string): void {
  component.instance.type?.({ detail: { value } })
}

describe('reason-sheet', () => {
  it('asks why, with answers ready', () => {
    expect(textOf(show('reason-sheet', properties))).toContain('退这个班？家里有事要加班')
  })

  it('sends the answer that was picked', async () => {
    const component = show('reason-sheet', properties)
    const reasons: unknown[] = []
    component.addEventListener('confirm', (event) => reasons.push((event as CustomEvent).detail))
    submit(component)
    await tap(component, '.chip')
    submit(component)
    expect(reasons).toEqual([{ reason: '家里有事' }])
  })

  it('takes own words, but not blanks', () => {
    const component = show('reason-sheet', properties)
    const reasons: unknown[] = []
    component.addEventListener('confirm', (event) => reasons.push((event as CustomEvent).detail))
    type(component, '   ')
    submit(component)
    type(component, ' 孩子发烧 ')
    submit(component)
    expect(reasons).toEqual([{ reason: '孩子发烧' }])
  })
})
