import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { rewriteSelector, splitList } from '../../../localcloud/preview/builder/selectors'
import { build, removeProjects } from './project-builder'

afterAll(removeProjects)

const component = { prefixes: ['s1'], host: 'x/x', page: null }
const onPage = { prefixes: [''], host: 'pages/a/a', page: 'pages/a/a' }

describe('selectors', () => {
  it.each([
    ['.a', '.s1--a'],
    ['.a.b > .c:active', '.s1--a.s1--b > .s1--c:active'],
    [':host', '[wx-is="x/x"]'],
    [':host .a::after', '[wx-is="x/x"] .s1--a::after'],
    ['view text', 'wx-view wx-text'],
    ['#id', '#id'],
    ['.a:not(.b):nth-child(2n+1)', '.s1--a:not(.s1--b):nth-child(2n+1)'],
    ['.a[data-x=".b"]', '.s1--a[data-x=".b"]'],
    ['.a\\:b', '.s1--a\\:b'],
    ['.a,.b', '.s1--a, .s1--b'],
    ['.t-cell--arrow+.t-cell', '.s1--t-cell--arrow+.s1--t-cell'],
  ])('of a component: %s', (written, meant) => {
    expect(rewriteSelector(written, component)).toBe(meant)
  })

  it.each([
    ['.a', ':where([wx-is="pages/a/a"]) .a'],
    ['page', 'wx-page:where([wx-is="pages/a/a"])'],
    ['page .a', 'wx-page:where([wx-is="pages/a/a"]) .a'],
  ])('of a page reach that page only: %s', (written, meant) => {
    expect(rewriteSelector(written, onPage)).toBe(meant)
  })

  it('splits a list at its outer commas only', () => {
    const part = fc.stringMatching(/^[a-z.]{1,6}(\([a-z]{1,3},[a-z]{1,3}\))?$/)
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        expect(splitList(parts.join(','))).toEqual(parts)
      }),
    )
  })
})

describe('sheets', () => {
  async function css(files: Record<string, string>): Promise<string> {
    const out = await build(files)
    return fs.readFileSync(path.join(out, 'app.css'), 'utf8').split('/* app.wxss */')[1] ?? ''
  }

  it('puts lengths, imports, pictures and themes in the terms of the browser', async () => {
    const text = await css({
      'app.wxss': '@import "./styles/tokens.wxss"; .a { width: 75rpx; height: 50vh; margin: -1.5rpx; }',
      'styles/tokens.wxss': `page { --c: red; background: url("../img/a.png") }
        @media (prefers-color-scheme: dark) { page { --c: blue } .a, .b { color: var(--c) } }
        @media (min-width: 700rpx) and (prefers-color-scheme: light) { .c { color: red } }`,
    })
    expect(text).toContain('width: calc(var(--rpx) * 75)')
    expect(text).toContain('margin: calc(var(--rpx) * -1.5)')
    expect(text).toContain('height: calc(var(--vh) * 50)')
    expect(text).toContain('url("mini/img/a.png")')
    expect(text).toContain(':where(html[data-theme="dark"]) wx-page')
    expect(text).toContain(':where(html[data-theme="dark"]) .a, :where(html[data-theme="dark"]) .b')
    expect(text).toMatch(/@media \(min-width: 350px\)\s*\{\s*:where\(html\[data-theme="light"\]\) \.c/)
    expect(text).not.toContain('@import')
    expect(text).not.toContain('prefers-color-scheme')
  })

  it('leaves keyframe steps alone', async () => {
    const text = await css({
      'app.wxss': '@keyframes k { from { left: 10rpx } 50% { left: 0 } to { left: 1px } }',
    })
    expect(text).toMatch(/from \{ left: calc\(var\(--rpx\) \* 10\) \} 50% \{/)
    expect(text).toContain('to { left: 1px }')
  })
})
