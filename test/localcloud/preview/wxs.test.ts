import { translateWxs } from '../../../localcloud/preview/builder/wxs'

describe('wxs in the terms of JavaScript', () => {
  it('makes a constructor its name', () => {
    expect(translateWxs("x.constructor === 'Array'")).toBe("x.constructor.name === 'Array'")
    expect(translateWxs('x.constructors')).toBe('x.constructors')
  })

  it('keeps the backslash of an escape that JavaScript would drop', () => {
    expect(translateWxs("getRegExp('^\\d+$')")).toBe("getRegExp('^\\\\d+$')")
    expect(translateWxs("getRegExp('\\\\d')")).toBe("getRegExp('\\\\d')")
    expect(translateWxs("'a\\n\\'b'")).toBe("'a\\n\\'b'")
  })

  it('leaves strings and comments otherwise alone', () => {
    const source = '// a.constructor\nvar s = "b.constructor" /* c.constructor */'
    expect(translateWxs(source)).toBe(source)
  })
})
