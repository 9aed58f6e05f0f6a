import { call, CallError, explain } from '../../../miniprogram/api/client'

type Answer = () => Promise<unknown>

let sent: unknown[] = []

function cloudAnswers(answer: Answer, networkType = 'wifi'): void {
  sent = []
  Object.assign(wx, {
    cloud: {
      callFunction: async (request: unknown) => {
        sent.push(request)
        return { result: await answer() }
      },
    },
    getNetworkType: () => Promise.resolve({ networkType }),
  })
}

async function failure(promise: Promise<unknown>): Promise<CallError> {
  const error: unknown = await promise.then(
    () => new Error('the call was answered'),
    (reason: unknown) => reason,
  )
  if (error instanceof CallError) return error
  throw error
}

describe('a call', () => {
  it('sends action and payload to the function and answers its data', async () => {
    cloudAnswers(() => Promise.resolve({ ok: true, data: { standby: true }, requestId: 'r1' }))
    const payload = { on: true, requestKey: 'a'.repeat(24) }
    await expect(call('account', 'standby', payload)).resolves.toEqual({ standby: true })
    expect(sent).toEqual([{ name: 'account', data: { action: 'standby', payload } }])
  })

  it('is refused with the cloud’s code and words', async () => {
    cloudAnswers(() =>
      Promise.resolve({ ok: false, code: 'SHIFT_FULL', message: '这个班刚刚满了', requestId: 'r1' }),
    )
    const error = await failure(call('account', 'me', {}))
    expect(error).toMatchObject({ kind: 'refused', code: 'SHIFT_FULL', message: '这个班刚刚满了' })
    expect(explain(error)).toEqual({ offline: false, text: '这个班刚刚满了', refused: true })
  })

  it('is worth another try when the refusal passes', () => {
    for (const code of ['BUSY', 'UNAVAILABLE']) {
      expect(explain(new CallError('refused', code, '请再点一次'))).toMatchObject({ refused: false })
    }
  })

  it('names the request when the system failed, so that the office can look it up', async () => {
    cloudAnswers(() =>
      Promise.resolve({ ok: false, code: 'INTERNAL', message: '系统出了点问题', requestId: '12345678-90' }),
    )
    expect(await failure(call('account', 'me', {}))).toMatchObject({
      kind: 'internal',
      message: '系统出了点问题（编号 12345678）',
      requestId: '12345678-90',
    })
  })

  it.each([undefined, null, 'ok', {}, { ok: false }, { ok: 1, data: {} }])(
    'takes %p for no reply',
    async (result) => {
      cloudAnswers(() => Promise.resolve(result))
      expect(await failure(call('account', 'me', {}))).toMatchObject({ kind: 'internal', code: 'NO_REPLY' })
    },
  )

  it('tells no network from a bad one', async () => {
    cloudAnswers(() => Promise.reject(new Error('fail')), 'none')
    expect(explain(await failure(call('account', 'me', {})))).toMatchObject({ offline: true })
    cloudAnswers(() => Promise.reject(new Error('fail')), '4g')
    expect(await failure(call('account', 'me', {}))).toMatchObject({ kind: 'network' })
  })

  it('waits fifteen seconds, no longer', async () => {
    jest.useFakeTimers()
    try {
      cloudAnswers(() => new Promise(() => undefined))
      const late = failure(call('account', 'me', {}))
      await jest.advanceTimersByTimeAsync(15_000)
      expect(await late).toMatchObject({ kind: 'network' })
    } finally {
      jest.useRealTimers()
    }
  })
})
