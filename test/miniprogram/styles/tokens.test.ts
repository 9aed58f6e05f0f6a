import fs from 'node:fs'
import path from 'node:path'
import postcss, { type Rule } from 'postcss'

const root = path.resolve(__dirname, '../../../miniprogram')
const sheet = postcss.parse(fs.readFileSync(path.join(root, 'styles/tokens.wxss'), 'utf8'))

function colours(rule: Rule): Record<string, string> {
  const found: Record<string, string> = {}
  rule.walkDecls(/^--/, (decl) => {
    if (/^#[0-9a-f]{6}$/.test(decl.value)) found[decl.prop.slice(2)] = decl.value
  })
  return found
}

function themes(): {
  light: Record<string, string>
  system: Record<string, string>
  dark: Record<string, string>
} {
  const found = { light: {}, system: {}, dark: {} }
  sheet.walkRules((rule) => {
    const inMedia = rule.parent?.type === 'atrule'
    if (rule.selectors.includes('.theme-light')) found.light = colours(rule)
    else if (rule.selectors.includes('.theme-dark')) found.dark = colours(rule)
    else if (inMedia && rule.selector === 'page') found.system = colours(rule)
  })
  return found
}

/** Relative luminance and contrast ratio of WCAG 2.1. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const TEXT_PAIRS: [text: string, ground: string][] = [
  ['ink', 'card'],
  ['ink', 'ground'],
  ['ink-2', 'card'],
  ['ink-2', 'ground'],
  ['ink-2', 'line'],
  ['brand', 'card'],
  ['brand', 'ground'],
  ['brand', 'brand-soft'],
  ['on-brand', 'brand'],
  ['help', 'card'],
  ['help', 'ground'],
  ['help', 'help-soft'],
  ['ink', 'help-soft'],
  ['ink-2', 'help-soft'],
  ['on-help', 'help'],
  ['warn', 'warn-soft'],
  ['warn', 'card'],
  ['ok', 'card'],
]

describe('the colours of the screens', () => {
  const { light, system, dark } = themes()

  it('are the same in the dark, whether the phone or the person chose it', () => {
    expect(Object.keys(dark)).toEqual(Object.keys(light))
    expect(dark).toEqual(system)
  })

  it.each([
    ['light', light],
    ['dark', dark],
  ])('can be read in the %s', (_name, theme) => {
    const weak = TEXT_PAIRS.filter(([text, ground]) => contrast(theme[text] ?? '', theme[ground] ?? '') < 4.5)
    expect(weak).toEqual([])
    expect(contrast(theme['ink'] ?? '', theme['card'] ?? '')).toBeGreaterThan(7)
  })

  it('are used through the tokens alone', () => {
    const sheets = fs
      .readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) =>
          file.endsWith('.wxss') && !file.includes('miniprogram_npm') && !file.endsWith('tokens.wxss'),
      )
    const literal = sheets.filter((file) =>
      /:\s[^;]*(#[0-9a-fA-F]{3,8}\b|rgba?\()/.test(
        fs.readFileSync(path.join(root, file), 'utf8').replace(/url\([^)]*\)/g, ''),
      ),
    )
    expect(sheets.length).toBeGreaterThan(10)
    expect(literal).toEqual([])
  })

  it('of the native bars are those of the theme', () => {
    const bars = JSON.parse(fs.readFileSync(path.join(root, 'theme.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >
    for (const [name, theme] of [
      ['light', light],
      ['dark', dark],
    ] as const) {
      const { bar, ground, tab, tabOn } = bars[name] ?? {}
      expect([bar, ground, tab, tabOn].map((each) => each?.toLowerCase())).toEqual([
        theme['card'],
        theme['ground'],
        theme['ink-2'],
        theme['brand'],
      ])
    }
  })
})
