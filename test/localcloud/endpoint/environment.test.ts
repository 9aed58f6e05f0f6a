import fc from 'fast-check'
import { LOCAL_APPID, sdkEnvironment } from '../../../localcloud/endpoint'
import { callerToken, readCallerToken } from '../../../localcloud/endpoint/environment'
import { CREDENTIALS, ENV } from './cloud'
import { WX_LINES } from './lines'

const target = { url: 'http://127.0.0.1:1', envId: ENV, credentials: CREDENTIALS }

describe('sdkEnvironment', () => {
  it.each(WX_LINES)('shows the caller to getWXContext of $name', (line) => {
    Object.assign(process.env, sdkEnvironment({ ...target, caller: { openid: 'o-1', source: 'wx_client' } }))
    expect(line.open(ENV).getWXContext()).toEqual({
      OPENID: 'o-1',
      APPID: LOCAL_APPID,
      ENV,
      SOURCE: 'wx_client',
    })
  })

  it('names nobody for a call without a WeChat user', () => {
    const names = Object.keys(sdkEnvironment(target))
    expect(names).not.toContain('WX_OPENID')
    expect(names).not.toContain('TCB_SOURCE')
  })
})

describe('caller tokens', () => {
  it('open with the key that sealed them and no other, and not when one character is changed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.nat(), (openid, key, position) => {
        const token = callerToken({ openid }, key)
        expect(readCallerToken(token, key)).toEqual({ openid })
        expect(readCallerToken(token, `${key}x`)).toBeNull()
        const at = position % token.length
        const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
        expect(readCallerToken(changed, key)).toBeNull()
      }),
    )
  })

  it('an empty token is a call for nobody', () => {
    expect(readCallerToken('', 'key')).toEqual({})
  })
})
