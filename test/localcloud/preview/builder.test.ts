import fs from 'node:fs'
import path from 'node:path'
import { build, mistake, removeProjects } from './project-builder'

afterAll(removeProjects)

const page = (json: object): string => JSON.stringify(json)

describe('a mistake in the sources is told with file and place', () => {
  it.each([
    [
      'a page without template',
      { 'pages/a/a.wxml': null },
      'app.json:1:11: page "pages/a/a": pages/a/a.wxml is missing',
    ],
    [
      'a page without script',
      { 'pages/a/a.ts': null },
      'app.json:1:11: page "pages/a/a": pages/a/a.ts is missing',
    ],
    [
      'a component that does not exist',
      { 'pages/a/a.json': '{\n  "usingComponents": {\n    "x-row": "/rows/row"\n  }\n}' },
      'pages/a/a.json:3:5: <x-row>: there is no component "/rows/row"',
    ],
    [
      'a tag that nobody knows',
      { 'pages/a/a.wxml': '<view>\n  <div>x</div>\n</view>' },
      'pages/a/a.wxml:2:3: <div> is neither built in nor in usingComponents',
    ],
    [
      'an open tag',
      { 'pages/a/a.wxml': '<view>\n  <text>x\n</view>' },
      'pages/a/a.wxml:2:4: missing end tag',
    ],
    [
      'a broken binding',
      { 'pages/a/a.wxml': '<view>{{ a </view>' },
      'pages/a/a.wxml:1:7: this "{{" is never closed',
    ],
    [
      'a missing import',
      { 'pages/a/a.wxml': '<view/>\n<import src="./rows"/>' },
      'pages/a/a.wxml:2:1: <import>: pages/a/rows.wxml is missing',
    ],
    [
      'a missing include',
      { 'pages/a/a.wxml': '<include src="/foot.wxml"/>' },
      'pages/a/a.wxml:1:1: <include>: foot.wxml is missing',
    ],
    [
      'a missing wxs',
      { 'pages/a/a.wxml': '<wxs module="m" src="./m.wxs"/>' },
      'pages/a/a.wxml:1:1: <wxs>: pages/a/m.wxs is missing',
    ],
    ['a missing style', { 'app.wxss': '\n@import "./x.wxss";' }, 'app.wxss:2:1: @import: x.wxss is missing'],
    ['broken css', { 'app.wxss': 'page {\n  color: red' }, 'app.wxss:1:1: Unclosed block'],
    ['broken json', { 'pages/a/a.json': '{\n  "a": }' }, 'pages/a/a.json:2:8: Unexpected token'],
    ['broken code', { 'pages/a/a.ts': 'Page({\n  data: ]\n})' }, 'pages/a/a.ts:2:9: Unexpected "]"'],
    ['a missing module', { 'pages/a/a.ts': "import './gone'\nPage({})" }, 'pages/a/a.ts:1:'],
  ])('%s', async (_, files, message) => {
    expect(await mistake(files)).toContain(message)
  })

  it('knows a tag inside an imported template by the page that imports it', async () => {
    const files = {
      'row.wxml': '<template name="row"><x-row/></template>',
      'pages/a/a.wxml': '<import src="/row.wxml"/><template is="row"/>',
    }
    expect(await mistake(files)).toContain('row.wxml:1:22: <x-row> is neither built in')
    const component = { 'x/x.json': '{"component":true}', 'x/x.wxml': '<view/>', 'x/x.ts': 'Component({})' }
    await build({
      ...files,
      ...component,
      'pages/a/a.json': page({ usingComponents: { 'x-row': '../../x/x' } }),
    })
  })
})

describe('the output', () => {
  it('holds pages of subpackages, npm components without packing, pictures and fonts', async () => {
    const out = await build({
      'app.json': page({ pages: ['pages/a/a'], subPackages: [{ root: 'more/', pages: ['b/b'] }] }),
      'more/b/b.wxml': '<t-button>按</t-button>',
      'more/b/b.js': 'Page({})',
      'more/b/b.json': page({ usingComponents: { 't-button': 'tdesign-miniprogram/button/button' } }),
      'img/a.svg': '<svg/>',
    })
    const script = fs.readFileSync(path.join(out, 'app.js'), 'utf8')
    expect(script).toContain('"more/b/b"')
    expect(script).toContain('miniprogram_npm/tdesign-miniprogram/button/button')
    expect(fs.readFileSync(path.join(out, 'mini/img/a.svg'), 'utf8')).toBe('<svg/>')
    expect(fs.readFileSync(path.join(out, 'fonts/fonts.css'), 'utf8')).toContain('unicode-range')
    expect(fs.readFileSync(path.join(out, 'app.css'), 'utf8')).not.toContain('tdesign.gtimg.com')
  })

  it('is made again within moments after a change', async () => {
    const times: number[] = []
    for (const word of ['你好', '再见', '回见']) {
      const start = performance.now()
      await build({ 'pages/a/a.wxml': `<view>${word}</view>` })
      times.push(performance.now() - start)
    }
    // The best of three: other tests run beside this one.
    expect(Math.min(...times)).toBeLessThan(3000)
  })
})
