import { clear, show, textOf, type Rendered } from '../simulate'

type Reply = { ok: true; data: unknown } | { ok: false; code: string; message: string; requestId: string }

const ask = { kind: 'claim', id: 'shift_1', words: '明天 19:00–21:00' }
let keys: string[] = []

function cloudAnswers(...replies: (Reply | Error)[]): void {
  keys = []
  Object.assign(wx, {
    getNetworkType: () => Promise.resolve({ networkType: 'wifi' }),
    cloud: {
      callFunction: ({ data }: { data: { payload: { requestKey: string } } }) => {
        keys.push(data.payload.requestKey)
        const reply = replies.shift()
        return reply instanceof Error ? Promise.reject(reply) : Promise.resolve({ result: reply })
      },
    },
  })
}

async function press(component: Rendered, method: string, detail: object = {}): Promise<void> {
  component.instance[method]?.({ detail })
  await new Promise((resolve) => setTimeout(resolve, 0))
}

function heard(component: Rendered): [string, unknown][] {
  const events: [string, unknown][] = []
  for (const name of ['done', 'refused', 'leave']) {
    component.addEventListener(name, (event) => events.push([name, (event as CustomEvent).detail]))
  }
  return events
}

afterEach(clear)

describe('shift-flow', () => {
  it('asks before it claims, then says so and offers the reminder', async () => {
    cloudAnswers({ ok: true, data: { id: 'shift_1', mine: true } })
    const flow = show('shift-flow', { ask })
    const events = heard(flow)
    expect(textOf(flow)).toContain('报这个班？明天 19:00–21:00')
    expect(keys).toEqual([])
    await press(flow, 'claim')
    expect(events).toEqual([['done', { shift: { id: 'shift_1', mine: true } }]])
    expect(textOf(flow)).toContain('报上了')
    expect(textOf(flow)).toContain('到时提醒我')
  })

  it('says a refusal in its own words, as dialog and to the page', async () => {
    cloudAnswers({ ok: false, code: 'SHIFT_FULL', message: '这个班刚刚满了，看看别的班吧。', requestId: 'r' })
    const flow = show('shift-flow', { ask })
    const events = heard(flow)
    await press(flow, 'claim')
    expect(textOf(flow)).toContain('没有报上这个班刚刚满了，看看别的班吧。知道了')
    expect(events).toEqual([['refused', { id: 'shift_1', message: '这个班刚刚满了，看看别的班吧。' }]])
  })

  it('repeats a lost answer under the same key, and claims anew under another', async () => {
    const done: Reply = { ok: true, data: { id: 'shift_1' } }
    cloudAnswers(new Error('lost'), done, done)
    const flow = show('shift-flow', { ask })
    await press(flow, 'claim')
    await press(flow, 'claim')
    await press(flow, 'claim')
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[0])
  })

  it('undoes a release by its button, but not by a tap beside the sheet', async () => {
    const done: Reply = { ok: true, data: { id: 'shift_1' } }
    cloudAnswers(done, done)
    const flow = show('shift-flow', { ask: { ...ask, kind: 'release' } })
    await press(flow, 'release', { reason: '家里有事' })
    expect(textOf(flow)).toContain('已退班')
    await press(flow, 'claimAgain', { outside: true })
    expect(keys).toHaveLength(1)
    await press(flow, 'claimAgain', { outside: false })
    expect(keys).toHaveLength(2)
  })
})
