import { AnswerQueue, type Choices } from '../../../miniprogram/lib/answerQueue'

const NO_NETWORK = new Error('no network')
const TIME_UP = new Error('time is up')

/** A cloud that can be out of reach or closed, and a phone that keeps what it is given. */
function exam(kept: Choices = {}) {
  const cloud = { answers: {} as Choices, fails: null as Error | null, calls: 0, gate: Promise.resolve() }
  const phone = { kept, retries: [] as (() => void)[], closed: 0, status: [] as string[] }
  const queue = new AnswerQueue({
    async send(answers) {
      cloud.calls += 1
      await cloud.gate
      if (cloud.fails) throw cloud.fails
      for (const { questionId, choice } of answers) cloud.answers[questionId] = choice
    },
    store: {
      load: () => phone.kept,
      save: (unsent) => {
        phone.kept = { ...unsent }
      },
    },
    isFinal: (error) => error === TIME_UP,
    closed: () => {
      phone.closed += 1
    },
    status: ({ unsent, failed }) => phone.status.push(`${unsent}${failed ? ' failed' : ''}`),
    timers: {
      start: (run) => phone.retries.push(run),
      stop: () => phone.retries.splice(0),
    },
  })
  return { cloud, phone, queue }
}

describe('answers on their way', () => {
  it('reach the cloud and leave the phone', async () => {
    const { cloud, phone, queue } = exam()
    queue.put('law-01', [2])
    expect(phone.kept).toEqual({ 'law-01': [2] })
    await expect(queue.flush()).resolves.toBe(true)
    expect(cloud.answers).toEqual({ 'law-01': [2] })
    expect(phone.kept).toEqual({})
  })

  it('are kept without network, tried again by themselves, and then all arrive', async () => {
    const { cloud, phone, queue } = exam()
    cloud.fails = NO_NETWORK
    queue.put('law-01', [0])
    await expect(queue.flush()).resolves.toBe(false)
    queue.put('law-02', [1, 3])
    await queue.flush()
    expect(phone.kept).toEqual({ 'law-01': [0], 'law-02': [1, 3] })
    expect(phone.status.at(-1)).toBe('2 failed')
    cloud.fails = null
    phone.retries[0]?.()
    await queue.flush()
    expect(cloud.answers).toEqual({ 'law-01': [0], 'law-02': [1, 3] })
    expect(phone.status.at(-1)).toBe('0')
  })

  it('start again from what the phone kept', async () => {
    const { cloud, queue } = exam({ 'fire-07': [1] })
    expect(queue.waiting).toEqual({ 'fire-07': [1] })
    await queue.flush()
    expect(cloud.answers).toEqual({ 'fire-07': [1] })
  })

  it('do not lose a change made while the older answer is on its way', async () => {
    const { cloud, queue } = exam()
    let open = (): void => undefined
    cloud.gate = new Promise((resolve) => {
      open = resolve
    })
    queue.put('law-01', [0])
    queue.put('law-01', [1])
    open()
    await queue.flush()
    expect(cloud.answers).toEqual({ 'law-01': [1] })
    expect(cloud.calls).toBe(2)
  })

  it('go in parts that the cloud takes', async () => {
    const all = Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`q-${at}`, [0]]))
    const { cloud, queue } = exam(all)
    await queue.flush()
    expect(Object.keys(cloud.answers)).toHaveLength(61)
    expect(cloud.calls).toBe(2)
  })

  it('stop once the paper is closed: nothing is sent or kept any more', async () => {
    const { cloud, phone, queue } = exam()
    cloud.fails = TIME_UP
    queue.put('law-01', [0])
    await expect(queue.flush()).resolves.toBe(false)
    expect(phone).toMatchObject({ closed: 1, kept: {}, retries: [] })
    queue.put('law-02', [0])
    expect(cloud.calls).toBe(1)
  })
})
