import type { HelpDto } from '../../../cloudfunctions/help/dto'
import { closedWords, helpDetail } from '../../../miniprogram/lib/helpDetail'
import { helpCard, helpClock, isOverdue, placeText, timelineOf } from '../../../miniprogram/lib/helpView'

const CREATED = Date.parse('2026-11-25T18:02:00+08:00')
const minutes = (count: number): number => CREATED + count * 60_000

function help(change: Partial<HelpDto> = {}): HelpDto {
  return {
    id: 'help_1',
    kind: 'missing',
    status: 'open',
    createdAt: CREATED,
    place: { text: '荆溪村口', point: { lng: 118.8, lat: 28.9 } },
    placeSource: 'given',
    forWhom: '奶奶',
    note: '',
    photos: [],
    flags: [],
    requester: '周小军',
    mine: true,
    responder: null,
    told: 4,
    seen: 2,
    respondBy: minutes(5),
    handleBy: minutes(15),
    acceptedAt: null,
    arrivedAt: null,
    closedAt: null,
    metres: null,
    timeline: [
      { at: CREATED, event: 'created', by: '周小军', text: '奶奶' },
      { at: CREATED, event: 'offered', by: null, told: 'onDuty', count: 4 },
    ],
    can: ['cancel', 'add'],
    contacts: [],
    ...change,
  }
}

const responder = { name: '王强', team: '荆溪村队', me: false, metres: 600 }
const accepted = help({
  status: 'accepted',
  responder,
  acceptedAt: minutes(2),
  contacts: ['responder'],
  timeline: [...help().timeline, { at: minutes(2), event: 'accepted', by: '王强', text: '荆溪村队' }],
})

describe('the place of a request', () => {
  it('says where it came from, and never hides that it is unknown', () => {
    expect(placeText(help())).toBe('荆溪村口')
    expect(placeText(help({ placeSource: 'home' }))).toBe('荆溪村口（住址）')
    expect(placeText(help({ place: { text: '', point: { lng: 1, lat: 2 } } }))).toBe('见地图位置')
    expect(placeText(help({ place: null, placeSource: 'unknown' }))).toBe('位置还不知道')
  })
})

describe('the clock of a request', () => {
  it('counts to the first acceptance, then to the arrival', () => {
    expect(helpClock(help(), minutes(1))).toMatchObject({ headline: '正在找人赶来', mark: minutes(5) })
    expect(helpClock(help(), minutes(5)).headline).toBe('还没有人接单，还在找')
    expect(helpClock(help(), minutes(1)).note).toContain('5 分钟内有人回应')
    expect(helpClock(help(), minutes(5)).note).toBe('已通知 4 人，2 人看到。着急就打电话')
    const told = help({ timeline: [{ at: minutes(5), event: 'escalated', by: null, told: 'captain' }] })
    expect(helpClock(told, minutes(5)).headline).toBe('还没有人接单，已报给上级')
    expect(helpClock(accepted, minutes(3))).toMatchObject({
      headline: '王强正在赶来 · 约 600 米',
      mark: minutes(15),
    })
  })

  it('speaks to the responder as you', () => {
    const own = help({ ...accepted, mine: false, responder: { ...responder, me: true }, metres: 580 })
    expect(helpClock(own, minutes(3)).headline).toBe('你已接单，请尽快赶到 · 580 米')
  })

  it('stops when someone has arrived', () => {
    const arrived = help({ ...accepted, status: 'arrived', arrivedAt: minutes(9) })
    expect(helpClock(arrived, minutes(20))).toEqual({
      headline: '王强已到场',
      mark: null,
      note: '到场用时 9 分',
    })
  })
})

describe('the timeline', () => {
  it('tells what happened and what is still to come', () => {
    expect(timelineOf(accepted).map(({ title, note, done }) => [title, note, done])).toEqual([
      ['已发出求助', '18:02 · 替奶奶求助', true],
      ['已通知附近在岗义警 4 人', '18:02', true],
      ['王强接单（荆溪村队）', '18:04 · 用时 2 分', true],
      ['到场', '', false],
      ['办结', '', false],
    ])
  })

  it('ends with the end', () => {
    const done = help({
      status: 'resolved',
      closedAt: minutes(20),
      timeline: [{ at: minutes(20), event: 'resolved', by: '王强', text: '人已找到，平安' }],
    })
    expect(timelineOf(done)).toEqual([
      { key: 0, title: '已办结', note: '18:22 · 人已找到，平安', done: true, alarm: false },
    ])
  })

  it('marks what went wrong', () => {
    const late = help({
      timeline: [
        { at: minutes(3), event: 'handedBack', by: '王强', text: '路走不通' },
        { at: minutes(5), event: 'escalated', by: null, told: 'captain' },
        { at: minutes(8), event: 'offered', by: null, told: 'standby', count: 0 },
      ],
    })
    const steps = timelineOf(late)
    expect(steps.slice(0, 3).map(({ title, alarm }) => [title, alarm])).toEqual([
      ['王强去不了，另找人', true],
      ['已报给队长', true],
      ['本村待命义警现在没有人', false],
    ])
  })
})

describe('escalations', () => {
  it('say after the second mark that nobody has arrived, and who hears of it again', () => {
    const late = help({
      timeline: [
        { at: minutes(8), event: 'escalated', by: null, told: 'office' },
        { at: minutes(15), event: 'escalated', by: null, told: 'office' },
        { at: minutes(20) + 9000, event: 'escalated', by: null, told: 'leader' },
      ],
    })
    expect(
      timelineOf(late)
        .slice(0, 3)
        .map(({ title }) => title),
    ).toEqual(['已报给乡综治办', '15 分钟还没人到场，再报乡综治办', '20 分钟还没人到场，已报领导小组'])
  })
})

describe('a help card', () => {
  it('turns from what is left to what is over', () => {
    expect(helpCard(help(), minutes(1))).toMatchObject({ tag: '还剩 4 分', tone: 'warn' })
    expect(helpCard(help(), minutes(9))).toMatchObject({ tag: '超时 4 分', tone: 'help' })
    expect(helpCard(accepted, minutes(3))).toMatchObject({ tag: '有人赶来', tone: 'brand' })
    expect(helpCard(help({ status: 'cancelled' }), minutes(30))).toMatchObject({
      tag: '已取消',
      tone: 'grey',
    })
  })

  it('counts as overdue by the mark of its state', () => {
    expect(isOverdue(help(), minutes(5))).toBe(true)
    expect(isOverdue(accepted, minutes(14))).toBe(false)
    expect(isOverdue(accepted, minutes(15))).toBe(true)
    expect(isOverdue(help({ status: 'arrived' }), minutes(60))).toBe(false)
  })
})

describe('what is wrong with a request', () => {
  it('is said in words to those who are told, and nothing otherwise', () => {
    const view = helpDetail(help({ mine: false, flags: ['FAR_LOCATION', 'FREQUENT'] }), minutes(1))
    expect(view.flags).toEqual(['定位在外地，可能是替人求助，先打电话问', '一小时内多次求助'])
    expect(helpDetail(help(), minutes(1)).flags).toEqual([])
  })
})

describe('the end of a request', () => {
  const cancelled = (by: string, mine = false) =>
    help({ mine, status: 'cancelled', timeline: [{ at: minutes(4), event: 'cancelled', by }] })

  it('is told to whoever was about to act on it', () => {
    expect(closedWords(help())).toBeNull()
    expect(closedWords(accepted)).toBeNull()
    expect(closedWords(cancelled('周小军'))).toBe('求助人说不用来了')
    expect(closedWords(cancelled('综治办'))).toBe('这件求助已经取消')
    expect(closedWords(cancelled('周小军', true))).toBe('这件求助已经取消')
    expect(closedWords(help({ status: 'resolved' }))).toBe('这件求助已经办结')
  })
})

describe('what may be done on the detail page', () => {
  const moves = (can: HelpDto['can']) => {
    const { main, second } = helpDetail(help({ mine: false, can }), minutes(1))
    return [main?.words, second?.words]
  }

  it('is what the cloud allows, the next move first', () => {
    expect(moves(['accept'])).toEqual(['我去', undefined])
    expect(moves(['arrive', 'resolve', 'handBack'])).toEqual(['到了', '去不了'])
    expect(moves(['resolve', 'handBack'])).toEqual(['办结', '去不了'])
    expect(moves([])).toEqual([undefined, undefined])
  })

  it('offers the requester to phone, to add and to end', () => {
    const view = helpDetail(accepted, minutes(3))
    expect(view).toMatchObject({ canCancel: true, canAdd: true, needsPlace: false })
    expect(view.contacts).toEqual([{ who: 'responder', words: '打给他' }])
  })

  it('asks for the place while it is only the home address', () => {
    expect(helpDetail(help({ placeSource: 'home' }), minutes(1)).needsPlace).toBe(true)
  })

  it('tells the responder to phone first when the place is unknown', () => {
    const unknown = help({ mine: false, place: null, placeSource: 'unknown', can: ['accept'] })
    expect(helpDetail(unknown, minutes(1))).toMatchObject({
      place: '位置还不知道，请先打电话问',
      hasPoint: false,
      needsPlace: false,
    })
  })
})
