import type { ShiftDto } from '../../../cloudfunctions/shifts/dto'
import { byUse, shiftAsk, shiftCard } from '../../../miniprogram/lib/shiftView'

const at = (text: string): number => Date.parse(`2026-11-25T${text}:00+08:00`)
const NOW = at('12:00')

function shift(change: Partial<ShiftDto> = {}): ShiftDto {
  return {
    id: 'shift_1',
    day: '2026-11-25',
    startAt: at('19:00'),
    endAt: at('21:00'),
    area: { id: 'scenic-entrance', name: '景区入口' },
    village: { id: 'lingjiushan', name: '灵鹫山村' },
    route: '游客中心—检票口',
    meet: '游客中心门口',
    min: 3,
    max: 4,
    taken: 2,
    free: 2,
    status: 'open',
    needs: [],
    mine: false,
    refusal: null,
    releaseBy: null,
    ...change,
  }
}

describe('a shift card', () => {
  it('says how many are still needed, and offers 我来', () => {
    expect(shiftCard(shift(), NOW, true)).toMatchObject({
      time: '19:00–21:00',
      day: '今天',
      tag: '还缺 1 人',
      tone: 'warn',
      action: 'claim',
      reason: '',
    })
  })

  it('says how many may still come once there are enough', () => {
    expect(shiftCard(shift({ taken: 3, free: 1 }), NOW, true).tag).toBe('还可报 1 人')
  })

  it('says 人满 with no button', () => {
    const full = shift({ taken: 4, free: 0, refusal: { code: 'SHIFT_FULL', message: '满了' } })
    expect(shiftCard(full, NOW, true)).toMatchObject({ tag: '人满', action: 'none', reason: '' })
  })

  it('says which shift it overlaps with', () => {
    const other = shift({ refusal: { code: 'OVERLAPS', message: '和您 19:00 的班重叠' } })
    expect(shiftCard(other, NOW, true)).toMatchObject({
      tag: '与你的班重叠',
      action: 'none',
      reason: '和您 19:00 的班重叠',
    })
  })

  it('offers to release one’s own until the deadline, then names the captain', () => {
    const own = shift({ mine: true, releaseBy: at('17:00') })
    expect(shiftCard(own, at('17:00'), true)).toMatchObject({ tag: '你的班', action: 'release', reason: '' })
    const late = shiftCard(own, at('17:01'), true)
    expect(late.action).toBe('none')
    expect(late.reason).toContain('队长')
  })

  it.each([
    ['19:00', '正在上班'],
    ['21:00', '已结束'],
  ])('tells of one’s own at %s that it is %s', (time, tag) => {
    expect(shiftCard(shift({ mine: true, releaseBy: at('17:00') }), at(time), true).tag).toBe(tag)
  })

  it('shows people outside the scheme neither buttons nor reasons', () => {
    const seen = shift({ refusal: { code: 'NOT_CERTIFIED', message: '先拿证' } })
    expect(shiftCard(seen, NOW, false)).toMatchObject({ action: 'none', reason: '' })
  })

  it('names what the crew must bring', () => {
    const needs: ShiftDto['needs'] = [{ qualification: 'veteran', count: 2, missing: 1 }]
    expect(shiftCard(shift({ needs }), NOW, true).place).toBe('景区入口 · 须 2 名退伍军人')
  })
})

describe('the order of shifts', () => {
  it('puts what is over last, and free places before full ones at the same hour', () => {
    const over = shift({ id: 'over', startAt: at('06:00'), endAt: at('08:00') })
    const full = shift({ id: 'full', free: 0, refusal: { code: 'SHIFT_FULL', message: '' } })
    const free = shift({ id: 'free' })
    const mine = shift({ id: 'mine', mine: true })
    const noon = shift({ id: 'noon', startAt: at('14:00'), endAt: at('16:00'), free: 0 })
    expect([full, over, free, mine, noon].sort(byUse(NOW)).map(({ id }) => id)).toEqual([
      'noon',
      'mine',
      'free',
      'full',
      'over',
    ])
  })
})

describe('the question before a claim', () => {
  it('names day, time, place and where to meet', () => {
    const card = shiftCard(shift(), NOW, true)
    expect(shiftAsk('claim', card)).toEqual({
      kind: 'claim',
      id: 'shift_1',
      words: '今天 19:00–21:00\n景区入口\n集合：游客中心门口',
    })
    expect(shiftAsk('claim', { ...card, meet: '' }).words).toBe('今天 19:00–21:00\n景区入口')
  })
})
