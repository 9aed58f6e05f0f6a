import { readMiniprogram } from './miniprogram.mjs'
import { measure } from './sizes.mjs'
import { checkWxml, tagsOf } from './wxml.mjs'
import { removeTrees, writeTree } from '../support/tree'

const app = { pages: ['pages/a/a'], subPackages: [{ root: 'packages/b', pages: ['c/c'] }] }

/** A small mini-program that has nothing wrong with it. */
const fine: Record<string, string> = {
  'app.json': JSON.stringify(app),
  'app.ts': `import { time } from './lib/time'; App({ time })`,
  'lib/time.ts': `export const time = 1`,
  'lib/unused.ts': `export const unused = '${'x'.repeat(5000)}'`,
  'pages/a/a.json': JSON.stringify({ usingComponents: { card: '/parts/card', 't-x': 'tdesign/x/x' } }),
  'pages/a/a.ts': `Component({})`,
  'pages/a/a.wxml': `<wxs src="../../lib/f.wxs" module="f"/><import src="/parts/row"/>
    <view wx:if="{{a > 1 && b < 2}}"><card/><t-x/></view><template is="row"/><!-- <div> -->`,
  'pages/a/a.wxss': `@import '../../base.wxss';`,
  'base.wxss': `view { color: red }`,
  'lib/f.wxs': `module.exports = { lt: function (a, b) { return a < b } }`,
  'parts/row.wxml': `<template name="row"><text>行</text></template>`,
  'parts/card.json': JSON.stringify({ component: true }),
  'parts/card.ts': `Component({})`,
  'parts/card.wxml': `<wxs module="m">module.exports = { a: "<div>" }</wxs><slot/>`,
  'miniprogram_npm/tdesign/x/x.json': JSON.stringify({ component: true }),
  'miniprogram_npm/tdesign/x/x.js': `Component({})`,
  'miniprogram_npm/tdesign/x/x.wxml': `<view/>`,
  'miniprogram_npm/tdesign/y/y.js': `Component({ unused: true })`,
  'packages/b/c/c.json': '{}',
  'packages/b/c/c.ts': `Component({})`,
  'packages/b/c/c.wxml': `<view/>`,
}

const write = (changes: Record<string, string> = {}) => writeTree({ ...fine, ...changes })
const pathProblems = (changes: Record<string, string>) => readMiniprogram(write(changes)).problems

async function wxmlProblems(changes: Record<string, string>): Promise<string[]> {
  const dir = write(changes)
  return (await checkWxml(dir, readMiniprogram(dir).units)).problems
}

afterAll(removeTrees)

describe('paths', () => {
  it('finds every page and component', () => {
    const { units, problems, packages } = readMiniprogram(write())
    expect(problems).toEqual([])
    expect(units.map((unit) => unit.file)).toEqual([
      'pages/a/a',
      'parts/card',
      'miniprogram_npm/tdesign/x/x',
      'packages/b/c/c',
    ])
    expect(packages).toEqual(['packages/b'])
  })

  it('names a page that is not there', () => {
    expect(
      pathProblems({ 'app.json': JSON.stringify({ ...app, pages: ['pages/a/a', 'pages/z/z'] }) }),
    ).toEqual(['app.json: page pages/z/z has no .json, .wxml, .ts'])
  })

  it('names a component that is not there, npm ones too', () => {
    const using = { usingComponents: { card: '../gone', 't-q': 'tdesign/q/q' } }
    expect(pathProblems({ 'pages/a/a.json': JSON.stringify(using) })).toEqual([
      'pages/a/a.json: component card → ../gone does not exist',
      'pages/a/a.json: component t-q → tdesign/q/q does not exist',
    ])
  })

  it('names a component that does not call itself one', () => {
    expect(pathProblems({ 'parts/card.json': '{}' })).toEqual(['parts/card.json: "component" is not true'])
  })

  it('names tab icons, tabs, preloads and themes that are not there', () => {
    const tabs = [
      { pagePath: 'pages/a/a', text: '一', iconPath: 'gone.png' },
      { pagePath: 'packages/b/c/c', text: '二', iconPath: '@icon' },
    ]
    const preloadRule = { 'pages/a/a': { packages: ['packages/z'] } }
    const themed = { ...app, tabBar: { list: tabs }, themeLocation: 'theme.json', preloadRule }
    const problems = pathProblems({
      'app.json': JSON.stringify(themed),
      'theme.json': JSON.stringify({ light: { icon: 'light.png' }, dark: {} }),
      'light.png': '',
    })
    expect(problems).toEqual([
      'app.json: the tab icon gone.png does not exist',
      'app.json: the tab 二 opens packages/b/c/c, no page of the main package',
      'app.json: @icon is not in every theme',
      'app.json: preloadRule loads packages/z, no package',
    ])
  })
})

describe('wxml', () => {
  it('lets sound files pass', async () => {
    expect(await wxmlProblems({})).toEqual([])
  })

  it('names what the compiler refuses, with its file', async () => {
    const problems = await wxmlProblems({
      'pages/a/a.wxml': '<view><text></view>',
      'parts/card.wxml': '<view',
    })
    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain('pages/a/a.wxml')
    expect(problems[1]).toContain('parts/card.wxml')
  })

  it('names unknown tags with their line', async () => {
    expect(await wxmlProblems({ 'pages/a/a.wxml': '<view>\n<div/></view>' })).toEqual([
      'pages/a/a.wxml:2: <div> is unknown in pages/a/a.json',
    ])
  })

  it('looks into included and imported files', async () => {
    const problems = await wxmlProblems({ 'parts/row.wxml': `<template name="row"><p/></template>` })
    expect(problems).toEqual(['parts/row.wxml:1: <p> is unknown in pages/a/a.json'])
  })

  it('names imports, includes and wxs that are not there', async () => {
    const wxml = `<import src="gone"/><include src="/gone.wxml"/><wxs src="./gone.wxs" module="g"/>`
    const problems = await wxmlProblems({ 'pages/a/a.wxml': wxml })
    for (const part of ['<import src="gone">', '<include src="/gone.wxml">', '<wxs src="./gone.wxs">'])
      expect(problems).toContain(`pages/a/a.wxml:1: ${part} does not exist`)
  })

  it('names a template that nobody defines', async () => {
    expect(await wxmlProblems({ 'pages/a/a.wxml': '<template is="gone"/>' })).toEqual([
      'pages/a/a.wxml:1: no template is named "gone"',
    ])
  })

  it('reads attributes that hold >', () => {
    expect(tagsOf(`<view wx:if="{{a > b}}" class='x'/>\n<text/>`)).toEqual([
      { name: 'view', attributes: { 'wx:if': '{{a   b}}', class: 'x' }, line: 1 },
      { name: 'text', attributes: {}, line: 2 },
    ])
  })
})

describe('package sizes', () => {
  it('counts what is reached, minified, in its package', async () => {
    const dir = write()
    const { packages, problems } = await measure(dir, readMiniprogram(dir))
    expect(problems).toEqual([])
    expect(packages.map((each) => [each.name, each.files])).toEqual([
      ['main', 16],
      ['packages/b', 3],
    ])
    // Neither the unused script of 5,000 letters nor the unused npm component.
    expect(packages[0]?.bytes).toBeLessThan(3000)
  })

  it('names a package that is too large', async () => {
    const dir = write({
      'pages/a/photo.png': 'x'.repeat(1 << 20),
      'packages/b/photo.png': 'x'.repeat(2 << 20),
    })
    const { problems } = await measure(dir, readMiniprogram(dir))
    expect(problems).toEqual([
      expect.stringMatching(/^package main is 10\d\d KB, more than 1024 KB$/),
      expect.stringMatching(/^package packages\/b is 20\d\d KB, more than 2048 KB$/),
    ])
  })

  it('names an import that is not there', async () => {
    const dir = write({ 'lib/time.ts': `import { x } from './gone'; export const time = x` })
    const { problems } = await measure(dir, readMiniprogram(dir))
    expect(problems).toEqual(['lib/time.ts: imports ./gone, which is not there'])
  })
})
