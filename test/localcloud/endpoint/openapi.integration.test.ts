import fc from 'fast-check'
import { ENV, startCloud, type TestCloud } from './cloud'
import { refusal, WX_LINES } from './lines'
import { scan } from './scan'
import { signedCall } from './signed'

const PREFIX = 'https://yijing.example.com/scan'
let cloud: TestCloud

beforeAll(async () => {
  const store = { execute: () => Promise.reject(new Error('not used')) }
  cloud = await startCloud({ store, linkPrefix: PREFIX })
})
afterAll(() => cloud.close())
beforeEach(() => (cloud.endpoint.outbox.length = 0))

/** The openapi of a line by its dotted name. */
function api(
  line: (typeof WX_LINES)[number],
  name: string,
): (data: object) => Promise<Record<string, unknown>> {
  const [space = '', method = ''] = name.split('.')
  const call = line.open(ENV).openapi[space]?.[method]
  if (!call) throw new Error(`no ${name}`)
  return call
}

describe.each(WX_LINES)('openapi of $name', (line) => {
  it('subscribeMessage.send is accepted and recorded with caller, data and time', async () => {
    cloud.shift.ms = 120_000
    const before = Date.now() + 119_999
    const message = {
      touser: 'o-captain',
      templateId: 'template-1',
      page: 'pages/home/home?id=1',
      data: { thing1: { value: '石室社区有人求助' }, time2: { value: '2026年11月24日 08:00' } },
    }
    expect(await api(line, 'subscribeMessage.send')(message)).toMatchObject({ errCode: 0 })
    cloud.shift.ms = 0
    const [entry, ...rest] = cloud.endpoint.outbox
    expect(rest).toEqual([])
    expect(entry).toMatchObject({
      api: 'subscribeMessage.send',
      openid: 'o-volunteer',
      data: {
        touser: 'o-captain',
        template_id: 'template-1',
        page: 'pages/home/home?id=1',
        data: message.data,
      },
      reply: { errcode: 0 },
    })
    expect(entry?.at).toBeGreaterThan(before)
  })

  it.each([
    ['no receiver', { templateId: 't', data: { thing1: { value: 'a' } } }, 40003],
    ['no template', { touser: 'o', data: { thing1: { value: 'a' } } }, 40037],
    ['no data', { touser: 'o', templateId: 't', data: {} }, 47003],
    ['an empty value', { touser: 'o', templateId: 't', data: { thing1: { value: '' } } }, 47003],
    [
      'a thing over 20 characters',
      { touser: 'o', templateId: 't', data: { thing1: { value: '救'.repeat(21) } } },
      47003,
    ],
  ])('subscribeMessage.send with %s is refused as by WeChat', async (_, message, code) => {
    expect(await refusal(api(line, 'subscribeMessage.send')(message))).toContain(String(code))
    expect(cloud.endpoint.outbox).toMatchObject([{ reply: { errcode: code } }])
  })

  it('security.msgSecCheck finds the documented words and nothing else', async () => {
    const check = api(line, 'security.msgSecCheck')
    const ask = (content: string) => check({ version: 2, scene: 2, openid: 'o-a', content })
    expect(await ask('老人走失，请帮忙寻找')).toMatchObject({ result: { suggest: 'pass', label: 100 } })
    expect(await ask('这里有赌博网站的广告')).toMatchObject({ result: { suggest: 'risky', label: 20006 } })
    expect(await refusal(check({ content: 'a' }))).toContain('40097')
    expect(await refusal(check({ version: 2, scene: 9, openid: 'o', content: 'a' }))).toContain('40097')
    expect(await refusal(check({ version: 2, scene: 1, openid: 'o', content: '长'.repeat(2501) }))).toContain(
      '40097',
    )
  })

  it('security.mediaCheckAsync answers a trace id and records the verdict', async () => {
    const check = api(line, 'security.mediaCheckAsync')
    const ask = (mediaUrl: string) => check({ version: 2, scene: 1, openid: 'o-a', mediaUrl, mediaType: 2 })
    const { traceId } = await ask(`${cloud.url}/files/a.png`)
    await ask(`${cloud.url}/files/risky.png`)
    expect(traceId).toEqual(expect.any(String))
    expect(cloud.endpoint.outbox.map((entry) => entry.result)).toMatchObject([
      { trace_id: traceId, suggest: 'pass' },
      { suggest: 'risky' },
    ])
    expect(await refusal(ask('file:///etc/passwd'))).toContain('40097')
  })

  it('wxacode.getUnlimited answers a picture that scans as the registered link', async () => {
    const make = api(line, 'wxacode.getUnlimited')
    const code = await make({ scene: 'area=3&k=Zx~9', page: 'packages/shifts/checkin', width: 280 })
    expect(code.contentType).toBe('image/png')
    if (!Buffer.isBuffer(code.buffer)) throw new Error('no picture')
    const link = new URL(scan(code.buffer))
    expect(`${link.origin}${link.pathname}`).toBe(PREFIX)
    expect(Object.fromEntries(link.searchParams)).toEqual({
      page: 'packages/shifts/checkin',
      scene: 'area=3&k=Zx~9',
    })
    expect(await refusal(make({ scene: 's'.repeat(33) }))).toContain('40169')
    expect(await refusal(make({ scene: '中文' }))).toContain('40169')
    expect(await refusal(make({ scene: 'a', page: '/pages/a' }))).toContain('41030')
  })

  it('phonenumber.getPhoneNumber answers a number once per code', async () => {
    const get = api(line, 'phonenumber.getPhoneNumber')
    const code = `13800001234-${line.name}`
    expect(await get({ code })).toMatchObject({
      phoneInfo: { purePhoneNumber: '13800001234', countryCode: '86' },
    })
    expect(await refusal(get({ code }))).toContain('40163')
    const invented = await get({ code: `code-${line.name}` })
    expect(invented).toMatchObject({
      phoneInfo: { phoneNumber: expect.stringMatching(/^199\d{8}$/) as string },
    })
  })

  it('refuses every other api by name and records nothing', async () => {
    expect(await refusal(api(line, 'wxacode.get')({ path: 'a' }))).toMatch(
      /openapi wxacode\.get is not supported/,
    )
    expect(await refusal(api(line, 'cloudPay.refund')({}))).toMatch(
      /openapi cloudPay\.refund is not supported/,
    )
    expect(cloud.endpoint.outbox).toEqual([])
  })
})

describe('wx.api of the node-sdk', () => {
  const ask = (apiName: unknown, requestData: unknown) =>
    signedCall(cloud.url, { action: 'wx.api', apiName, requestData })

  it('answers the same apis with JSON', async () => {
    const data = { touser: 'o-a', template_id: 't', data: { thing1: { value: 'a' } } }
    const reply = await ask('subscribeMessage.send', JSON.stringify(data))
    expect(reply).toMatchObject({ data: { responseData: '{"errcode":0,"errmsg":"ok"}' } })
    expect(cloud.endpoint.outbox).toMatchObject([{ data }])
    expect(cloud.endpoint.outbox[0]).not.toHaveProperty('openid')
  })

  it.each([
    ['cloudPay.unifiedOrder', '{}', /cloudPay\.unifiedOrder is not supported/],
    ['wxacode.getUnlimited', '{"scene":"a"}', /answers a picture/],
    ['subscribeMessage.send', '[', /not a JSON object/],
    ['subscribeMessage.send', '[]', /not a JSON object/],
    [undefined, '{}', /apiName missing/],
    ['toString', '{}', /toString is not supported/],
  ])('refuses %s with %s', async (apiName, requestData, message) => {
    expect(await ask(apiName, requestData)).toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringMatching(message) as string,
    })
  })

  it('answers whatever data with a reply or a refusal of WeChat, never as a failure of its own', async () => {
    const names = fc.constantFrom(
      'subscribeMessage.send',
      'security.msgSecCheck',
      'security.mediaCheckAsync',
      'phonenumber.getPhoneNumber',
    )
    await fc.assert(
      fc.asyncProperty(names, fc.dictionary(fc.string(), fc.jsonValue()), async (name, data) => {
        const reply = await ask(name, JSON.stringify(data))
        expect(reply.code).not.toBe('SYS_ERR')
      }),
      { numRuns: 200 },
    )
    expect(cloud.logged).toEqual([])
  })
})
