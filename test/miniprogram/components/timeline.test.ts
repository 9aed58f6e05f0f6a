import type { TimelineStep } from '../../../miniprogram/lib/helpView'
import { clear, show, textOf } from '../simulate'

afterEach(clear)

const steps: TimelineStep[] = [
  { key: 0, title: '已发出求助', note: '18:02', done: true, alarm: false },
  { key: 1, title: '已报给队长', note: '18:07', done: true, alarm: true },
  { key: 2, title: '到场', note: '', done: false, alarm: false },
]

describe('timeline', () => {
  it('tells the steps in order, with words for what is still to come', () => {
    expect(textOf(show('timeline', { steps }))).toBe('已发出求助18:02已报给队长18:07到场（还没到）')
  })

  it('tells done, alarm and to come apart by shape, and draws no rail after the last', () => {
    const component = show('timeline', { steps })
    const count = (name: string) => component.dom?.querySelectorAll(`[class*="${name}"]`).length
    expect([count('step-done'), count('step-alarm'), count('step-next')]).toEqual([2, 1, 1])
    expect(component.querySelectorAll('.line')).toHaveLength(2)
  })
})
